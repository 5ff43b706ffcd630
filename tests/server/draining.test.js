// A server that is asked to stop answers the calls in flight first.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { TOKEN_SECRET, bearer } from './backend-client.js';
import { fetchDocumented } from './documented.js';
import { facePng } from './load/pictures.js';
import { graceOf } from '../../www/server/drain.js';

/** @import { AddressInfo } from 'node:net' */

const ANSWER = { RequestId: 'R-1', Code: 'Success', Result: { SubCode: '200', FacePassed: 'Y' } };

/**
 * A backend whose service answers when the test lets it.
 * @param {Record<string, string>} [env]
 */
async function startWaiting(env) {
  let release = () => {};
  const service = createServer((_, outgoing) => {
    release = () => outgoing.setHeader('content-type', 'application/json').end(JSON.stringify(ANSWER));
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
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(backend, 'exit');
  /** @type {Record<string, any>[]} */
  const lines = [];
  const output = createInterface({ input: backend.stdout }).on('line', (line) => lines.push(JSON.parse(line)));
  await once(output, 'line');
  const { url } = lines[0] ?? {};
  /** Resolves once the call is at the service. */
  const ask = async () => {
    const called = once(service, 'request');
    const answer = fetch(`${url}/api/verify?policy=plain`, {
      method: 'POST',
      headers: { 'content-type': 'image/png', ...(await bearer('anna')) },
      body: /** @type {any} */ (facePng(1)),
    });
    await called;
    return { answer };
  };
  const said = async (/** @type {string} */ event) => {
    while (!lines.some((line) => line.event === event)) {
      await once(output, 'line');
    }
    return lines.find((line) => line.event === event);
  };
  const close = () => {
    backend.kill('SIGKILL');
    service.closeAllConnections();
    service.close();
  };
  return { url, backend, ended, lines, ask, said, release: () => release(), close };
}

test('SIGTERM during a call: it is answered, nothing new is taken, the process ends and says so', {
  timeout: 60_000,
}, async () => {
  const { url, backend, ended, lines, ask, said, release, close } = await startWaiting();
  try {
    const { answer } = await ask();
    backend.kill('SIGTERM');
    await assert.rejects(async () => {
      for (;;) {
        await fetch(`${url}/healthz`);
      }
    }, 'no new connection');
    const { signal, running } = (await said('draining')) ?? {};
    assert.deepEqual([signal, running], ['SIGTERM', 1]);
    release();
    assert.equal((await (await answer).json()).passed, true);
    assert.deepEqual(await ended, [0, null]);
    const last = lines.at(-1);
    assert.deepEqual([last?.event, last?.signal, last?.cut], ['ended', 'SIGTERM', 0]);
  } finally {
    close();
  }
});

test('while it drains a server that still listens tells balancers, and takes no new verification', {
  timeout: 60_000,
}, async () => {
  const { url, backend, ended, ask, said, release, close } = await startWaiting({ FACE_DRAIN_DELAY_MS: '1500' });
  try {
    const { answer } = await ask();
    assert.equal((await fetchDocumented(`${url}/healthz`)).status, 200);
    backend.kill('SIGTERM');
    await said('draining');
    const health = await fetchDocumented(`${url}/healthz`);
    assert.deepEqual([health.status, await health.json()], [503, { ok: false }]);
    const refused = await fetchDocumented(`${url}/api/verify?policy=plain`, {
      method: 'POST',
      headers: { 'content-type': 'image/png', ...(await bearer('bert')) },
      body: /** @type {any} */ (facePng(2)),
    });
    const { code, retryable } = await refused.json();
    assert.deepEqual([refused.status, code, retryable], [429, 'service_busy', true]);
    release();
    assert.equal((await (await answer).json()).passed, true);
    assert.deepEqual(await ended, [0, null]);
  } finally {
    close();
  }
});

test('a connection that is kept alive holds no server that ends', { timeout: 60_000 }, async () => {
  const { url, backend, ended, close } = await startWaiting();
  const agent = new Agent({ keepAlive: true });
  try {
    const [answer] = await once(get(`${url}/healthz`, { agent }), 'response');
    answer.resume();
    await once(answer, 'end');
    backend.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
  } finally {
    agent.destroy();
    close();
  }
});

test('calls that take longer than they may are cut, and the process says so and fails', {
  timeout: 60_000,
}, async () => {
  const drain = new URL('../../www/server/drain.js', import.meta.url).href;
  const code = `
    import { drainOnSignal } from ${JSON.stringify(drain)};
    const never = () => new Promise(() => {});
    const log = (line) => console.log(JSON.stringify(line));
    const backend = { drain: never, running: () => 2 };
    drainOnSignal({ backend, close: never, release: () => log({ event: 'released' }), delayMs: 0, graceMs: 50, log });
    setInterval(() => {}, 1_000);
    log({ event: 'ready' });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    /** @type {Record<string, any>[]} */
    const lines = [];
    const output = createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)));
    const read = once(output, 'close');
    await once(output, 'line');
    child.kill('SIGTERM');
    assert.deepEqual(await ended, [1, null]);
    await read;
    assert.deepEqual(
      lines.map(({ event }) => event),
      ['ready', 'draining', 'ended', 'released'],
    );
    assert.deepEqual([lines[2]?.level, lines[2]?.signal, lines[2]?.cut], ['error', 'SIGTERM', 2]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('the time that calls have at the end follows their deadline', () => {
  assert.equal(graceOf(undefined), 55_000);
  assert.equal(graceOf({ deadlineMs: 120_000 }), 135_000);
  assert.equal(graceOf({ deadlineMs: 2 ** 31 - 1 }), 2 ** 31 - 1);
});

test('a second signal ends it at once, and the log says how many calls were cut', { timeout: 60_000 }, async () => {
  const { backend, ended, lines, ask, said, close } = await startWaiting();
  try {
    const { answer } = await ask();
    const cut = assert.rejects(answer);
    backend.kill('SIGTERM');
    await said('draining');
    backend.kill('SIGINT');
    assert.deepEqual(await ended, [1, null]);
    const last = lines.at(-1);
    assert.deepEqual([last?.event, last?.signal, last?.cut, last?.level], ['ended', 'SIGINT', 1, 'error']);
    await cut;
  } finally {
    close();
  }
});
