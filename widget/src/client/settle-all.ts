/**
 * As `Promise.all`, but waits for every one, also when some fail: whoever goes on after a failure finds nothing of this
 * still under way.
 * @throws the first failure, in the order of the list
 */
export async function settleAll(tasks: Iterable<Promise<unknown>>): Promise<void> {
  for (const result of await Promise.allSettled(tasks)) if (result.status === 'rejected') throw result.reason;
}
