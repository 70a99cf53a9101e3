import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSite } from './site/build.mjs';

// Writes the site as static files. They are served by the backend, or by any host of files: then --server names the
// backend, which the pages take the widget from.

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    out: { type: 'string', default: join(import.meta.dirname, '../site/dist') },
  },
});

await buildSite({ out: values.out, server: values.server ?? null });
