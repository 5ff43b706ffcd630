// face-preflight/client in a page, against the backend and the emulator: what only a browser can do and lose.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, suite, test } from 'node:test';
import { serve } from '../../../pkg/server-node.js';
import { startBackend } from '../../server/backend-client.js';
import { evaluator, launch } from '../../support/chromium.js';
import { fakePicture } from '../../support/fake-picture.js';
import { packageFolder } from '../../support/package.js';

const PAGE = `<!doctype html><link rel="icon" href="data:,"><script type="module">
  Object.assign(window, await import('/pkg/client.js'));
  window.settled = (promise) => promise.catch((error) => 'rejected: ' + error.message);
  window.ready = true;
</script>`;

const WORKER = `import { submit } from '/pkg/client.js';
onmessage = async ({ data }) => postMessage(await submit(data.jpeg, data.options));`;

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {ReturnType<typeof startBackend>} */
let backend;
/** What becomes of a request to the backend. @type {(request: Request, pass: () => Promise<Response>) => Promise<Response>} */
let between;
/** The request's idempotency keys. @type {(string | null)[]} */
let keys;

before(async () => {
  browser = await launch();
  server = await serve(answer, { port: 0 });
});
after(async () => {
  await browser.close();
  await server.close();
});

/** @param {Request} request @param {{ address: string }} client */
async function answer(request, client) {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/api/')) {
    keys.push(request.headers.get('idempotency-key'));
    return between(request, () => backend.app.fetch(request, client));
  }
  if (pathname.startsWith('/pkg/')) {
    const script = await readFile(`${packageFolder}/${pathname.slice('/pkg/'.length)}`);
    return new Response(script, { headers: { 'content-type': 'text/javascript' } });
  }
  const [type, body] = pathname === '/worker.js' ? ['text/javascript', WORKER] : ['text/html', PAGE];
  return new Response(body, { headers: { 'content-type': type } });
}

/** The connection breaks before the answer. @returns {never} */
function lose() {
  throw new Error('lost');
}

/** A page with a backend of its own. */
async function open() {
  backend = startBackend();
  keys = [];
  between = (_, pass) => pass();
  const page = await browser.context.newPage();
  await page.goto(server.url);
  await page.waitForFunction('window.ready');
  return { page, run: await evaluator(page) };
}

/**
 * @param {number} person
 * @param {string} [more] members of the options
 * @param {number} [padding] bytes that make the picture larger
 */
function call(person, more = '', padding = 0) {
  const jpeg = JSON.stringify([...fakePicture({ person, padding })]);
  const fields = `{ userId: 'anna', mode: 'search', register: 'groupone' }`;
  return `submit(new Uint8Array(${jpeg}), { policy: 'demo', fields: ${fields}, ${more} })`;
}

