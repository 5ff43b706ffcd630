// Node's http server around a handler that reads all, some or nothing of a body.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { BodyRefused, readUpTo } from '../../pkg/server/http/body.js';
import { serve } from '../../pkg/server/node/node-adapter.js';
import { toNodeHandler } from '../../pkg/server/node/to-node-handler.js';

const LIMIT = 100_000;
/** How each request ended for the handler. @type {string[]} */
const ends = [];
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  server = await serve(
    async (request) => {
      const limit = new URL(request.url).pathname === '/whole' ? Infinity : LIMIT;
      if (new URL(request.url).pathname === '/unread') {
        return new Response('unread', { status: 415 });
      }
      try {
        return new Response(String((await readUpTo(request.body, limit)).length));
      } catch (error) {
        ends.push(`${error instanceof BodyRefused ? 'too large' : error} ${request.signal.aborted}`);
        return new Response('too large', { status: 413 });
      }
    },
    { port: 0 },
  );
});
after(() => server.close());

/** More than a socket's buffers hold. @param {number} megabytes */
const body = (megabytes) => new Blob(Array.from({ length: megabytes }, () => new Uint8Array(1_000_000))).stream();
/** @param {string} path @param {number} megabytes */
async function post(path, megabytes) {
  const init = /** @type {RequestInit} */ ({ method: 'POST', body: body(megabytes), duplex: 'half' });
  const answer = await fetch(`${server.url}${path}`, init);
  return `${answer.status} ${await answer.text()}`;
}

test('a body is taken whole, piece by piece', async () => assert.equal(await post('/whole', 9), '200 9000000'));

test('who sends on after being refused gets the answer, and the server lives', async () => {
  for (let time = 0; time < 5; time += 1) {
    assert.equal(await post('/some', 20), '413 too large');
    assert.equal(await post('/unread', 20), '415 unread');
  }
  assert.equal(await post('/whole', 1), '200 1000000');
});

test('who never stops sending is cut off soon', async () => {
  const socket = connect(server.port, '127.0.0.1');
  const start = performance.now();
  socket.write('POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n');
  const more = setInterval(() => socket.write('x'.repeat(1_000)), 20);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  await new Promise((done) => socket.on('error', () => {}).on('close', done));
  clearInterval(more);
  assert.match(text, /^HTTP\/1\.1 415 /);
  assert.ok(performance.now() - start < 10_000);
});

test('who leaves in the middle of a body ends it', async () => {
  ends.length = 0;
  const socket = connect(server.port, '127.0.0.1');
  socket.write('POST /whole HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc');
  setTimeout(() => socket.destroy(), 50);
  while (ends.length === 0) {
    await new Promise((done) => setTimeout(done, 10));
  }
  assert.deepEqual(ends, ['Error: the client left while it sent the body true']);
});

test('a body that was read before says so to the log, at once', async () => {
  /** @type {string[]} */
  const logged = [];
  const handler = toNodeHandler({
    fetch: async (request) => {
      const length = await readUpTo(request.body, LIMIT).then(({ length }) => length, String);
      logged.push(String(length));
      return new Response(null, { status: 500 });
    },
  });
  const parsing = createServer((incoming, outgoing) => {
    incoming.on('end', () => handler(incoming, outgoing)).resume();
  });
  await new Promise((done) => parsing.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (parsing.address());
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' });
  parsing.close();
  assert.equal(answer.status, 500);
  assert.match(logged.join(), /^Error: the body was read before it came here/);
});
