import type { Browser, Page } from 'playwright-core';
import type { SfuRoom } from 'sfu-room';
import type { Lab } from '../helpers/pages.js';
import { installPictures } from './pictures.js';

interface Person {
  readonly name: string;
  readonly camera?: false;
  readonly microphone?: false;
  /** Speaks without a pause. */
  readonly speaks?: true;
}

/** In the order in which they come: short and long names of several scripts, with and without camera and microphone. */
const PEOPLE: readonly Person[] = [
  { name: 'Ada Lovelace', speaks: true },
  { name: 'Grace Hopper', microphone: false },
  { name: 'Alan Turing', camera: false },
  { name: 'Maximiliane Rosenthal-Featherstonehaugh' },
  { name: '나혜석', microphone: false },
  { name: 'محمد بن موسى الخوارزمي' },
  { name: 'Радия Перлман', camera: false, microphone: false },
  { name: 'Tim' },
  { name: 'Katherine Johnson' },
  { name: 'Margaret Hamilton', microphone: false },
  { name: 'Edsger W. Dijkstra', camera: false },
  { name: 'Hedy Lamarr' },
  { name: 'Donald Knuth', microphone: false },
  { name: 'Barbara Liskov' },
  { name: 'Joan Clarke' },
];

/** The others in a room: a page full of headless rooms, each a peer of its own that only sends. */
export class Crowd {
  #size = 0;

  private constructor(
    private readonly page: Page,
    private readonly room: string,
  ) {}

  static async open(lab: Lab, browser: Browser, server: string, room: string): Promise<Crowd> {
    const context = await browser.newContext();
    await context.addInitScript(installPictures);
    const page = await context.newPage();
    lab.onClose(() => context.close());
    await page.goto(
      await lab.website(
        `<!doctype html><title>Others</title><script type="module" src="${server}/sfu-room.js"></script>`,
      ),
    );
    await page.waitForFunction(() => customElements.get('sfu-room') !== undefined);
    return new Crowd(page, room);
  }

  /** Lets people come until there are so many. */
  async grow(size: number): Promise<void> {
    for (; this.#size < size; this.#size++) {
      const person = PEOPLE[this.#size];
      if (!person) throw new Error('There are no more people.');
      await this.page.evaluate(
        async ({ person: { name, camera, microphone, speaks }, room, seed }) => {
          const element = document.createElement('sfu-room');
          Object.assign(element, { room, name, ui: 'none', audio: 'none', video: 'none', subscribeMode: 'manual' });
          document.body.append(element);
          await element.join();
          const { pictures } = globalThis;
          // Two layers of what is large while few are there, one small one of each in a crowd.
          const [width, height] = seed < 4 ? [960, 540] : [320, 180];
          if (camera !== false) {
            await element.publish(pictures.person(seed, width, height), { label: 'camera', source: 'camera' });
          }
          if (microphone !== false) {
            await element.publish(pictures.voice(speaks === true), { label: 'microphone', source: 'microphone' });
          }
        },
        { person, room: this.room, seed: this.#size + 2 },
      );
    }
  }

  /** Somebody more would come in, and has to knock. */
  async knock(name: string): Promise<void> {
    await this.page.evaluate(
      ({ name: given, room }) => {
        const element = document.createElement('sfu-room');
        Object.assign(element, { room, name: given, ui: 'none', audio: 'none', video: 'none' });
        document.body.append(element);
        // It is let in, or not; when the page closes, neither has happened.
        element.join().catch(() => undefined);
        return new Promise<void>((resolve) => {
          element.addEventListener('statuschange', ({ detail }) => detail.status === 'knocking' && resolve());
        });
      },
      { name, room: this.room },
    );
  }

  /** One of them does something, in the page of all. */
  async do<T>(index: number, action: (room: SfuRoom, argument: T) => unknown, argument?: T): Promise<void> {
    const room = await this.page.locator('sfu-room').nth(index).elementHandle();
    await room.evaluate(action as (element: unknown, argument: unknown) => unknown, argument);
  }
}
