// Next without configuration, with both of its bundlers: a client component, a server component and a route handler.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after } from 'node:test';
import { launchChromium } from '../../support/chromium.js';
import { fixture } from '../../support/fixtures.js';
import { pageFiles } from '../help/app.js';
import { assertGood, expected } from '../help/expected.js';
import { outcomeOf } from '../help/load.js';
import { cell } from '../help/matrix.js';
import { PHOTO, makeProject, runIn, toolsFolder, versionOf } from '../help/project.js';
import { startServer } from '../help/server.js';

const engine = await launchChromium();
after(() => engine.close());

const next = join(toolsFolder('heavy'), 'node_modules/.bin/next');

/** The outcome of {@link pageFiles} belongs to a page; in Next a component starts it. */
const COMPONENT = `'use client';
import { useEffect } from 'react';
export default function Client() {
  useEffect(() => void import('./main.js'), []);
  return <p>photo</p>;
}
`;

const LAYOUT = `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`;

const SERVER_COMPONENT = `import { readFile } from 'node:fs/promises';
import { preflight } from 'face-preflight';
import { measure } from '../golden.js';
export const dynamic = 'force-dynamic';
export default async function Server() {
  return <p id="measured">{await measure(preflight, await readFile('${PHOTO}'))}</p>;
}
`;

const ROUTE = `import { preflight } from 'face-preflight';
import { measure, measureFaces } from '../golden.js';
export async function POST(request) {
  const photo = await request.arrayBuffer();
  return Response.json({ measured: await measure(preflight, photo), face: await measureFaces(preflight, photo) });
}
`;

for (const bundler of ['turbopack', 'webpack']) {
  const row = `Next ${versionOf('heavy', 'next')} (${bundler})`;
  /** @type {Promise<{ url: string, close: () => Promise<void> }> | undefined} */
  let starting;
  after(async () => (await starting?.catch(() => undefined))?.close());

  /** Builds and starts the project once for all of its tests. */
  const served = () => (starting ??= start(bundler));

  cell('bundlers', row, 'face-preflight', async () => {
    const { url } = await served();
    assertGood(await outcomeOf(engine, url), { face: true, worker: true });
    return 'yes, in a worker';
  });

  cell('bundlers', row, 'face-preflight/inline', async () => {
    const { url } = await served();
    assertGood(await outcomeOf(engine, `${url}/inline`));
    return 'yes';
  });

  cell('bundlers', row, 'on the server', async () => {
    const { url } = await served();
    const page = await (await fetch(`${url}/server`)).text();
    assert.ok(page.includes(`<p id="measured">${expected}</p>`), page.slice(0, 2_000));
    const route = await fetch(`${url}/route`, { method: 'POST', body: fixture(PHOTO) });
    assertGood(await route.json(), { face: true });
    return 'component, route handler';
  });
}

/** @param {string} bundler */
async function start(bundler) {
  const files = pageFiles('face-preflight', 'app/');
  const inline = pageFiles('face-preflight/inline', 'app/inline/');
  const folder = makeProject('heavy', `next-${bundler}`, {
    'app/layout.jsx': LAYOUT,
    'app/page.jsx': COMPONENT,
    ...files,
    'app/inline/page.jsx': COMPONENT,
    ...inline,
    'app/server/page.jsx': SERVER_COMPONENT,
    'app/route/route.js': ROUTE,
  });
  // Next serves the files in `public/`.
  await runIn(folder, '/bin/sh', ['-c', `mkdir public && cp ${PHOTO} public/`]);
  await runIn(folder, next, ['build', `--${bundler}`]);
  return startServer(folder, next, ['start', '--hostname', '127.0.0.1', '--port', '0']);
}
