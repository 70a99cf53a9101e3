/** Words of the list of people. */
export interface PeopleStrings {
  readonly title: string;
  readonly search: string;
  /** Nobody has the name that is looked for. */
  readonly nobody: string;
  readonly cameraOff: string;
  readonly sharing: string;
  readonly fairConnection: string;
  /** This client receives nothing of them. */
  readonly stopped: string;
  readonly options: (name: string) => string;
  readonly volume: (name: string) => string;
  readonly stop: string;
  readonly resume: string;
}
