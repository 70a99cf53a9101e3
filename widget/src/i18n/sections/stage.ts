/** Words of the tiles and of what can be done with them. */
export interface StageStrings {
  /** For assistive technology: the whole of the tiles. */
  readonly people: string;
  readonly pin: string;
  readonly unpin: string;
  readonly pinned: string;
  /** A moderator shows them large to everyone. */
  readonly spotlit: string;
  readonly handRaised: string;
  readonly poorConnection: string;
  readonly speaking: string;
  /** Buttons on a tile. */
  readonly pictureInPicture: string;
  readonly endPictureInPicture: string;
  readonly fullscreen: string;
  readonly exitFullscreen: string;
  /** Buttons on one's own tile: among the others, or over them in a corner. */
  readonly toGrid: string;
  readonly toCorner: string;
  /** To the next corner; arrow keys do it as well. */
  readonly move: string;
  /** Name of the buttons that turn the pages. */
  readonly pages: string;
  /** Both counted from 1. */
  readonly page: (page: number, pages: number) => string;
  readonly previousPage: string;
  readonly nextPage: string;
}
