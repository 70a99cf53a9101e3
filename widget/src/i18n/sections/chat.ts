/** Words of the messages, and of the panel that they stand in. */
export interface ChatStrings {
  readonly title: string;
  /** Name of the panel's tabs, for assistive technology. */
  readonly panel: string;
  readonly closePanel: string;
  /** Name of the field that one writes in. */
  readonly field: string;
  readonly send: string;
  readonly empty: string;
  readonly emptyText: string;
  readonly sending: string;
  readonly failed: string;
  readonly retry: string;
  readonly discard: string;
  /** Leads to those that came while one read older ones. */
  readonly fresh: (count: number) => string;
  /** Characters, near the end of what fits into a message. */
  readonly remaining: (count: number) => string;
  readonly tooMany: (count: number) => string;
  readonly tooLong: string;
  /** Of a message that only its two ends see. */
  readonly toYou: string;
  readonly toOne: (name: string) => string;
}
