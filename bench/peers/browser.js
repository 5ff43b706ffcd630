// The package in Chromium against what a page would do without it: decode and scale by the browser itself.
import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { QUALITY, SHORTER_SIDE_PX } from './job.js';

const packageFolder = fileURLToPath(new URL('../../pkg', import.meta.url));
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** CPU time of processes is known to 10 ms: this many runs are measured at once. */
const RUNS_AT_ONCE = 4;

/** @param {{ id: string, path: string }[]} photos served as /photo/<id> */
function serve(photos) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(request.url ?? '/'));
    const photo = photos.find(({ id }) => path === `/photo/${id}`);
    const file = photo?.path ?? join(packageFolder, path);
    if (path === '/') {
      return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
    }
    if (!existsSync(file)) {
      return response.writeHead(404).end();
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** CPU time of a process and all of its children, in milliseconds (proc(5): ticks of 10 ms). */
function treeCpuMs(/** @type {number} */ root) {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return [
          { pid: Number(pid), parent: Number(fields[1]), cpuMs: 10 * (Number(fields[11]) + Number(fields[12])) },
        ];
      } catch {
        return [];
      }
    });
  /** @param {number} pid @returns {number} */
  const below = (pid) =>
    stats.filter(({ parent }) => parent === pid).reduce((sum, child) => sum + child.cpuMs + below(child.pid), 0);
  return below(root);
}

/** Both jobs and a way to load the photo, as functions of the page. */
async function prepare(/** @type {{ quality: number, shorterSidePx: number }} */ { quality, shorterSidePx }) {
  const { preflight } = await import(/** @type {string} */ ('/browser.js'));
  Object.assign(globalThis, {
    load: async (/** @type {string} */ id) => {
      globalThis.photo = await (await fetch(`/photo/${id}`)).blob();
    },
    jobs: {
      'face-preflight in Chromium': async (/** @type {Blob} */ photo) => (await preflight(photo)).jpeg.length,
      canvas: async (/** @type {Blob} */ photo) => {
        const bitmap = await createImageBitmap(photo, { imageOrientation: 'from-image' });
        const scale = shorterSidePx / Math.min(bitmap.width, bitmap.height);
        const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
        const context = canvas.getContext('2d');
        context.imageSmoothingQuality = 'high';
        context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        bitmap.close();
        return (await canvas.convertToBlob({ type: 'image/jpeg', quality: quality / 100 })).size;
      },
    },
  });
}

/** @param {{ id: string, path: string }[]} photos */
export async function startBrowser(photos) {
  const server = await serve(photos);
  const browser = await chromium.launchServer({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
  const client = await chromium.connect(browser.wsEndpoint());
  const page = await client.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.evaluate(prepare, { quality: QUALITY, shorterSidePx: SHORTER_SIDE_PX });
  return {
    version: client.version(),

    /** @param {string} id the photo's */
    async contestants(id) {
      await page.evaluate((id) => globalThis.load(id), id);
      return ['face-preflight in Chromium', 'canvas'].map((name) => ({
        name,
        async run() {
          const before = treeCpuMs(browser.process().pid);
          await page.evaluate(
            async ({ name, runs }) => {
              for (let run = 0; run < runs; run++) {
                await globalThis.jobs[name](globalThis.photo);
              }
            },
            { name, runs: RUNS_AT_ONCE },
          );
          return { cpuMs: (treeCpuMs(browser.process().pid) - before) / RUNS_AT_ONCE };
        },
        end() {},
      }));
    },

    async end() {
      await browser.close();
      server.close();
    },
  };
}
