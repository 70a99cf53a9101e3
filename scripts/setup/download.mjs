// @ts-check
// download.mjs <address> <file> <ms until the answer must have begun>
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const [address = '', file = '', begin] = process.argv.slice(2);

try {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new Error('no answer')), Number(begin));
  const response = await fetch(address, { signal: giveUp.signal });

  clearTimeout(timer);
  if (!response.ok || !response.body) throw new Error(`${response.status} ${response.statusText}`);
  await pipeline(Readable.fromWeb(/** @type {any} */ (response.body)), createWriteStream(file));
} catch (error) {
  const { message, cause } = /** @type {Error} */ (error);

  console.error(`${address}: ${cause instanceof Error ? cause.message : message}`);
  process.exit(1);
}
