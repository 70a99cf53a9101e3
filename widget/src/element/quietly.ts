/** For calls that nobody awaits: what fails is told by the `error` event and by the status. */
export function quietly(call: Promise<void>): void {
  call.catch(() => undefined);
}