suite('in a page', () => {
  test('a photo is sent, its upload reported, its verdict read', async () => {
    const { page, run } = await open();
    const [answer, seen] = await run(`const seen = [];
      const answer = await ${call(1, 'onProgress: (progress) => seen.push(progress)', 100_000)};
      return [answer, seen];`);
    assert.deepEqual([answer.kind, answer.passed, answer.subCode, answer.registered], ['verdict', true, '200', true]);
    assert.equal(typeof answer.requestId, 'string');
    assert.deepEqual(seen[0], { stage: 'upload', fraction: 0 });
    assert.deepEqual(seen.at(-1), { stage: 'wait', fraction: null });
    const fractions = seen.flatMap((/** @type {any} */ { stage, fraction }) =>
      stage === 'upload' ? [fraction] : [],
    );
    assert.equal(fractions.at(-1), 1);
    assert.deepEqual(
      fractions,
      [...fractions].sort((one, other) => one - other),
    );
    await page.close();
  });

  test('the same face of another user has its own answer', async () => {
    const { page, run } = await open();
    await run(`return ${call(2)}`);
    const answer = await run(`return ${call(2).replace('anna', 'bert')}`);
    assert.deepEqual(
      [answer.kind, answer.passed, answer.subCode, answer.registered],
      ['verdict', false, '233', false],
    );
    await page.close();
  });

  test('after a lost answer and a reload the same call is answered', async () => {
    const { page, run } = await open();
    between = async (_, pass) => {
      await pass();
      return lose();
    };
    const silence = await run(`return ${call(3, 'timeoutMs: 5000')}`);
    assert.deepEqual([silence.kind, silence.reason], ['unreachable', 'unreachable']);
    // Four tries, of which Chromium repeats those that broke on a connection that it had used before.
    assert(keys.length >= 4);
    between = (_, pass) => pass();
    await page.reload();
    await page.waitForFunction('window.ready');
    const answer = await (await evaluator(page))(`return ${call(3)}`);
    assert.deepEqual([answer.passed, answer.subCode, answer.registered], [true, '200', true]);
    assert.equal(new Set(keys).size, 1);
    assert.equal(backend.upstreamRequests.length, 1, 'one call is billed');
    const left = await (await evaluator(page))('return Object.keys(sessionStorage)');
    assert.deepEqual(left, []);
    await page.close();
  });

  test('what the vendor fails at and what the backend refuses', async () => {
    const { page, run } = await open();
    const noFace = await run(`return ${call(0)}`);
    assert.deepEqual([noFace.kind, noFace.code, noFace.actor], ['failed', 'NoFaceDetected', 'photo']);
    const unknown = await run(`return ${call(4).replace("'demo'", "'none'")}`);
    assert.deepEqual([unknown.kind, unknown.code, unknown.actor], ['refused', 'policy_unknown', 'caller']);
    assert.match(unknown.advice, /not with your photo/);
    assert.equal(keys.length, 2);
    await page.close();
  });

  test('a busy backend is asked again', async () => {
    const { page, run } = await open();
    const busy = { kind: 'refused', ok: false, passed: false, code: 'service_busy', actor: 'environment' };
    const body = JSON.stringify({ ...busy, retryable: true, meaning: '-', advice: '-', retryAfterMs: 200 });
    between = (_, pass) => (keys.length === 1 ? Promise.resolve(new Response(body, { status: 429 })) : pass());
    assert.equal((await run(`return ${call(5)}`)).passed, true);
    assert.equal(keys.length, 2);
    await page.close();
  });

  test('an abort ends the request at once', async () => {
    const { page, run } = await open();
    /** @type {Promise<void>} */
    let left = Promise.resolve();
    between = (request) => {
      left = new Promise((resolve) => {
        request.signal.addEventListener('abort', () => resolve());
      });
      return new Promise(() => {});
    };
    const answer = await run(`const controller = new AbortController();
      const work = settled(${call(6, 'signal: controller.signal')});
      setTimeout(() => controller.abort(new Error('went back')), 300);
      return work;`);
    assert.equal(answer, 'rejected: went back');
    await left;
    assert.equal(keys.length, 1);
    await page.close();
  });

  test('without a connection it says so', async () => {
    const { page, run } = await open();
    await browser.context.setOffline(true);
    const answer = await run(`return ${call(7)}`);
    await browser.context.setOffline(false);
    assert.deepEqual([answer.kind, answer.reason, keys.length], ['unreachable', 'offline', 0]);
    await page.close();
  });

  test('a worker without a document does the same', async () => {
    const { page, run } = await open();
    const jpeg = JSON.stringify([...fakePicture({ person: 8 })]);
    const answer = await run(`const worker = new Worker('/worker.js', { type: 'module' });
      const answer = new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
      const options = { policy: 'demo', fields: { userId: 'anna', mode: 'search' } };
      worker.postMessage({ jpeg: new Uint8Array(${jpeg}), options });
      return answer;`);
    assert.deepEqual([answer.kind, answer.passed, answer.registered], ['verdict', true, false]);
    await page.close();
  });
});
