// What is attacked: the backend as its own process in Node, or as deployed in workerd, over an emulator without faults.

import { readFileSync, readdirSync } from 'node:fs';
import { emulatorHandler } from '../../../pkg/emulator/handler.js';
import { packageVision } from '../../../pkg/emulator/pictures/package-vision.js';
import { memoryStore } from '../../../pkg/emulator/stores/memory-store.js';
import { serve } from '../../../pkg/server/node/node-adapter.js';
import * as product from '../../../pkg/node.js';
import { TOKEN_SECRET, bearer } from '../backend-client.js';
import { inNode, inWorkerd } from '../load/backend.js';
import { Connection } from './connection.js';

/** @typedef {Awaited<ReturnType<typeof startTarget>>} Target */

const KEY = { accessKeyId: 'LTAI-attack', accessKeySecret: 'attack-secret-of-the-account' };
const GROUP = 'attackgroup';
const HONEST = '198.51.100.7';
const fixture = (/** @type {string} */ name) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url)));
/** Drawn: some kilobytes, as upright and sharp as a selfie. */
export const PHOTO = fixture('large.jpg');
/** Counts as more memory, and is longer than the first block. */
export const PROGRESSIVE = fixture('progressive.jpg');
const SAMPLE_MS = 25;

/** @param {string} endpoint @returns {Record<string, string>} */
function variables(endpoint) {
  return {
    ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.accessKeySecret,
    FACE_ENDPOINT: endpoint,
    FACE_CALLS_PER_SECOND: '100',
    FACE_CLIENT_PER_MINUTE: '1000',
    FACE_CLIENT_HEADER: 'x-forwarded-for',
    FACE_TOKEN_SECRET: TOKEN_SECRET,
    FACE_POLICIES: JSON.stringify({ search: { mode: 'search', groups: [GROUP], picture: { landscape: 'crop' } } }),
  };
}

/**
 * V8 counts no memory of WebAssembly for an isolate: what the process of workerd grows by is added to the heap at first.
 * @param {() => Promise<number>} heapMegabytes
 */
async function isolateGauge(heapMegabytes) {
  const statusOf = (/** @type {string} */ pid) => {
    try {
      return readFileSync(`/proc/${pid}/status`, 'utf8');
    } catch {
      return ''; // it has ended meanwhile
    }
  };
  const isOwn = (/** @type {string} */ status) =>
    /^Name:\s+workerd$/m.test(status) && status.includes(`\nPPid:\t${process.pid}\n`);
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isOwn(statusOf(name))) ?? '';
  const resident = () => Number(/VmRSS:\s+(\d+)/.exec(statusOf(pid))?.[1] ?? NaN) / 1024;
  const [heap, before] = [await heapMegabytes(), resident()];
  return async () => heap + Math.max(0, resident() - before);
}

/** @param {'node' | 'workerd'} runtime */
export async function startTarget(runtime) {
  const store = memoryStore();
  store.addGroup({ code: GROUP, name: 'attack', description: '' });
  const emulator = emulatorHandler({ keys: [KEY], store, vision: packageVision(product, { faces: false }) });
  const service = await serve(emulator.fetch, { port: 0 });
  const backend = await (runtime === 'node' ? inNode : inWorkerd)(variables(service.url), () => {});
  const megabytesWithPictures = runtime === 'node' ? backend.megabytes : await isolateGauge(backend.megabytes);
  const authorization = (await bearer('mallory', { policy: 'search', uses: 1_000 })).authorization;

  /** @param {string} client its address */
  const from = (client) => ({ authorization, 'x-forwarded-for': client, 'cf-connecting-ip': client });
  const target = {
    runtime,
    mostMegabytes: backend.mostMegabytes,
    /** Heap and buffers in workerd, all that is resident in Node. */
    megabytes: backend.megabytes,
    /** With the memory of WebAssembly. */
    megabytesWithPictures,
    cpuSeconds: () => backend.cpuSeconds?.() ?? NaN,
    /** Begins a request of a client. @param {string} client @param {string} path @param {Record<string, string | number>} headers */
    begin: (client, path, headers) => new Connection(backend.url, path, { ...from(client), ...headers }),
    /** An honest person's raw photo. @param {Uint8Array} [photo] @returns {Promise<{ ms: number, answer: string }>} */
    async honest(photo = PHOTO) {
      const started = performance.now();
      const { authorization: own } = await bearer('anna', { policy: 'search', uses: 1_000 });
      const request = new Connection(backend.url, '/api/verify?policy=search', {
        ...from(HONEST),
        authorization: own,
        'content-type': 'image/jpeg',
        'content-length': photo.length,
      });
      await request.send(photo);
      const answer = await request.answered;
      const ms = performance.now() - started;
      request.close();
      return { answer, ms };
    },
    /** The most memory while something runs. @param {() => Promise<number>} megabytes @param {() => Promise<unknown>} work */
    async peak(megabytes, work) {
      let [most, running] = [await megabytes(), true];
      const sampling = (async () => {
        while (running) {
          most = Math.max(most, await megabytes());
          await new Promise((done) => setTimeout(done, SAMPLE_MS));
        }
      })();
      await work();
      running = false;
      await sampling;
      return most;
    },
    async close() {
      await backend.close();
      await service.close();
    },
  };
  // The first photo starts the threads and compiles the module.
  for (let time = 0; time < 2; time += 1) {
    const { answer } = await target.honest();
    if (answer !== '200 Success') {
      throw new Error(`an honest photo is answered ${answer}`);
    }
  }
  return target;
}
