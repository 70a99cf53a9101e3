import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the widget's bundle, or null where the widget is not built. */
export function findWidgetDir(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('sfu-room/sfu-room.js'));
  } catch {
    return null;
  }
}

/** The folder of the site as it was built: in the package, else in the repository. */
export function findSiteDir(): string | null {
  const candidates = ['../../site', '../../../site/dist'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return candidates.find((folder) => existsSync(join(folder, 'index.html'))) ?? null;
}
