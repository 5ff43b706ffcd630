// The signature's vectors in workerd and in a browser; sign.test.js has them in Node.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { serve } from '../../pkg/server/node/node-adapter.js';
import { launch } from '../support/chromium.js';
import { miniflare } from './workerd.js';

const root = new URL('../../', import.meta.url);
const vectors = await readFile(new URL('tests/golden/signatures.json', root), 'utf8');
const modules = { 'pkg/server/signature/sign.js': '', 'pkg/lib/hex.js': '', 'tests/server/check-vectors.js': '' };
for (const path of Object.keys(modules)) {
  modules[/** @type {keyof typeof modules} */ (path)] = await readFile(new URL(path, root), 'utf8');
}

test('in workerd', async () => {
  const Miniflare = miniflare();
  const worker = new Miniflare({
    host: '127.0.0.1',
    compatibilityDate: '2026-04-01',
    modules: [
      {
        type: 'ESModule',
        path: 'tests/server/worker.js',
        contents: `
        import { checkVectors } from './check-vectors.js';
        export default { async fetch(request) { return Response.json(await checkVectors(await request.json())); } };`,
      },
      ...Object.entries(modules).map(([path, contents]) => ({ type: 'ESModule', path, contents })),
    ],
  });
  try {
    const ask = async (/** @type {string} */ body) =>
      (await worker.dispatchFetch('http://worker.test/', { method: 'POST', body })).json();
    assert.deepEqual(await ask(vectors), []);
    assert.notDeepEqual(
      await ask(vectors.replaceAll('FACE_IDU_MIN', 'FACE_IDU_MAX')),
      [],
      'a difference would be seen',
    );
  } finally {
    await worker.dispose();
  }
});

test('in Chromium', async () => {
  /** @type {Record<string, [string, string]>} */
  const files = {
    '/': ['text/html', '<!doctype html><title>vectors</title>'],
    '/vectors.json': ['application/json', vectors],
  };
  for (const [path, contents] of Object.entries(modules)) {
    files[`/${path}`] = ['text/javascript', contents];
  }
  const server = await serve(
    async (request) => {
      const [type = '', body = ''] = files[new URL(request.url).pathname] ?? [];
      return new Response(body, { status: type ? 200 : 404, headers: { 'content-type': type || 'text/plain' } });
    },
    { port: 0 },
  );
  const browser = await launch();
  try {
    const page = await browser.context.newPage();
    await page.goto(server.url);
    const differences = await page.evaluate(`(async () => {
      const { checkVectors } = await import('/tests/server/check-vectors.js');
      return checkVectors(await (await fetch('/vectors.json')).json());
    })()`);
    assert.deepEqual(differences, []);
  } finally {
    await browser.close();
    await server.close();
  }
});
