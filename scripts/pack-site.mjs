import { access, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

// Lays the site, as it was built, into the backend's package while that is packed. Afterwards it is taken away again: in
// the repository the backend would serve it in place of the one that is built next.

const SITE = join(import.meta.dirname, '../site/dist');
const PACKED = join(import.meta.dirname, '../backend/site');

await rm(PACKED, { recursive: true, force: true });
if (!process.argv.includes('--remove')) {
  await access(join(SITE, 'index.html')).catch(() => {
    console.error('The site is not built, and the package would go without it: run "npm run build" first.');
    process.exit(1);
  });
  await cp(SITE, PACKED, { recursive: true });
}
