// The browser entry in Chromium: in a worker where it can, in place where it must, always the same bytes.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { preflight } from '../../../pkg/node.js';
import { evaluator, launch, serve } from '../../support/chromium.js';
import { drawPng } from '../../support/png.js';

/** @import { Answer, Route } from '../../support/chromium.js' */

const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob:; connect-src 'self'";

const photo = drawPng(900, 1200);
const expected = (await preflight(photo)).base64();
const browser = await launch();
after(() => browser.close());

/** What a server that knows only pages answers instead of a file. */
const PAGE = { headers: { 'content-type': 'text/html' }, body: '<!doctype html>' };

/** Keeps the page's workers in `workers`. */
const COUNT_WORKERS = `window.workers = [];
    window.Worker = class extends Worker { constructor(...given) { super(...given); workers.push(this); } };`;

/**
 * Starts the page's workers from another file.
 *
 * @param {string} url an expression
 */
function workerFrom(url) {
  return `const Real = window.Worker;
    window.Worker = class extends Real { constructor(url, options) { super(${url}, options); } };`;
}

/**
 * @param {string} file
 * @param {Answer} answer
 * @returns {Route}
 */
function instead(file, answer) {
  return (path) => (path === file ? answer : undefined);
}

/**
 * A page with the package and a photo in it.
 *
 * @param {{ csp?: string, route?: Route, prelude?: string }} [more]
 */
async function open({ csp = STRICT, route = () => undefined, prelude = '' } = {}) {
  const script = `${COUNT_WORKERS}
    ${prelude}
    Object.assign(window, await import('/pkg/browser.js'));
    window.photo = new Uint8Array(await (await fetch('/photo.png')).arrayBuffer());
    window.attempt = (promise) => promise.then((result) => result.base64(), (error) => error.code);
    window.ready = true;`;
  /** @type {Record<string, Answer>} */
  const files = {
    '/': { body: '<!doctype html><script type="module" src="/page.js"></script>' },
    '/page.js': { body: script },
    '/photo.png': { body: photo },
    '/favicon.ico': { status: 204 },
  };
  // The policy is sent with every file: a worker answers to the one that came with its own script.
  const server = await serve(async (path) => (await route(path)) ?? files[path], { 'content-security-policy': csp });
  const page = await browser.context.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(server.url);
  const run = await evaluator(page);
  await run('while (!window.ready) await new Promise((resolve) => setTimeout(resolve, 20));');
  return {
    page,
    errors,
    asked: server.asked,
    run,
    async close() {
      await page.close();
      server.close();
    },
  };
}

test('under a strict policy the work is done in a worker', async () => {
  const { run, asked, errors, close } = await open();
  assert.deepEqual(await run('return [await attempt(preflight(photo)), workers.length]'), [expected, 1]);
  assert.equal(asked.filter((path) => path.endsWith('.wasm')).join(), '/pkg/wasm/face_preflight.wasm');
  assert.deepEqual(errors, []);
  await close();
});

test('each photo loads the smallest module that it needs, and PNG is known beforehand', async () => {
  const { jpeg } = await preflight(photo);
  const { run, asked, close } = await open({ route: instead('/photo.jpg', { body: Buffer.from(jpeg ?? []) }) });
  const loaded = () => asked.filter((path) => path.endsWith('.wasm')).map((path) => path.split('/').pop());
  await run("window.jpeg = await (await fetch('/photo.jpg')).blob()");
  const own = await run('return attempt(preflight(jpeg))');
  assert.equal(own, (await preflight(jpeg ?? new Uint8Array())).base64());
  assert.deepEqual(loaded(), ['face_preflight_jpeg.wasm']);
  await run('await preflight(jpeg, {}, { face: true })');
  assert.deepEqual(loaded().slice(1), ['face_preflight_face.wasm']);
  // A stream says what it is only once it is read.
  assert.equal(await run("return attempt(preflight(await fetch('/photo.png')))"), expected);
  assert.deepEqual(loaded().slice(2), ['face_preflight.wasm']);
  assert.equal(await run('return attempt(preflight(jpeg))'), own);
  assert.equal(loaded().length, 3);
  await close();
});

