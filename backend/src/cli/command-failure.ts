/** Why a command could not do what it was asked for, in one sentence that says what to do about it. */
export class CommandFailure extends Error {
  override readonly name: string = 'CommandFailure';
}
