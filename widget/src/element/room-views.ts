import type { RoomState, RoomStatus } from '../client/room-state.js';
import type { TileStrings } from '../i18n/strings.js';
import type { FreePart } from '../parts/attachment.js';
import type { StageView } from '../parts/views.js';
import { isInRoom } from './call-status.js';
import type { UiState } from './ui-controller.js';
import { stageView, tileView } from './views/stage.js';

/** What the tiles show, made once for each picture; the UI around them knows more (`FullViews`). */
export class RoomViews {
  #stage: StageView | null = null;

  constructor(
    readonly state: RoomState,
    readonly ui: UiState,
    readonly strings: TileStrings,
  ) {}

  get status(): RoomStatus {
    return this.state.status;
  }

  get isInRoom(): boolean {
    return isInRoom(this.status);
  }

  get stage(): StageView {
    this.#stage ??= stageView(this.state, this.ui, this.strings);
    return this.#stage;
  }

  /** Keys of the tiles over which the page may lay something of its own. */
  get overlaid(): readonly string[] {
    const { tiles, floating } = this.stage;
    return [...tiles, ...(floating ? [floating] : [])].map(({ key }) => key);
  }

  /** What a part shows that the page placed by hand; undefined: it shows nothing of a room, or not as yet. */
  of(part: FreePart): unknown {
    if (part.localName === 'sfu-stage') return this.stage;
    if (part.localName !== 'sfu-tile') return undefined;
    const peer = part.getAttribute('peer') ?? '';
    const source = part.getAttribute('source') ?? 'camera';
    return tileView(this.state, this.ui, this.strings, { peer, source });
  }
}
