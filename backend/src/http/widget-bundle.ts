import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { Asset } from './asset.js';

/** Path of the script that pages embed. */
export const WIDGET_PATH = '/sfu-room.js';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
};

interface Served {
  asset: Asset;
  /** What is under this path never changes. */
  immutable: boolean;
}

/**
 * The files of the widget's bundle under their URLs. The script and its chunks import
 * each other relatively, so the hashed URL is a folder with all of them in it: were
 * only the script's own name hashed, a chunk that imports the script would load it a second time
 * under its plain name.
 */
export class WidgetBundle {
  readonly #files = new Map<string, Served>();
  /** `/sfu-room/<hash>/sfu-room.js`: this version of the script, for ever. */
  readonly hashedPath: string;

  /**
   * @param folder what rollup wrote: the script, and its chunks in a folder beside it
   * @throws Error where the script is not in the folder
   */
  static async read(folder: string): Promise<WidgetBundle> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && extname(entry.name) in TYPES)
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    const bodies = await Promise.all(
      files.map(async (file): Promise<[string, Buffer]> => [urlPath(folder, file), await readFile(file)]),
    );
    if (!bodies.some(([path]) => path === WIDGET_PATH)) {
      throw new Error(`There is no ${WIDGET_PATH.slice(1)} in ${folder}.`);
    }
    return new WidgetBundle(bodies);
  }

  private constructor(bodies: readonly [path: string, body: Buffer][]) {
    const hash = createHash('sha256');
    for (const [path, body] of bodies) hash.update(path).update('\0').update(body);
    const root = `/sfu-room/${hash.digest('hex').slice(0, 16)}`;
    for (const [path, body] of bodies) {
      const asset = new Asset(body, TYPES[extname(path)] ?? 'application/octet-stream');
      this.#files.set(path, { asset, immutable: isChunk(path) });
      this.#files.set(root + path, { asset, immutable: true });
    }
    this.hashedPath = root + WIDGET_PATH;
  }

  get(path: string): Served | undefined {
    return this.#files.get(path);
  }
}

/** Chunks carry the hash of their content in their names. */
function isChunk(path: string): boolean {
  return path.lastIndexOf('/') > 0;
}

const urlPath = (folder: string, file: string): string => `/${relative(folder, file).split(sep).join('/')}`;
