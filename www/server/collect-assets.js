// Puts the bundled page into one folder for Cloudflare's static assets, with the headers that static.js sends. `wrangler`
// runs it before each deploy. The platform compresses what it serves.

import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { PAGE } from './page-folder.js';
import { PAGE_HEADERS, cacheControlOf } from './static.js';

const target = new URL('../.assets/', import.meta.url);
await rm(target, { recursive: true, force: true });
await cp(PAGE, target, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
const lines = Object.entries(PAGE_HEADERS).map(([name, value]) => `  ${name}: ${value}`);
// A rule adds to those before it: what differs is taken back first.
const ofFiles = (await readdir(target))
  .filter((name) => cacheControlOf(name) !== PAGE_HEADERS['cache-control'])
  .map((name) => `/${name}\n  ! cache-control\n  cache-control: ${cacheControlOf(name)}\n`);
await writeFile(new URL('_headers', target), [`/*\n${lines.join('\n')}\n`, ...ofFiles].join(''));