for (const input of ['photo', 'new Blob([photo])', "new File([photo], 'photo.jpg', { type: 'image/jpeg' })"]) {
  test(`a PNG loads one module: ${input}`, async () => {
    const { run, asked, close } = await open();
    assert.equal(await run(`return attempt(preflight(${input}))`), expected);
    assert.equal(asked.filter((path) => path.endsWith('.wasm')).join(), '/pkg/wasm/face_preflight.wasm');
    await close();
  });
}

test('every kind of input', async () => {
  const { run, close } = await open();
  const results = await run(`
    const padded = new Uint8Array(photo.length + 9); padded.set(photo, 5);
    const inputs = [new Blob([photo]), new File([photo], 'a.png'), photo.slice().buffer, padded.subarray(5, -4),
      await fetch('/photo.png'), new Blob([photo]).stream()];
    const results = [];
    for (const input of inputs) results.push(await attempt(preflight(input)));
    return [...results, photo.length];`);
  assert.deepEqual(results, [...Array(6).fill(expected), photo.length]);
  await close();
});

test('probe, errors and options through the worker', async () => {
  const { run, close } = await open();
  const results = await run(`
    const source = await probe(photo);
    const wrong = await preflight(photo, { landscap: 'crop' }).catch((error) => error);
    const text = await preflight(new Blob(['GIF89a'.padEnd(500)])).catch((error) => error);
    return [source.width, wrong instanceof PreflightError, wrong.code, wrong.details.name, text.code, text.actor,
      await attempt(preflight(photo, { landscape() {} })),
      await attempt(preflight(photo))];`);
  assert.deepEqual(results, [
    900,
    true,
    'invalid_option',
    'landscap',
    'unsupported_format',
    'photo',
    'invalid_option',
    expected,
  ]);
  await close();
});

test('several calls at once share one worker', async () => {
  const { run, close } = await open();
  const results = await run(`
    const calls = [photo, new Uint8Array(0), photo, new Blob(['text'.padEnd(500)]), photo];
    return [...(await Promise.all(calls.map((input) => attempt(preflight(input))))), workers.length];`);
  assert.deepEqual(results, [expected, 'empty_input', expected, 'unsupported_format', expected, 1]);
  await close();
});

test('the page stays alive while the worker works', async () => {
  const { run, close } = await open();
  const longest = await run(`
    await preflight(photo);
    let longest = 0, last = performance.now(), done = false;
    const tick = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (!done) setTimeout(tick);
    };
    tick();
    const started = performance.now();
    await Promise.all(Array.from({ length: 8 }, () => preflight(photo)));
    done = true;
    return longest / (performance.now() - started);`);
  assert.ok(Number(longest) < 0.5, `the page stood still for ${longest} of the time`);
  await close();
});

test('abort before, during and after', async () => {
  const { run, close } = await open();
  const results = await run(`
    const during = new AbortController();
    const stream = new ReadableStream({
      start: (inner) => inner.enqueue(photo.slice(0, 50000)),
      cancel: () => (stream.gone = true),
    });
    const call = attempt(preflight(stream, {}, { signal: during.signal }));
    setTimeout(() => during.abort(), 50);
    const results = [await attempt(preflight(photo, {}, { signal: AbortSignal.abort() })), await call, stream.gone];
    const later = new AbortController();
    results.push(await attempt(preflight(photo, {}, { signal: later.signal })));
    later.abort();
    results.push(await attempt(preflight(photo)), workers.length);
    return results;`);
  assert.deepEqual(results, ['aborted', 'aborted', true, expected, expected, 1]);
  await close();
});

for (const [how, kill] of [
  ['an error event', "workers[0].dispatchEvent(new ErrorEvent('error', { message: 'killed' }))"],
  ['an unreadable message', "workers[0].dispatchEvent(new MessageEvent('messageerror'))"],
]) {
  test(`a worker that dies by ${how} rejects what waits, and the next call starts another`, async () => {
    const { run, close } = await open();
    const results = await run(`
      const never = () => new ReadableStream({ start: (inner) => inner.enqueue(photo.slice(0, 50000)) });
      const waiting = [attempt(preflight(never())), attempt(preflight(never()))];
      await new Promise((resolve) =>
        workers[0].addEventListener('message', ({ data }) => data.type === 'taken' && resolve()));
      ${kill};
      return [...(await Promise.all(waiting)), await attempt(preflight(photo)), workers.length];`);
    assert.deepEqual(results, ['worker_died', 'worker_died', expected, 2]);
    await close();
  });
}

