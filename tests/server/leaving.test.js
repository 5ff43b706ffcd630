// A client that leaves ends the call that is made for it: the page's server under Node, over real connections.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { optionsFrom } from '../../www/server/environment.js';
import { startPage } from '../../www/server/page-server.js';
import { POLICIES, TOKEN_SECRET, bearer, person } from './backend-client.js';
import { KEY } from '../emulator/client.js';
import { fakePreflight } from '../support/fake-picture.js';

/** @import { AddressInfo } from 'node:net' */

/** A service that takes every call and answers none. */
const service = createServer(() => {});
/** @type {Record<string, unknown>[]} */
const lines = [];
/** @type {Awaited<ReturnType<typeof startPage>>} */
let page;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

before(async () => {
  await once(service.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {AddressInfo} */ (service.address());
  const options = optionsFrom({
    ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.accessKeySecret,
    FACE_ENDPOINT: `http://127.0.0.1:${port}`,
    FACE_POLICIES: JSON.stringify(POLICIES),
    FACE_USER_ID_KEY: 'k',
    FACE_TOKEN_SECRET: TOKEN_SECRET,
  });
  page = await startPage({ ...options, preflight: fakePreflight, log: (line) => lines.push(line) }, { port: 0 });
});
after(async () => {
  await page.close();
  service.closeAllConnections();
  service.close();
});

test('the call is ended, told as such, and not tried again', { timeout: 20_000 }, async () => {
  const left = new AbortController();
  const called = once(service, 'request');
  const asked = fetch(`${page.url}/api/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await bearer('anna')) },
    body: JSON.stringify({ policy: 'plain', request: { SourceFacePicture: person(1) } }),
    signal: left.signal,
  });
  const [request] = await called;
  const ended = once(request.socket, 'close');
  // Signals hold each other weakly; what ends the call must not be collected while it runs.
  collectGarbage();
  left.abort();
  await assert.rejects(asked);
  await ended;
  while (lines.length === 0) {
    await new Promise((done) => setTimeout(done, 10));
  }
  const [{ code, attempts, status } = {}] = lines;
  assert.deepEqual([code, attempts, status], ['client_left', 1, 499]);
});
