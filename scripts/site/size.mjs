import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUNDLE = join(import.meta.dirname, '../../widget/dist/bundle');

/** What a page loads of the widget before a call can begin, in kB of gzip, as a reader is told. */
export async function widgetSize() {
  const script = await readFile(join(BUNDLE, 'sfu-room.js'));
  return Math.ceil(gzipSync(script, { level: 9 }).length / 1000);
}
