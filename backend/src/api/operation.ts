import type { z } from 'zod';
import type { TokenClaims } from '../auth/token-claims.js';
import type { TokenKeys } from '../auth/token-keys.js';
import type { HttpCode } from '../http/status.js';
import type { Rooms } from '../rooms.js';
import type { ServerStats } from './server-stats.js';

/** What the operations work on. */
export interface ApiContext {
  readonly rooms: Rooms;
  readonly keys: TokenKeys;
  readonly stats: ServerStats;
}

export type Method = 'get' | 'post' | 'patch' | 'delete';

export const TAGS = ['Rooms', 'Peers', 'Lobby', 'Messages', 'Tokens', 'Numbers'] as const;
type Tag = (typeof TAGS)[number];

/** One request, checked by the schemas of its operation. */
interface Call<Path, Query, Body> {
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  /** Of the token that it came with. */
  readonly claims: TokenClaims;
}

/** What a handler answers with may be kept as it is: the API only writes it down. */
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

interface Description {
  /** Unique, for programs that make functions of the operations. */
  readonly id: string;
  readonly method: Method;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** Beside those that any operation can answer with. */
  readonly errors: readonly HttpCode[];
}

interface Answer<Result extends z.ZodType = z.ZodType> {
  readonly status: 200 | 201 | 204;
  readonly description: string;
  /** Of the body; without it there is none. */
  readonly schema?: Result;
}

/** An operation, its types aside, for code that treats all of them alike. */
export interface Operation extends Description {
  /** Below the API's root; `{room}` stands for a parameter. */
  readonly path: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | null;
  readonly answer: Answer;
  handle(call: Call<unknown, unknown, unknown>, context: ApiContext): unknown;
}

type Definition<
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Result extends z.ZodType,
> = Description & {
  readonly path: string;
  readonly params: Path;
  readonly query: Query;
  readonly body: Body | null;
  readonly answer: Answer<Result>;
  handle(
    call: Call<z.output<Path>, z.output<Query>, z.output<Body>>,
    context: ApiContext,
  ): DeepReadonly<z.output<Result>> | Promise<DeepReadonly<z.output<Result>>>;
};

/** Holds the handler of an operation to its schemas; what it takes and gives is declared nowhere else. */
export function operation<
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Result extends z.ZodType,
>(definition: Definition<Path, Query, Body, Result>): Operation {
  return definition;
}
