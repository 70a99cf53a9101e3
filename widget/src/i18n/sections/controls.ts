/** Words of the bar with the buttons. */
export interface ControlsStrings {
  readonly title: string;
  readonly raiseHand: string;
  readonly lowerHand: string;
  readonly react: string;
  /** What each reaction means, for assistive technology. */
  readonly reactions: Readonly<Record<'good' | 'love' | 'applause' | 'laugh' | 'surprise' | 'party', string>>;
  /** The chat's button; 0: nothing new. */
  readonly chat: (unread: number) => string;
  readonly people: (count: number) => string;
  readonly more: string;
  /** The layouts, as what can be chosen. */
  readonly layout: string;
  readonly grid: string;
  readonly spotlight: string;
  readonly devices: Readonly<Record<'microphone' | 'camera' | 'speaker', string>>;
  /** Names of the menus. */
  readonly choose: Readonly<Record<'microphone' | 'camera' | 'speaker', string>>;
  /** A device whose name the browser does not tell. */
  readonly numbered: (device: string, number: number) => string;
  readonly systemDefault: string;
  readonly testSound: string;
  /** The system took the device for the moment. */
  readonly interrupted: Readonly<Record<'microphone' | 'camera' | 'screen', string>>;
  /** While a key holds the microphone open. */
  readonly talking: string;
}
