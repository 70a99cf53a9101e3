/** Words of what moderators do, and of what the others hear of it. */
export interface ModerationStrings {
  /** For assistive technology: name of what is switched for the whole room. */
  readonly title: string;
  readonly lock: string;
  readonly lockHint: string;
  readonly lobby: string;
  readonly lobbyHint: string;
  readonly muteAll: string;
  readonly end: string;
  readonly endQuestion: string;
  readonly cancel: string;
  /** Heading over those who wait, and beside the number of people. */
  readonly waiting: (count: number) => string;
  readonly admit: string;
  readonly deny: string;
  readonly admitAll: string;
  /** For assistive technology, where several buttons have the same word. */
  readonly admitOne: (name: string) => string;
  readonly denyOne: (name: string) => string;
  /** Beside the name of one. */
  readonly moderator: string;
  /** What is done with one person. */
  readonly actions: Readonly<
    Record<
      | 'mute'
      | 'ask'
      | 'stop-camera'
      | 'stop-screen'
      | 'spotlight'
      | 'end-spotlight'
      | 'promote'
      | 'demote'
      | 'remove'
      | 'ban',
      string
    >
  >;
  readonly banQuestion: (name: string) => string;
  /** Somebody knocks; several do. */
  readonly wantsIn: (name: string) => string;
  readonly wantIn: (count: number) => string;
  /** Opens the list of those who wait. */
  readonly show: string;
  /** To whom it happened. */
  readonly stopped: Readonly<Record<'microphone' | 'camera' | 'screen', string>>;
  readonly asked: Readonly<Record<'microphone' | 'camera', string>>;
  readonly unmute: string;
  readonly promoted: string;
  readonly demoted: string;
  readonly locked: string;
  readonly unlocked: string;
  readonly restarting: string;
  /** In place of the field that one writes in. */
  readonly mayNotWrite: string;
  /** Heading and text while one waits to be let in. */
  readonly knocking: string;
  readonly knockingText: string;
  /** Heading over the reason why one may not come in. */
  readonly refused: string;
}
