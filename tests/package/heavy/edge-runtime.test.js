// Vercel's edge runtime alone, which has no `DecompressionStream` and no `Blob.stream`: a script that esbuild bundled.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixture } from '../../support/fixtures.js';
import { measuringFiles } from '../help/app.js';
import { assertGood, assertNamesInline } from '../help/expected.js';
import { cell } from '../help/matrix.js';
import { SEVEN } from '../help/photos.js';
import { makeProject, runIn, toolsFolder, versionOf } from '../help/project.js';

const { EdgeRuntime } = await import(join(toolsFolder('heavy'), 'node_modules/edge-runtime/dist/index.js'));
const row = `edge-runtime ${versionOf('heavy', 'edge-runtime')} (bundled by esbuild)`;

/** @param {string} entry */
async function outcome(entry) {
  const folder = makeProject('heavy', `edge-${entry.replace('/', '-')}`, {
    'main.js': `import { outcome } from './photos.js';\nglobalThis.measured = outcome((name) => PHOTOS[name]);\n`,
    ...measuringFiles(entry),
  });
  const flags = ['--bundle', '--format=iife', '--outfile=bundle.js', '--log-level=error'];
  await runIn(folder, 'esbuild', ['main.js', ...flags]);
  const runtime = new EdgeRuntime({
    extend: (/** @type {object} */ context) =>
      Object.assign(context, {
        PHOTOS: Object.fromEntries(SEVEN.map((name) => [name, new Uint8Array(fixture(name))])),
      }),
  });
  runtime.evaluate(readFileSync(join(folder, 'bundle.js'), 'utf8'));
  return runtime.evaluate('measured');
}

cell('runtimes', row, 'face-preflight', async () => {
  assertNamesInline((await outcome('face-preflight')).failed);
  return 'names `/inline`';
});

cell('runtimes', row, 'face-preflight/inline', async () => {
  const { lines, failed } = await outcome('face-preflight/inline');
  assertGood({ lines: [...(lines ?? [])], failed });
  return 'yes';
});
