// Runs one photo and prints what became of it and the peak of the wasm memory:
// node memory-of-photo.js <path> streamed|whole [options as JSON]
import { wasmBytes } from './wasm-memory.js';
import { createReadStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';

const [path = '', way, options = '{}'] = process.argv.slice(2);
// After the memories are watched.
const { preflight } = await import('../../pkg/node.js');
const input =
  way === 'whole'
    ? readFileSync(path)
    : /** @type {ReadableStream<Uint8Array>} */ (Readable.toWeb(createReadStream(path, { highWaterMark: 65536 })));
const { ok, width } = await preflight(input, JSON.parse(options));
console.log(JSON.stringify({ ok, width, mebibytes: wasmBytes() / 2 ** 20 }));
