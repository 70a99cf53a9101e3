/** Words of the keys' help. */
export interface ShortcutsStrings {
  readonly title: string;
  /** When the keys work. */
  readonly hint: string;
  /** In place of the hint while they are turned off. */
  readonly off: string;
  /** What each key does. */
  readonly microphone: string;
  readonly talk: string;
  readonly camera: string;
  readonly screen: string;
  readonly hand: string;
  readonly chat: string;
  readonly people: string;
  readonly layout: string;
  readonly fullscreen: string;
  readonly help: string;
  readonly close: string;
  /** Names of keys. */
  readonly space: string;
  readonly escape: string;
  /** Beside the key that must be held. */
  readonly hold: string;
}
