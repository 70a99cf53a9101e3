/** How much one room may take. */
export interface RoomLimits {
  /** Most peers. */
  readonly peers: number;
  /** Most producers of one peer. */
  readonly producers: number;
  /** Most that one peer may send, in bit/s; null: no limit. */
  readonly bitrate: number | null;
  /** After so long it ends for everyone, in ms; null: never. */
  readonly duration: number | null;
  /** How long it stays after its last peer has left, in ms. */
  readonly emptyTimeout: number;
}
