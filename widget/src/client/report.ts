/** Tells the page of a fault that is its own listener's, as an uncaught error, so that it stops nobody else. */
export function report(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
  else {
    // Safari before 15.4, and Node.
    queueMicrotask(() => {
      throw error instanceof Error ? error : new Error(String(error));
    });
  }
}
