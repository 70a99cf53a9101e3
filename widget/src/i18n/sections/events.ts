/** What is told when it happens, aloud or as a notice. */
export interface EventsStrings {
  readonly handRaised: (name: string) => string;
  readonly message: (name: string, text: string) => string;
  readonly openChat: string;
  /** Another device is in use from now on. */
  readonly using: Readonly<Record<'microphone' | 'camera' | 'speaker', (device: string) => string>>;
  /** The device is gone, and this one has taken its place; '': the browser does not tell which. */
  readonly unplugged: Readonly<Record<'microphone' | 'camera' | 'speaker', (device: string) => string>>;
}
