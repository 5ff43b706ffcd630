// Vite's development server without configuration. It prepares dependencies in its own way.
import { join } from 'node:path';
import { after } from 'node:test';
import { launchChromium } from '../../support/chromium.js';
import { ownWorkerFiles, pageFiles, pageOf } from '../help/app.js';
import { assertGood } from '../help/expected.js';
import { outcomeOf } from '../help/load.js';
import { cell } from '../help/matrix.js';
import { makeProject, toolsFolder, versionOf } from '../help/project.js';
import { startServer } from '../help/server.js';

const engine = await launchChromium();
after(() => engine.close());

const vite = join(toolsFolder('quick'), 'node_modules/.bin/vite');
const row = `Vite dev ${versionOf('quick', 'vite')}`;

/**
 * @param {string} name
 * @param {Record<string, string>} files
 */
async function outcome(name, files) {
  const folder = makeProject('quick', name, { 'index.html': pageOf('/main.js'), ...files });
  const server = await startServer(folder, vite, ['--host', '127.0.0.1', '--force']);
  try {
    return await outcomeOf(engine, server.url);
  } finally {
    await server.close();
  }
}

cell('bundlers', row, 'face-preflight', async () => {
  assertGood(await outcome('vite-dev', pageFiles('face-preflight')), { worker: true });
  return 'yes, in a worker';
});

cell('bundlers', row, 'face-preflight/inline', async () => {
  assertGood(await outcome('vite-dev-inline', pageFiles('face-preflight/inline')));
  return 'yes';
});

cell('bundlers', row, 'in your own worker', async () => {
  assertGood(await outcome('vite-dev-worker', ownWorkerFiles('face-preflight')));
  return 'yes';
});