test('an uncaught error inside the worker is such a death', async () => {
  const worker = `import '/pkg/face-preflight-worker.js';
    addEventListener('message', ({ data }) => { if (data.type === 'push') throw new Error('bug'); });`;
  const { run, close } = await open({
    prelude: workerFrom("workers.length ? url : '/bad-worker.js'"),
    route: instead('/bad-worker.js', { body: worker }),
  });
  const both = 'await attempt(preflight(photo)), await attempt(preflight(photo))';
  assert.deepEqual(await run(`return [${both}, workers.length]`), ['worker_died', expected, 2]);
  await close();
});

test('an idle worker is ended and the next call starts another', async () => {
  const { run, close } = await open({
    prelude: `const wait = window.setTimeout;
      window.setTimeout = (work, time) => wait(work, time === 10000 ? 100 : time);
      window.ended = 0;
      const end = Worker.prototype.terminate;
      Worker.prototype.terminate = function () { ended++; end.call(this); };`,
  });
  const results = await run(`
    await preflight(photo); await preflight(photo);
    const before = [workers.length, ended];
    await new Promise((resolve) => setTimeout(resolve, 500));
    return [...before, ended, await attempt(preflight(photo)), workers.length];`);
  assert.deepEqual(results, [1, 0, 1, expected, 2]);
  await close();
});

test('what was warmed up is not loaded again, and is kept however long the person chooses', async () => {
  const { run, asked, errors, close } = await open({
    prelude: `const wait = window.setTimeout;
      window.setTimeout = (work, time) => wait(work, time === 10000 ? 100 : time);`,
  });
  const loaded = () => asked.filter((path) => /\.(wasm|bin)$/.test(path)).map((path) => path.split('/').pop());
  await run('await warmUp({ face: true })');
  assert.deepEqual(loaded(), ['face_preflight_face.wasm', 'face_weights.bin']);
  await run('await new Promise((resolve) => setTimeout(resolve, 500))');
  assert.equal(
    await run('return (await inspect({ data: new Uint8Array(4 * 96 * 128), width: 96, height: 128 })).width'),
    96,
  );
  assert.deepEqual([loaded().length, await run('return workers.length')], [2, 1]);
  assert.deepEqual(errors, []);
  await close();
});

test('a warm-up that fails is reported to who waits for it and to nobody else; the next call tries again', async () => {
  let fails = true;
  const { run, errors, close } = await open({
    route: (path) => (fails && path.endsWith('.wasm') ? { status: 503 } : undefined),
  });
  const code = await run(`
    window.unhandled = [];
    addEventListener('unhandledrejection', ({ reason }) => unhandled.push(reason.code));
    warmUp();
    const { code } = await warmUp().catch((error) => error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [code, ...unhandled];`);
  assert.deepEqual(code, ['load_failed']);
  assert.equal(await run('return (await warmUp({ texts: {} }).catch((error) => error)).code'), 'invalid_option');
  fails = false;
  assert.equal(await run('return attempt(preflight(photo))'), expected);
  assert.deepEqual(errors, []);
  await close();
});

for (const [why, more] of /** @type {[string, { csp?: string, route?: Route, prelude?: string }][]} */ ([
  ['a policy refuses the worker', { csp: `${STRICT}; worker-src 'none'` }],
  ['its file is missing', { route: instead('/pkg/face-preflight-worker.js', { status: 404 }) }],
  ['its file is a page', { route: instead('/pkg/face-preflight-worker.js', PAGE) }],
  ['a module of it is missing', { route: instead('/pkg/lib/worker-server.js', { status: 404 }) }],
  ['there are no workers', { prelude: 'delete window.Worker; delete globalThis.Worker; window.workers = [];' }],
  ['the constructor throws', { prelude: "window.Worker = class { constructor() { throw new Error('no'); } };" }],
])) {
  test(`in place where ${why}`, async () => {
    const { run, close } = await open(more);
    const results = await run(`
      const results = [];
      await warmUp();
      for (let call = 0; call < 4; call++) results.push(await attempt(preflight(photo)));
      return [...results, workers.length <= 2];`);
    assert.deepEqual(results, [expected, expected, expected, expected, true]);
    await close();
  });
}

