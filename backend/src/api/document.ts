import { z } from 'zod';
import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { STATUS, type HttpCode } from '../http/status.js';
import { meaningOf } from './api-error.js';
import { TAGS, type Operation } from './operation.js';
import { OPERATIONS } from './operations.js';

/** Path of the API on the server. */
export const API_PATH = '/sfu-room/api';

export type ApiDocument = oas31.OpenAPIObject;

const BEARER = 'token';

const ABOUT = `Rooms, their peers and what happens in them, for other programs.

Every operation but this document takes a token: \`Authorization: Bearer <token>\`. It is one whose claim \`api\` is true, as \`sfu-room token --api\` prints; with a claim \`room\` it is for the rooms of this name or pattern alone. Such a token never belongs into a web page.

Errors are JSON, \`{"error": {"code", "message"}}\`: codes are stable, messages are for people. Times are in ms since the epoch, durations in ms.`;

/** Codes that an operation can answer with, all of them. */
function errorsOf({ path, body, errors }: Operation): HttpCode[] {
  return [
    'payload-invalid',
    ...(path.includes('{room}') ? (['room-name-invalid'] as const) : []),
    ...(['token-missing', 'token-invalid', 'token-expired', 'not-permitted'] as const),
    ...errors,
    ...(body ? (['payload-too-large'] as const) : []),
    'rate-limited',
    'server-error',
  ];
}

/** The API as an OpenAPI 3.1 document, made from the schemas that requests are checked by. @param version of the package */
export function describeApi(version: string): ApiDocument {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const each of OPERATIONS) (paths[each.path] ??= {})[each.method] = describe(each);
  return createDocument(
    {
      openapi: '3.1.1',
      info: { title: 'sfu-room', version, description: ABOUT },
      servers: [{ url: API_PATH }],
      security: [{ [BEARER]: [] }],
      tags: TAGS.map((name) => ({ name })),
      paths,
      components: { securitySchemes: { [BEARER]: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    { override: ({ jsonSchema }) => leaveOutSafe(jsonSchema) },
  ) as ApiDocument;
}

function describe(each: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, params, query, body, answer } = each;
  const some = (schema: z.ZodObject): boolean => Object.keys(schema.shape).length > 0;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    requestParams: { ...(some(params) ? { path: params } : {}), ...(some(query) ? { query } : {}) },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      [String(answer.status) as '200']: {
        description: answer.description,
        ...(answer.schema ? { content: { 'application/json': { schema: answer.schema } } } : {}),
      },
      ...describeErrors(errorsOf(each)),
    },
  };
}

function describeErrors(codes: readonly HttpCode[]): ZodOpenApiResponsesObject {
  const statuses = [...new Set(codes.map((code) => STATUS[code]))].sort((a, b) => a - b);
  const responses = statuses.map((status) => {
    const some = codes.filter((code) => STATUS[code] === status);
    const schema = z.object({ error: z.object({ code: z.enum(some), message: z.string() }) });
    const description = some.map((code) => `\`${code}\`: ${meaningOf(code)}`).join('\n\n');
    return [String(status), { description, content: { 'application/json': { schema } } }];
  });
  return Object.fromEntries(responses) as ZodOpenApiResponsesObject;
}

/** That a number is no larger than JavaScript can count is nothing to tell. */
function leaveOutSafe(schema: { minimum?: number | undefined; maximum?: number | undefined }): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
}
