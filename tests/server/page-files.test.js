// The page's files: what a browser has is not sent again.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serve } from '../../pkg/server-node.js';
import { staticFiles } from '../../www/server/static.js';

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-preflight-files-'));
  await mkdir(join(folder, 'wasm'));
  await writeFile(join(folder, 'index.html'), '<p>Hello');
  await writeFile(join(folder, 'main.js'), 'let plain;');
  await writeFile(join(folder, 'main.js.gz'), 'smaller');
  await writeFile(join(folder, 'chunk-AB12CD34.js'), 'let named;');
  await writeFile(join(folder, 'wasm/some.wasm'), 'code');
  const files = staticFiles(pathToFileURL(`${folder}/`));
  server = await serve(async (request) => (await files(request)) ?? new Response(null, { status: 404 }), {
    port: 0,
    host: '127.0.0.1',
  });
});
after(async () => {
  await server?.close(0);
  await rm(folder, { recursive: true, force: true });
});

/** @param {string} path @param {Record<string, string>} [headers] */
const get = (path, headers) =>
  fetch(`http://127.0.0.1:${server.port}/${path}`, { headers: { 'accept-encoding': 'identity', ...headers } });

test('a file that the browser has is not sent again, and one that changed is', async () => {
  for (const path of ['', 'main.js', 'wasm/some.wasm']) {
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    assert.deepEqual([first.status, first.headers.get('cache-control')], [200, 'no-cache'], path);
    assert.match(etag, /^"[\w-]{22}"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get(path, { 'if-none-match': known });
      assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', etag], known);
      assert.equal(again.headers.get('cache-control'), 'no-cache');
      assert.equal(again.headers.get('vary'), 'accept-encoding');
    }
    assert.equal((await get(path, { 'if-none-match': '"other"' })).status, 200);
  }
  const etag = (await get('main.js')).headers.get('etag') ?? '';
  await writeFile(join(folder, 'main.js'), 'let another;');
  const changed = await get('main.js', { 'if-none-match': etag });
  assert.deepEqual([changed.status, await changed.text()], [200, 'let another;']);
});

test('a compressed file has a tag of its own', async () => {
  const url = `http://127.0.0.1:${server.port}/main.js`;
  const ask = (/** @type {string} */ coding) =>
    fetch(url, { method: 'HEAD', headers: { 'accept-encoding': coding } });
  const [plain, coded] = await Promise.all([ask('identity'), ask('gzip')]);
  assert.equal(coded.headers.get('content-encoding'), 'gzip');
  assert.notEqual(coded.headers.get('etag'), plain.headers.get('etag'));
});

test('a file whose name says its content is kept without asking', async () => {
  const answer = await get('chunk-AB12CD34.js');
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
});
