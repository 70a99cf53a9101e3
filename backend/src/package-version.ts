import { readFileSync } from 'node:fs';

/** Of the backend, as its package.json has it. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
