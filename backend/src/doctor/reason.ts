/** What the system's codes mean to a person. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection is cut',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ENOTFOUND: 'there is no such name',
  EAI_AGAIN: 'names cannot be resolved',
  ETIMEDOUT: 'no answer',
  ABORT_ERR: 'no answer',
};

/**
 * Why something did not come about, in a few words without a full stop. `fetch` throws a TypeError that says "fetch
 * failed" of everything: why, its cause knows.
 */
export function reasonOf(failure: unknown): string {
  const error = failure instanceof TypeError ? (failure.cause ?? failure) : failure;
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer';
  const { code } = error as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : WORDS[code];
  return words ?? error.message.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}
