import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { AccessClaims } from '../../backend/src/auth/token-claims.js';
import { TokenKeys } from '../../backend/src/auth/token-keys.js';

export const API_SECRET = 'a secret that is long enough for HS256';

/** As much of the document as the tests look at. */
export interface ApiDocument {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}

interface Placed {
  readonly path: string;
  readonly method: string;
  readonly operation: DocumentedOperation;
}

interface DocumentedResponse {
  readonly description: string;
  readonly content?: { readonly 'application/json': { readonly schema: ErrorSchema } };
}

interface ErrorSchema {
  readonly properties?: { readonly error?: { readonly properties: { readonly code: { readonly enum: string[] } } } };
}

/** What an operation is called with. */
export interface Arguments {
  readonly room?: string;
  readonly peer?: string;
  readonly knock?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Null: none. */
  readonly token?: string | null;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** @param expiresIn in ms */
export async function apiToken(claims: AccessClaims = { api: true }, expiresIn = 60_000): Promise<string> {
  const keys = await TokenKeys.create({
    secret: [API_SECRET],
    tokenKeys: null,
    tokenIssuer: null,
    tokenAudience: null,
  });
  return (await keys.sign(claims, { expiresIn })).token;
}

/** Calls operations by their ids, and holds each answer against the document that the server itself serves. */
export class ApiClient {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });

  static async open(url: string): Promise<ApiClient> {
    const response = await fetch(`${url}/sfu-room/api/openapi.json`);
    return new ApiClient(url, (await response.json()) as ApiDocument, await apiToken());
  }

  private constructor(
    private readonly url: string,
    readonly document: ApiDocument,
    private readonly token: string,
  ) {
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, 'api');
  }

  /** In the order of the document. */
  get ids(): string[] {
    return this.#operations().map(({ operation }) => operation.operationId);
  }

  hasBody(id: string): boolean {
    return this.#operation(id).operation.requestBody !== undefined;
  }

  pathOf(id: string): string {
    return this.#operation(id).path;
  }

  /** The codes that the document names for an operation, sorted. */
  codesOf(id: string): string[] {
    return Object.values(this.#operation(id).operation.responses)
      .flatMap(({ content }) => content?.['application/json'].schema.properties?.error?.properties.code.enum ?? [])
      .sort();
  }

  /** @throws Error where the answer is not as the document says */
  async call(id: string, given: Arguments = {}): Promise<ApiAnswer> {
    const { path, method, operation } = this.#operation(id);
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name: 'room' | 'peer' | 'knock') => given[name] ?? 'nothing');
    const { token = this.token, query = {}, body } = given;
    const response = await fetch(`${this.url}/sfu-room/api${address}?${new URLSearchParams(query).toString()}`, {
      method: method.toUpperCase(),
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const documented = operation.responses[String(response.status)];
    if (!documented) throw new Error(`${id} answers ${response.status}, which is not documented: ${text}`);
    if (!documented.content) {
      if (text !== '') throw new Error(`${id} answers with a body where none is documented: ${text}`);
      return { status: response.status, body: undefined, headers: response.headers };
    }
    const value: unknown = JSON.parse(text);
    const pointer = ['paths', path, method, 'responses', String(response.status), 'content', 'application/json'];
    const schema = [...pointer, 'schema'].map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
    const validate = this.#ajv.compile({ $ref: `api#/${encodeURI(schema)}` });
    if (!validate(value)) {
      throw new Error(`${id} answers not as documented: ${this.#ajv.errorsText(validate.errors)}: ${text}`);
    }
    return { status: response.status, body: value, headers: response.headers };
  }

  /** The code with which an operation is refused, or `none`. */
  async codeOf(id: string, given: Arguments = {}): Promise<string> {
    const { body } = await this.call(id, given);
    return (body as { error?: { code: string } } | undefined)?.error?.code ?? 'none';
  }

  #operation(id: string): Placed {
    const found = this.#operations().find(({ operation }) => operation.operationId === id);
    if (!found) throw new Error(`There is no operation ${id}.`);
    return found;
  }

  #operations(): Placed[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
  }
}
