// Whatever holds the bytes, the result is the same, and the input is left as it was or released.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preflight, probe } from '../../pkg/node.js';
import { drawPng } from '../support/png.js';

const photo = drawPng(900, 1200);
const expected = (await preflight(photo)).base64();

/**
 * @param {Uint8Array} bytes
 * @param {number} size
 */
function streamOf(bytes, size) {
  let offset = 0;
  let cancelled = false;
  const stream = new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.slice(offset, (offset += size)));
      if (offset >= bytes.length) {
        controller.close();
      }
    },
    cancel() {
      cancelled = true;
    },
  });
  return { stream, wasCancelled: () => cancelled, readBytes: () => offset };
}

const shared = new SharedArrayBuffer(photo.length);
new Uint8Array(shared).set(photo);
const padded = new Uint8Array(photo.length + 20);
padded.set(photo, 7);

for (const [kind, input] of /** @type {const} */ ([
  ['Blob', new Blob([photo])],
  ['File', new File([photo], 'photo.png')],
  ['Blob of an engine whose Blobs have no streams', Object.assign(new Blob([photo]), { stream: undefined })],
  ['ArrayBuffer', photo.slice().buffer],
  ['SharedArrayBuffer', shared],
  ['Uint8Array', photo],
  ['Buffer', Buffer.from(photo)],
  ['a view inside a larger buffer', padded.subarray(7, 7 + photo.length)],
  ['DataView inside a larger buffer', new DataView(padded.buffer, 7, photo.length)],
  ['Uint16Array', new Uint16Array(padded.slice(7, 7 + photo.length + (photo.length & 1)).buffer)],
  ['Response', new Response(photo)],
  ['Request', new Request('http://localhost/', { method: 'POST', body: photo })],
  ['ReadableStream of 1000 bytes a chunk', streamOf(photo, 1000).stream],
  ['ReadableStream of one chunk', streamOf(photo, photo.length).stream],
])) {
  test(kind, async () => {
    assert.equal((await preflight(input)).base64(), expected);
  });
}

/** @param {(buffer: ArrayBuffer) => any} view */
function detached(view) {
  const buffer = photo.slice().buffer;
  const value = view(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  return value;
}

for (const [kind, input] of /** @type {[string, any][]} */ ([
  ['an ArrayBuffer', detached((buffer) => buffer)],
  ['a view', detached((buffer) => new Uint8Array(buffer))],
  ['a DataView', detached((buffer) => new DataView(buffer, 8, 8))],
  ['pixels', { data: detached((buffer) => new Uint8Array(buffer)), width: 4, height: 4 }],
])) {
  test(`${kind} whose buffer was given away is refused with a code`, async () => {
    await assert.rejects(preflight(input), { code: 'invalid_input', message: /was transferred/ });
  });
}

test('an input that stays usable is left unchanged', async () => {
  const bytes = photo.slice();
  await preflight(bytes);
  await preflight(bytes.buffer);
  assert.deepEqual(bytes, photo);
});

test('the stream is released when it has been read', async () => {
  const { stream } = streamOf(photo, 100_000);
  await preflight(stream);
  await new Promise(setImmediate);
  assert.equal(stream.locked, false);
});

test('a stream that errors half-way is input_failed with the cause', async () => {
  const cause = new TypeError('the network went away');
  let pulls = 0;
  const stream = new ReadableStream({
    pull(controller) {
      if (pulls === 2) {
        throw cause;
      }
      controller.enqueue(photo.slice(5000 * pulls, 5000 * ++pulls));
    },
  });
  const expected = { name: 'PreflightError', code: 'input_failed', actor: 'environment', cause };
  await assert.rejects(preflight(stream), expected);
});

test('a stream of something else than bytes', async () => {
  const { readable, writable } = new TransformStream();
  const writer = writable.getWriter();
  writer.write('text').catch(() => {});
  await assert.rejects(preflight(readable), { code: 'invalid_input' });
  await assert.rejects(writer.closed, 'the stream is cancelled');
});

test('a stream is cancelled when the photo is refused', async () => {
  const { stream, wasCancelled } = streamOf(new TextEncoder().encode('GIF89a'.padEnd(3_000_000)), 100_000);
  await assert.rejects(preflight(stream), { code: 'unsupported_format' });
  assert.equal(wasCancelled(), true);
});

test('a stream is cancelled when an option is wrong', async () => {
  const { stream, wasCancelled } = streamOf(photo, 1000);
  // @ts-expect-error there is no such option
  await assert.rejects(preflight(stream, { landscap: 'crop' }), { code: 'invalid_option' });
  assert.equal(wasCancelled(), true);
});

test('a Blob is read by one stream, which is released', async () => {
  const { stream } = streamOf(photo, 100_000);
  const file = Object.assign(new Blob([photo]), { stream: () => stream, slice: () => assert.fail('a slice') });
  assert.equal((await preflight(file)).base64(), expected);
  await new Promise(setImmediate);
  assert.equal(stream.locked, false);
});

test('a locked stream and a body that was read are named', async () => {
  const { stream } = streamOf(photo, 1000);
  stream.getReader();
  await assert.rejects(preflight(stream), { code: 'invalid_input', message: /locked/ });
  const response = new Response(photo);
  await response.arrayBuffer();
  await assert.rejects(preflight(response), { code: 'invalid_input', message: /already/ });
});

test('a response that is no success', async () => {
  await assert.rejects(preflight(new Response('not here', { status: 404 })), {
    code: 'input_failed',
    message: /404/,
    details: { status: 404, type: 'default' },
  });
});

for (const [wrong, message] of /** @type {[any, RegExp][]} */ ([
  [undefined, /^undefined/],
  [null, /^null/],
  [42, /^number/],
  ['photo.jpg', /path/],
  ['https://example.com/photo.jpg', /address, so fetch/],
  ['data:image/jpeg;base64,/9j/4AAQ', /data: URL, so fetch/],
  ['/9j/4AAQSkZJRg==', /Base64, so decode/],
  ['\xff\xd8\xff\xe0\0\x10JFIF', /read as text/],
  ['\ufffd\ufffd\ufffd\ufffd\0\x10JFIF', /read as text/],
  [{}, /Object/],
  [[1, 2, 3], /Array/],
  [Promise.resolve(photo), /await/],
  [() => photo, /function/],
])) {
  test(`${String(wrong)} is no input`, async () => {
    await assert.rejects(preflight(wrong), { code: 'invalid_input', actor: 'caller', message });
    await assert.rejects(probe(wrong), { code: 'invalid_input' });
  });
}

test('probe reads no more than the header needs and cancels the rest', async () => {
  const large = drawPng(1500, 2000);
  const { stream, wasCancelled, readBytes } = streamOf(large, 64 * 1024);
  const source = await probe(stream);
  assert.equal(source.format, 'png');
  assert.equal(`${source.width}x${source.height}`, '1500x2000');
  assert.equal(wasCancelled(), true);
  assert.ok(readBytes() <= 128 * 1024, `${readBytes()} of ${large.length} bytes were read`);
});

test('probe tells what is wrong with a file that has no header', async () => {
  await assert.rejects(probe(new Uint8Array(0)), { code: 'empty_input' });
  await assert.rejects(probe(photo.slice(0, 12)), { name: 'PreflightError', code: 'truncated' });
});
