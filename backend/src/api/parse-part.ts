import type { z } from 'zod';
import { ApiError } from './api-error.js';

type Part = 'path' | 'query' | 'body';

/** @throws ApiError payload-invalid, room-name-invalid: it names what is wrong */
export function parsePart<Schema extends z.ZodType>(part: Part, schema: Schema, value: unknown): z.output<Schema> {
  if (part === 'body' && value === undefined) {
    throw new ApiError('payload-invalid', 'The request needs a body of JSON, with Content-Type: application/json.');
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const where = [part, ...(issue?.path ?? [])].map(String);
  const code = part === 'path' && issue?.path[0] === 'room' ? 'room-name-invalid' : 'payload-invalid';
  throw new ApiError(code, `${where.join('.')}: ${issue?.message ?? 'wrong'}`);
}
