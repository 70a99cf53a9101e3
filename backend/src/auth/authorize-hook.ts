import type { Logger } from 'pino';
import type { Permissions } from 'sfu-room/protocol';
import { z } from 'zod';
import { RequestError } from '../request-error.js';
import type { Authorize, JoinAttempt } from './authorize.js';
import { permissionsOf, type Grants } from './grants.js';
import { permissions } from './permissions-schema.js';
import { roomLimits } from './room-limits-schema.js';
import type { RoomLimits } from './room-limits.js';
import { fixedName, identity, role } from './token-claims.js';

/** Who was let in by a program of one's own; what is left out is as for everybody. */
export interface Admission {
  /** Who it is to that program, 1-256 characters; others in the room see it. */
  identity?: string | null;
  /** The name in the room, 1-64 characters, which then cannot be changed unless `permissions.rename` is true. */
  name?: string | null;
  /** What they are called beside their name, up to 64 characters. */
  role?: string;
  permissions?: Partial<Permissions>;
  /** When it ends, as a date or in ms since the epoch; a client goes on by `updateToken`, which calls the hook again. */
  expiresAt?: number | Date | null;
  /** For the room, where this join opens it. */
  limits?: Partial<RoomLimits>;
}

/**
 * Decides in a program of one's own who may come in: true for an ordinary participant, false or null to refuse
 * (not-permitted). A RequestError that it throws is what the client gets; anything else is a fault of the
 * program, which is logged, and the client gets server-error and comes again. It is asked at each join, for each fresh
 * token, and by who wants to know who is in a room: so it may take a token more than once.
 */
export type AuthorizeHook = (
  attempt: JoinAttempt,
) => Promise<Admission | boolean | null | undefined> | Admission | boolean | null | undefined;

const admission = z.strictObject({
  identity: identity.nullish(),
  name: fixedName.nullish(),
  role: role.optional(),
  permissions: permissions.optional(),
  expiresAt: z.union([z.number(), z.date().transform((date) => date.getTime())]).nullish(),
  limits: roomLimits.optional(),
});

/**
 * The hook has so long to answer, in ms: less than a client waits. One that never does, as when it waits for something
 * of its own that hangs, would keep a place among the joins that are served, and in the end all of them.
 */
const TIMEOUT = 5_000;

/** Lets in whom the hook lets in. What it says is checked: a word it got wrong must not let more pass than it meant. */
export function authorizeBy(hook: AuthorizeHook, logger: Logger): Authorize {
  return async (attempt) => {
    try {
      const answer = await inTime(Promise.resolve(hook(attempt)));
      if (answer === false || answer === null || answer === undefined) throw new RequestError('not-permitted');
      return grantsOf(answer === true ? {} : answer);
    } catch (error) {
      if (error instanceof RequestError) throw error;
      logger.error({ err: error, room: attempt.room }, 'authorize() of the application failed, a join is refused');
      throw new RequestError('server-error', undefined, { cause: error });
    }
  };
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`authorize() did not answer within ${TIMEOUT} ms.`)), TIMEOUT);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function grantsOf(answer: unknown): Grants {
  const { data, error } = admission.safeParse(answer);
  if (error) {
    const [issue] = error.issues;
    throw new Error(
      `What authorize() answered cannot be used: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
    );
  }
  const { identity: who = null, name = null, role: called = '', expiresAt = null, limits = {} } = data;
  if (expiresAt !== null && expiresAt <= Date.now()) throw new RequestError('token-expired');
  return {
    identity: who,
    name,
    role: called,
    permissions: permissionsOf(name, data.permissions),
    expiresAt,
    limits,
  };
}
