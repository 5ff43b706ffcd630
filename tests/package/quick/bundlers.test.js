// Vite and esbuild, without configuration: built, loaded in Chromium, the photos compared with the golden tables.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { preflight } from '../../../pkg/node.js';
import { launchChromium } from '../../support/chromium.js';
import { fixture } from '../../support/fixtures.js';
import { packageFolder } from '../../support/package.js';
import { bundlers } from '../help/bundlers.js';
import { loadBuilt } from '../help/load.js';
import { PHOTO } from '../help/photos.js';
import { makeProject, runIn } from '../help/project.js';

const engine = await launchChromium();
after(() => engine.close());

bundlers('quick', engine);

test('esbuild: what a page needs of the contract alone brings no loader along', async () => {
  const folder = makeProject('quick', 'shaken', {
    'main.js': `import { buildRequest, contract } from 'face-preflight';
      window.outcome = { measured: String(contract.operation.action), worker: typeof buildRequest !== 'function' };`,
    'all.js': `import * as all from 'face-preflight'; console.log(all);`,
    'dist/index.html': '<!doctype html><script type="module" src="main.js"></script>',
  });
  await runIn(folder, 'esbuild', ['main.js', 'all.js', '--bundle', '--format=esm', '--outdir=dist']);
  const some = readFileSync(join(folder, 'dist/main.js'), 'utf8');
  const all = readFileSync(join(folder, 'dist/all.js'), 'utf8');
  for (const word of ['WebAssembly.compile', 'new Worker', 'face_preflight.wasm', 'createBindings', 'getImageData']) {
    assert.ok(all.includes(word), `${word} is part of the whole`);
    assert.ok(!some.includes(word), `${word} is left out`);
  }
  const { measured, modules } = await loadBuilt(engine, join(folder, 'dist'));
  assert.deepEqual([measured, modules], ['FaceDuplicationCheckIntl', []]);
});

// The element with guidance, review, styles and English; the other languages are files of their own.
test('esbuild: the capture element adds no more than 25 KB to the core, gzipped', async () => {
  const core = `import * as core from 'face-preflight'; import * as client from 'face-preflight/client';
    console.log(core, client);`;
  const folder = makeProject('quick', 'capture', {
    'core.js': core,
    'capture.js': `${core} import 'face-preflight/capture';`,
  });
  const flags = ['--bundle', '--minify', '--splitting', '--format=esm', '--outdir=dist'];
  await runIn(folder, 'esbuild', ['core.js', ...flags]);
  const before = gzipSync(readFileSync(join(folder, 'dist/core.js'))).length;
  await runIn(folder, 'esbuild', ['capture.js', ...flags]);
  const whole = readFileSync(join(folder, 'dist/capture.js'));
  const after = gzipSync(whole).length;
  assert.equal(
    whole.toString().split('/face-preflight-worker.js').length,
    2,
    'there is one core, which the element uses',
  );
  assert.ok(after > before + 5_000 && after < before + 25_000, `${before} and ${after} bytes`);
});

test('esbuild: a script that is no module says which entry it needs', async () => {
  const folder = makeProject('quick', 'classic', {
    'main.js': `import { preflight } from 'face-preflight';
      preflight(new Uint8Array(9)).catch(({ code, message }) => (window.outcome = { failed: code, message }));`,
  });
  await runIn(folder, 'esbuild', ['main.js', '--bundle', '--format=iife', '--outdir=dist', '--log-level=error']);
  writeFileSync(join(folder, 'dist/index.html'), '<!doctype html><script src="main.js"></script>');
  const { failed, message } = await loadBuilt(engine, join(folder, 'dist'));
  assert.equal(failed, 'load_failed');
  assert.match(message ?? '', /face-preflight\/inline/);
});

test('esbuild: the face is looked for with the inlined weights, and said to be without them', async () => {
  const folder = makeProject('quick', 'face', {
    'main.js': `import { preflight } from 'face-preflight/inline';
      import { weights } from 'face-preflight/inline-weights';
      async function work() {
        const photo = await (await fetch('/${PHOTO}')).arrayBuffer();
        const { message } = await preflight(photo, {}, { face: true }).catch((error) => error);
        const { report } = await preflight(photo, {}, { face: weights });
        return { measured: JSON.stringify(report.checks), message };
      }
      work().then((outcome) => (window.outcome = outcome));`,
    'dist/index.html': '<!doctype html><script type="module" src="main.js"></script>',
  });
  await runIn(folder, 'esbuild', ['main.js', '--bundle', '--format=esm', '--outdir=dist', '--log-level=warning']);
  const { measured, message } = await loadBuilt(engine, join(folder, 'dist'));
  assert.match(message ?? '', /face-preflight\/inline-weights/);
  // The second look is not inlined.
  const detector = new Uint8Array(readFileSync(join(packageFolder, 'wasm/face_weights.bin')));
  const { report } = await preflight(fixture(PHOTO), {}, { face: detector });
  assert.equal(measured, JSON.stringify(report.checks));
  assert.ok(report.checks.some(({ id, value }) => id === 'no_face' && typeof value === 'number'));
});
