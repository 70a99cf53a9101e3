import { deferred } from '../../widget/src/client/deferred.js';
import type { RoomError } from '../../widget/src/client/errors.js';
import type { Requests } from '../../widget/src/protocol/index.js';
import type { FakeSignaling } from './fake-signaling.js';

/** Whether a promise has settled once everything has happened that waits for nothing but its turn. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol();
  const turn = new Promise((resolve) => setImmediate(() => resolve(pending)));
  return (await Promise.race([promise.catch(() => undefined), turn])) !== pending;
}

/** Lets requests of this name wait for an answer until it is given. */
export function held<K extends keyof Requests>(signaling: FakeSignaling, name: K, response: Requests[K]['response']) {
  const answer = deferred<Requests[K]['response']>();
  Object.assign(signaling.answers, { [name]: () => answer.promise });
  return { give: () => answer.resolve(response), refuse: (error: RoomError) => answer.reject(error) };
}
