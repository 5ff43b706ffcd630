// A server that is told to end answers the calls that are on their way first.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { TOKEN_SECRET, bearer } from './backend-client.js';
import { facePng } from './load/pictures.js';

/** @import { AddressInfo } from 'node:net' */

test('SIGTERM during a call: it is answered, nothing new is taken, the process ends', {
  timeout: 60_000,
}, async () => {
  const answer = { RequestId: 'R-1', Code: 'Success', Result: { SubCode: '200', FacePassed: 'Y' } };
  let release = () => {};
  const service = createServer((_, outgoing) => {
    release = () => outgoing.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await once(service.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {AddressInfo} */ (service.address());
  const backend = spawn(process.execPath, ['www/server/node.js', '--port', '0'], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: {
      PATH: process.env.PATH,
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
      FACE_ENDPOINT: `http://127.0.0.1:${port}`,
      FACE_TOKEN_SECRET: TOKEN_SECRET,
      FACE_POLICIES: '{"plain":{"mode":"search","groups":["g"]}}',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(createInterface({ input: backend.stdout }), 'line');
    const { url } = JSON.parse(line);
    const called = once(service, 'request');
    const asked = fetch(`${url}/api/verify?policy=plain`, {
      method: 'POST',
      headers: { 'content-type': 'image/png', ...(await bearer('anna')) },
      body: /** @type {any} */ (facePng(1)),
    });
    await called;
    const ended = once(backend, 'exit');
    backend.kill('SIGTERM');
    await assert.rejects(async () => {
      for (;;) {
        await fetch(`${url}/healthz`);
      }
    }, 'no new connection');
    release();
    assert.equal((await (await asked).json()).passed, true);
    assert.deepEqual(await ended, [0, null]);
  } finally {
    backend.kill('SIGKILL');
    service.closeAllConnections();
    service.close();
  }
});
