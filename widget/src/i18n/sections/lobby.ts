/** Words of what stands there before a call. */
export interface LobbyStrings {
  /** For assistive technology: the picture of oneself. */
  readonly preview: string;
  readonly cameraOff: string;
  /** Before the browser asks for the devices. */
  readonly explain: string;
  /** The button that lets it ask, by what will be asked for. */
  readonly turnOn: Readonly<Record<'both' | 'microphone' | 'camera', string>>;
  /** While it asks. */
  readonly asking: string;
  /** In place of the two errors of the single devices. */
  readonly bothRefused: string;
  /** For assistive technology: how loud one is. */
  readonly level: string;
  readonly nobody: string;
  /** `names` is a list in words, as of `people` and `others`; `count` of all of them. */
  readonly present: (names: string, count: number) => string;
  /** The end of a list of names. */
  readonly others: (count: number) => string;
  /** In place of names that are not known. */
  readonly people: (count: number) => string;
}
