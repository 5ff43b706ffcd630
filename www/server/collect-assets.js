// Puts the page and the built package into one folder for Cloudflare's static assets, with the headers that static.js
// sends. `wrangler` runs it before each deploy.

import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { PACKAGE } from './package-folder.js';
import { PAGE_HEADERS } from './static.js';

const target = new URL('../.assets/', import.meta.url);
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await cp(new URL('../public/', import.meta.url), target, { recursive: true });
await cp(PACKAGE, new URL('face-preflight/', target), {
  recursive: true,
  filter: (path) => !/\.(tgz|md|ts)$|\/(node_modules|server)(\/|$)/.test(path),
});
const lines = Object.entries(PAGE_HEADERS).map(([name, value]) => `  ${name}: ${value}`);
await writeFile(new URL('_headers', target), `/*\n${lines.join('\n')}\n`);