test('inside a worker of the page the work is done in place', async () => {
  const worker = `import { preflight } from '/pkg/browser.js';
    globalThis.Worker = class { constructor() { throw new Error('nested'); } };
    addEventListener('message', async ({ data }) => postMessage((await preflight(data)).base64()));`;
  const { run, close } = await open({ route: instead('/own.js', { body: worker }) });
  const result = await run(`
    const own = new Worker('/own.js', { type: 'module' });
    own.postMessage(photo);
    return new Promise((resolve) => { own.onmessage = ({ data }) => resolve(data); });`);
  assert.equal(result, expected);
  await close();
});

test('a wasm that cannot be had fails the call, and the next call tries again', async () => {
  let asked = 0;
  const { run, close } = await open({
    route: (path) => (path.endsWith('face_preflight.wasm') && asked++ === 0 ? { status: 503 } : undefined),
  });
  const results = await run(`
    const error = await preflight(photo).catch((error) => error);
    return [error.code, error.actor, error.details.status, await attempt(preflight(photo))];`);
  assert.deepEqual(results, ['load_failed', 'environment', 503, expected]);
  await close();
});

test('a page instead of the wasm is reported as a page', async () => {
  const { run, close } = await open({
    route: instead('/pkg/wasm/face_preflight.wasm', PAGE),
  });
  const message = String(await run('return (await preflight(photo).catch((error) => error)).message'));
  assert.match(message, /face_preflight\.wasm is a page, .*face-preflight\/inline/);
  await close();
});

for (const type of ['application/octet-stream', 'text/plain', '']) {
  test(`the wasm under the type "${type}"`, async () => {
    const { readFile } = await import('node:fs/promises');
    const body = await readFile(new URL('../../../pkg/wasm/face_preflight.wasm', import.meta.url));
    const { run, close } = await open({
      route: (path) => (path.endsWith('.wasm') ? { headers: { 'content-type': type }, body } : undefined),
    });
    assert.equal(await run('return attempt(preflight(photo))'), expected);
    await close();
  });
}

test('a policy without wasm-unsafe-eval is named', async () => {
  const { run, close } = await open({ csp: "default-src 'self'" });
  const [code, message] = /** @type {string[]} */ (
    await run('return preflight(photo).catch((error) => [error.code, error.message])')
  );
  assert.equal(code, 'load_failed');
  assert.match(message ?? '', /wasm-unsafe-eval/);
  await close();
});

test('an engine without SIMD gets the scalar build, and only that', async () => {
  const scalar = 'WebAssembly.validate = () => false;';
  const { run, asked, close } = await open({
    route: instead('/scalar-worker.js', { body: `${scalar} await import('/pkg/face-preflight-worker.js');` }),
    prelude: workerFrom("'/scalar-worker.js'"),
  });
  assert.equal(await run('return attempt(preflight(photo))'), expected);
  assert.equal(asked.filter((path) => path.endsWith('.wasm')).join(), '/pkg/wasm/face_preflight_scalar.wasm');
  await close();
});

test('importing the package fetches no wasm and starts no worker', async () => {
  const { run, asked, close } = await open();
  assert.equal(await run('return workers.length'), 0);
  assert.ok(!asked.some((path) => path.endsWith('.wasm') || path.endsWith('face-preflight-worker.js')));
  await close();
});

test('progress is reported on the page', async () => {
  const { run, close } = await open();
  const stages = await run(`
    const stages = [];
    await preflight(photo, {}, { onProgress: ({ stage }) => stages.push(stage) });
    return [stages[0], stages.at(-2), stages.at(-1)];`);
  assert.deepEqual(stages, ['load', 'finish', 'done']);
  await close();
});
