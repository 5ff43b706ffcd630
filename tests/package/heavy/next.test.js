// Next without configuration, with both of its bundlers: a client component, a server component, and route handlers of
// both of its runtimes.
import { join } from 'node:path';
import { after } from 'node:test';
import { launchChromium } from '../../support/chromium.js';
import { measuringFiles } from '../help/app.js';
import { assertGood } from '../help/expected.js';
import { outcomeOf } from '../help/load.js';
import { cell } from '../help/matrix.js';
import { SEVEN, copySeven } from '../help/photos.js';
import { makeProject, runIn, toolsFolder, versionOf } from '../help/project.js';
import { linesOf, startServer } from '../help/server.js';

const engine = await launchChromium();
after(() => engine.close());

const next = join(toolsFolder('heavy'), 'node_modules/.bin/next');

const COMPONENT = `'use client';
import { useEffect } from 'react';
import { start } from './photos.js';
export default function Client() {
  useEffect(() => void start(), []);
  return <p>photos</p>;
}
`;

const LAYOUT = `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`;

const SERVER_COMPONENT = `import { readFile } from 'node:fs/promises';
import { outcome } from '../photos.js';
export const dynamic = 'force-dynamic';
export default async function Server() {
  const { lines } = await outcome((name) => readFile('public/' + name));
  return <p id="measured">{lines.join(';')}</p>;
}
`;

/** @param {'nodejs' | 'edge'} runtime @param {string} measuring */
const route = (runtime, measuring) => `import { line } from '${measuring}';
export const runtime = '${runtime}';
export const POST = async (request) => new Response(await line(await request.arrayBuffer()));
`;

for (const bundler of ['turbopack', 'webpack']) {
  const row = `Next ${versionOf('heavy', 'next')} (${bundler})`;
  /** @type {ReturnType<typeof start> | undefined} */
  let starting;
  after(async () => (await starting?.catch(() => undefined))?.close());

  /** Builds and starts the project once for all of its tests. */
  const served = () => (starting ??= start(bundler));

  cell('bundlers', row, 'face-preflight', async () => {
    const { url } = await served();
    assertGood(await outcomeOf(engine, url), { worker: true });
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
    const measured = /<p id="measured">([^<]*)<\/p>/.exec(page)?.[1] ?? page.slice(0, 2_000);
    assertGood({ lines: measured.split(';') });
    assertGood({ lines: await linesOf(`${url}/route`, SEVEN) });
    assertGood({ lines: await linesOf(`${url}/inline/route`, SEVEN) });
    return 'component, route';
  });

  cell('bundlers', row, 'edge runtime', async () => {
    const { url } = await served();
    assertGood({ lines: await linesOf(`${url}/edge`, SEVEN) });
    assertGood({ lines: await linesOf(`${url}/inline/edge`, SEVEN) });
    return 'yes';
  });
}

/** @param {string} bundler */
async function start(bundler) {
  const folder = makeProject('heavy', `next-${bundler}`, {
    'public/robots.txt': 'Disallow: /\n',
    'app/layout.jsx': LAYOUT,
    'app/page.jsx': COMPONENT,
    ...measuringFiles('face-preflight', 'app/'),
    'app/server/page.jsx': SERVER_COMPONENT,
    'app/route/route.js': route('nodejs', '../photos.js'),
    'app/edge/route.js': route('edge', '../photos.js'),
    'app/inline/page.jsx': COMPONENT,
    ...measuringFiles('face-preflight/inline', 'app/inline/'),
    'app/inline/route/route.js': route('nodejs', '../photos.js'),
    'app/inline/edge/route.js': route('edge', '../photos.js'),
  });
  copySeven(join(folder, 'public'));
  await runIn(folder, next, ['build', `--${bundler}`]);
  return startServer(folder, next, ['start', '--hostname', '127.0.0.1', '--port', '0']);
}
