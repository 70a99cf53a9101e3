import { watch, type FSWatcher } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { join, parse, resolve, sep } from 'node:path';

/** Several files of one renewal are written one after the other: they are looked at when it was quiet this long, in ms. */
const QUIET = 200;

/** As many links as Linux follows in one path. */
const MOST_LINKS = 40;

/**
 * Tells when what is found at some paths may have changed. It watches folders and not the files, and
 * every folder on the way in which a link stands: certificates are renewed by a new link in place of an old one,
 * of the file (certbot) or of its folder (Kubernetes, `current` folders), and the old file never changes.
 */
export class PathWatch {
  readonly #watchers = new Map<string, FSWatcher>();
  #listener: () => Promise<void> = () => Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #telling = Promise.resolve();
  readonly #blind = new Set<string>();
  #closed = false;

  /** @param onBlind told once of each folder that cannot be watched, for want of rights or of watches */
  constructor(
    private readonly paths: readonly string[],
    private readonly onBlind: (folder: string, error: unknown) => void,
  ) {
    this.#touch();
  }

  /** @param listener looks at the paths; one call at a time, and it rejects never. Called once soon, too. */
  onChange(listener: () => Promise<void>): void {
    this.#listener = listener;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #touch(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // One after the other: a slow look must not end after the one that follows it.
      this.#telling = this.#telling.then(() => this.#look());
    }, QUIET);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const folders = new Set<string>();
    for (const path of this.paths) for (const folder of await foldersOf(path)) folders.add(folder);
    if (this.#closed) return;
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) this.#watchFolder(folder);
    // After the watching has begun: what changes from now on is told again.
    await this.#listener();
  }

  #watchFolder(folder: string): void {
    if (this.#watchers.has(folder)) return;
    const forget = (): void => {
      // A folder that was removed: another of its name is watched anew.
      this.#watchers.get(folder)?.close();
      this.#watchers.delete(folder);
      this.#touch();
    };
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        // Of its own end a folder is told under its own name.
        if (event === 'rename' && name === parse(folder).base) forget();
        else this.#touch();
      });
      watcher.once('error', forget);
      this.#watchers.set(folder, watcher);
    } catch (error) {
      // Gone again meanwhile: the listener is about to find that out.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      if (this.#blind.has(folder)) return;
      this.#blind.add(folder);
      this.onBlind(folder, error);
    }
  }
}

/** The folder of what a path leads to, those in which its links stand, and of what is missing the last one there is. */
async function foldersOf(path: string): Promise<Set<string>> {
  const folders = new Set<string>();
  const { root } = parse(resolve(path));
  let at = root;
  let rest = resolve(path).slice(root.length).split(sep);
  let links = 0;
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    const next = join(at, name);
    let target: string | null = null;
    try {
      if ((await lstat(next)).isSymbolicLink()) target = await readlink(next);
    } catch {
      folders.add(at);
      return folders;
    }
    if (rest.length === 0) folders.add(at);
    if (target === null) {
      at = next;
      continue;
    }
    folders.add(at);
    if (++links > MOST_LINKS) return folders;
    const whole = resolve(at, target);
    at = parse(whole).root;
    rest = [...whole.slice(at.length).split(sep), ...rest];
  }
  return folders;
}
