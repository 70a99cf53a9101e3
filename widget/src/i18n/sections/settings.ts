/** Words of the settings and of the numbers in them. */
export interface SettingsStrings {
  readonly title: string;
  readonly close: string;
  readonly general: string;
  readonly devices: string;
  readonly preview: string;
  /** Where one sees oneself. */
  readonly selfView: string;
  readonly selfViews: Readonly<Record<'auto' | 'grid' | 'float' | 'hidden', string>>;
  /** Of a switch. */
  readonly shortcuts: string;
  readonly connection: string;
  readonly measuring: string;
  /** No track is sent or received. */
  readonly nothing: string;
  readonly roundTrip: string;
  readonly sending: string;
  readonly receiving: string;
  /** Heads of the table with the numbers of each track. */
  readonly track: string;
  readonly rate: string;
  readonly lost: string;
  readonly codec: string;
  readonly picture: string;
  /** Pictures per second. */
  readonly frames: (count: number) => string;
  /** Whose and what, as of `sources` or a label. */
  readonly trackOf: (name: string, what: string) => string;
  readonly sources: Readonly<Record<'camera' | 'microphone' | 'screen' | 'screenaudio', string>>;
}
