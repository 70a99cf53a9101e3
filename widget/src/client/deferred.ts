/** A promise with its ends in hand (`Promise.withResolvers` is too new for some phones). */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

export function deferred<T>(): Deferred<T> {
  const ends: Partial<Deferred<T>> = {};
  const promise = new Promise<T>((resolve, reject) => Object.assign(ends, { resolve, reject }));
  return Object.assign(ends, { promise }) as Deferred<T>;
}
