// How much JavaScript a page loads for `preflight` alone, through esbuild and Rollup: minified and gzipped.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { makeProject, runIn } from '../help/project.js';

/** What the page's own script may take, and that together with the worker's. */
const MOST_BYTES = { page: 15_500, withWorker: 23_000 };

const files = {
  'main.js': `import { preflight } from 'face-preflight'; window.preflight = preflight;`,
  'worker.js': `import 'face-preflight/worker';`,
};

/** @param {string} script @returns {string[]} the scripts that it cannot do without */
const imports = (script) =>
  [...script.matchAll(/\b(?:from|import)\s*["']\.\/([^"']+)["']/g)].map(([, name]) => String(name));

/**
 * The size of a script with all that it imports, each file on its own as it is sent.
 *
 * @param {string} folder
 * @param {string} name
 */
function sizeOf(folder, name) {
  const waiting = [name];
  const seen = new Set(waiting);
  let bytes = 0;
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const script = readFileSync(join(folder, file));
    bytes += gzipSync(script, { level: 9 }).length;
    for (const next of imports(script.toString()).filter((next) => !seen.has(next))) {
      seen.add(next);
      waiting.push(next);
    }
  }
  return { bytes, scripts: seen.size };
}

/** @param {string} folder what each script became, minified */
function assertSmall(folder) {
  const page = sizeOf(folder, 'main.js');
  const worker = sizeOf(folder, 'worker.js');
  const script = readFileSync(join(folder, 'main.js'), 'utf8');
  assert.match(script, /face-preflight-worker\.js/, 'it is the page that starts the worker');
  assert.ok(page.bytes > 5_000 && page.bytes <= MOST_BYTES.page, `${page.bytes} bytes in ${page.scripts} scripts`);
  const both = page.bytes + worker.bytes;
  assert.ok(worker.bytes > 3_000 && both <= MOST_BYTES.withWorker, `${both} bytes with the worker's`);
}

test('esbuild: a page loads no more than 16 KB of script for preflight', async () => {
  const folder = makeProject('quick', 'script-size', files);
  const flags = ['--bundle', '--minify', '--splitting', '--format=esm', '--log-level=error'];
  for (const script of ['main.js', 'worker.js']) {
    await runIn(folder, 'esbuild', [script, ...flags, '--outdir=dist']);
  }
  assertSmall(join(folder, 'dist'));
});

test('Rollup: a page loads no more than 16 KB of script for preflight', async () => {
  const folder = makeProject('quick', 'script-size-rollup', files);
  for (const script of ['main.js', 'worker.js']) {
    await runIn(folder, 'rollup', [script, '--plugin=@rollup/plugin-node-resolve', '--dir=bundled', '--silent']);
  }
  // Rollup leaves minifying to others.
  await runIn(folder, 'esbuild', ['bundled/*.js', '--minify', '--format=esm', '--outdir=dist', '--log-level=error']);
  assertSmall(join(folder, 'dist'));
});
