// A server on a slow network: each request waits, and all answers share the rate. It slows workers' requests too, which
// Chromium's own emulation leaves out.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** @typedef {{ latencyMs: number, bytesPerSecond: number }} Network */

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};
const PART_BYTES = 2048;
/** How late a part may come without slowing those after it: timers are late on a busy machine. */
const LATE_MS = 100;

/**
 * @param {string} folder
 * @param {Network} network
 */
export async function serve(folder, { latencyMs, bytesPerSecond }) {
  let bytes = 0;
  let requests = 0;
  /** When the line is free again. */
  let freeMs = 0;
  const server = createServer(async (request, response) => {
    const path = normalize(request.url === '/' ? '/index.html' : (request.url ?? '/'));
    requests += 1;
    await wait(latencyMs);
    let file;
    try {
      file = gzipSync(readFileSync(join(folder, path)), { level: 9 });
    } catch {
      response.writeHead(404).end();
      return;
    }
    bytes += file.length;
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    const headers = { 'content-type': type, 'content-encoding': 'gzip', 'content-length': file.length };
    const isHashed = path.startsWith('/assets/');
    response.writeHead(200, { ...headers, 'cache-control': isHashed ? 'max-age=31536000, immutable' : 'no-cache' });
    for (let at = 0; at < file.length; at += PART_BYTES) {
      const part = file.subarray(at, at + PART_BYTES);
      freeMs = Math.max(freeMs, performance.now() - LATE_MS) + (1000 * part.length) / bytesPerSecond;
      const untilMs = freeMs - performance.now();
      if (untilMs > 0) {
        await wait(untilMs);
      }
      response.write(part);
    }
    response.end();
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    loaded: () => ({ bytes, requests }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
