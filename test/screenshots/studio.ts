import type { Browser, Page } from 'playwright-core';
import type { SfuRoom } from 'sfu-room';
import type { SfuRoomServer } from 'sfu-room-backend';
import { Lab, untilStatus } from '../helpers/pages.js';
import { Crowd } from './crowd.js';
import { installDevices, REFUSED_TEXT, type Answer } from './devices.js';
import { installPictures } from './pictures.js';

export interface ViewerOptions {
  readonly answer?: Answer;
  /** The browser lets the page have camera and microphone without a question. */
  readonly permitted?: boolean;
}

/** Of a window between the height of a phone's and the width of a tablet's, it is the sidebar of a page. */
const STYLE = `
  html { color-scheme: light dark; }
  body { margin: 0; font-family: Inter, system-ui, sans-serif; background: light-dark(#fff, #101218); }
  aside { display: none; }
  sfu-room { block-size: 100vh; border-radius: 0; }
  @media (width: 640px) and (height: 480px) {
    sfu-room { position: absolute; inset-block-start: 140px; inset-inline-end: 20px; inline-size: 240px; block-size: 320px;
      border-radius: 12px; }
    aside { display: block; inline-size: 320px; padding: 20px; line-height: 1.6; color: light-dark(#444, #aaa); }
  }`;

const TEXT = 'The page around the room. '.repeat(24);

/** One server with one browser, and pages that look at its rooms. */
export class Studio {
  readonly #lab: Lab;
  /** Of the scene that is on. */
  readonly #set = new Lab();
  #rooms = 0;

  private constructor(
    readonly server: SfuRoomServer,
    private readonly browser: Browser,
    lab: Lab,
  ) {
    this.#lab = lab;
  }

  static async open(): Promise<Studio> {
    const lab = new Lab();
    try {
      return new Studio(await lab.server({ serveSite: false }), await lab.browser(), lab);
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.strike();
    await this.#lab.close();
  }

  /** Closes every page: the next scene has the machine for itself. */
  async strike(): Promise<void> {
    await this.#set.close();
  }

  /** A server that nobody can reach. */
  async nowhere(): Promise<string> {
    const server = await this.#set.server({ serveSite: false });
    await server.close();
    return server.url;
  }

  /** A page that looks at a room. */
  async viewer(attributes: string, { answer = 'given', permitted = true }: ViewerOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: permitted ? ['camera', 'microphone', 'clipboard-write'] : [],
    });
    await context.addInitScript(installPictures);
    await context.addInitScript(installDevices, { answer, refused: REFUSED_TEXT });
    const page = await context.newPage();
    this.#set.onClose(() => context.close());
    await page.goto(
      await this.#set.website(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Room</title>
        <meta name="viewport" content="width=device-width"><style>${STYLE}</style>
        <script type="module" src="${this.server.url}/sfu-room.js"></script>
        <sfu-room ${attributes} name="Mary Somerville"></sfu-room><aside>${TEXT}</aside>`),
    );
    // Menus, panel and sheets come when the page is idle; waiting for them once, no state waits for them.
    await page.waitForFunction(() => customElements.get('sfu-menu') !== undefined);
    return page;
  }

  /** A room with others in it. */
  async crowd(size: number): Promise<{ room: string; crowd: Crowd }> {
    const room = `design-review${this.#rooms++ === 0 ? '' : `-${String(this.#rooms)}`}`;
    const crowd = await Crowd.open(this.#set, this.browser, this.server.url, room);
    await crowd.grow(size);
    return { room, crowd };
  }

  /** A page in a room with others. */
  async call(size: number): Promise<{ page: Page; crowd: Crowd }> {
    const { room, crowd } = await this.crowd(size);
    const page = await this.viewer(`room="${room}" autojoin`);
    await untilStatus(page, 'joined');
    return { page, crowd };
  }
}

/** Every picture that is to be there is there, and nothing moves that comes to rest. */
export async function settled(page: Page): Promise<void> {
  // What has just changed begins to move with the next picture.
  await page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
  await page.waitForFunction(() => {
    const room = document.querySelector<SfuRoom>('sfu-room');
    const root = room?.shadowRoot;
    if (!room || !root) return false;
    const preview = root.querySelector('sfu-lobby')?.shadowRoot?.querySelector('sfu-tile');
    const tiles = preview ? [preview] : (root.querySelector('sfu-stage')?.tiles ?? []);
    const shown = tiles.every((tile) => {
      const video = tile.shadowRoot?.querySelector('video');
      return !video || tile.classList.contains('out') || video.classList.contains('playing');
    });
    // Each root tells of its own animations alone.
    const isMoving = (within: ShadowRoot): boolean =>
      within.getAnimations().some(({ playState, effect }) => {
        return playState === 'running' && effect?.getComputedTiming().iterations !== Infinity;
      }) || [...within.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && isMoving(shadowRoot));
    return shown && !isMoving(root);
  });
}
