// The attacks and what must hold under each.

import { corrected, emptyScans } from './hostile-pictures.js';
import { PHOTO, PROGRESSIVE } from './target.js';

/** @import { Connection } from './connection.js' */
/** @import { Target } from './target.js' */

/**
 * @typedef {object} Attack
 * @property {string} name
 * @property {string} goal
 * @property {('node' | 'workerd')[]} runtimes
 * @property {(target: Target, share: number) => Promise<{ good: boolean, value: string }>} run `share` of the full size
 */

const RAW = '/api/verify?policy=search';
const MOST_MS = 3_000;
/** What an honest photo takes alone at most on a machine that nothing else keeps busy; a busier one is given more time. */
const ALONE_MS = 500;
/** How much a goal is widened on a machine that is slower than expected. @param {number} slower times */
const widening = (slower) => Math.min(2, Math.max(1, slower));
const wait = (/** @type {number} */ ms) =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

/** Each its own client. @param {number} index */
const client = (index) => `192.0.2.${index + 1}`;

/**
 * @param {Target} target
 * @param {'megabytes' | 'megabytesWithPictures'} gauge
 * @param {number} limit more than before
 * @param {() => Promise<unknown>} work
 */
async function memoryOf(target, gauge, limit, work) {
  const before = await target[gauge]();
  const most = await target.peak(target[gauge], work);
  const value = `+${Math.max(0, most - before).toFixed(0)} MB, ${most.toFixed(0)} MB in all`;
  return { good: most - before <= limit && most <= target.mostMegabytes, value };
}

/**
 * An honest photo in the middle of an attack, which is then ended.
 * @param {Target} target
 * @param {Connection[]} attackers
 * @param {number} aloneMs what it took before the attack
 * @param {Uint8Array} [photo]
 */
async function honestAmong(target, attackers, aloneMs, photo = PHOTO) {
  const { answer, ms } = await target.honest(photo);
  attackers.forEach((one) => one.close());
  const mostMs = MOST_MS * widening(aloneMs / ALONE_MS);
  const [told, alone] = [ms, aloneMs].map((time) => (time / 1000).toFixed(2));
  return { good: answer === '200 Success' && ms <= mostMs, value: `${answer} after ${told} s, alone ${alone} s` };
}

/** @param {Target} target @param {string} who @param {Uint8Array} photo */
function upload(target, who, photo) {
  return target.begin(who, RAW, { 'content-type': 'image/jpeg', 'content-length': photo.length });
}

/** JSON in chunks of a byte, each six bytes on the wire. @param {number} bytes in all */
function tinyChunks(bytes) {
  return async (/** @type {Target} */ target, /** @type {number} */ share) => {
    const length = Math.round((bytes * share) / 6 / 3);
    const text = `{"policy":"search","request":{"SourceFacePicture":"${'A'.repeat(length)}"}}`;
    const chunks = `${[...text].map((byte) => `1\r\n${byte}\r\n`).join('')}0\r\n\r\n`;
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    return memoryOf(target, 'megabytes', 60, async () => {
      const all = [0, 1, 2].map(() => target.begin(client(0), '/api/verify', headers));
      await Promise.all(all.map((one) => one.send(chunks)));
      await Promise.all(all.map((one) => one.answered));
    });
  };
}

/** @param {Uint8Array} photo @param {number} holdMs until all that came is worked on */
function heldBeforeTheEnd(photo, holdMs) {
  return async (/** @type {Target} */ target, /** @type {number} */ share) =>
    memoryOf(target, 'megabytesWithPictures', 250, async () => {
      const all = Array.from({ length: 28 }, (_, index) => upload(target, client(index), photo));
      await Promise.all(all.map((one) => one.send(photo.subarray(0, -20))));
      await wait(Math.max(2_500, holdMs * share));
      all.forEach((one) => one.close());
    });
}

/** @param {Uint8Array} photo */
function hostilePhotos(photo) {
  return async (/** @type {Target} */ target) => {
    const { ms: aloneMs } = await target.honest();
    const all = Array.from({ length: 8 }, () => upload(target, client(0), photo));
    const sending = Promise.all(all.map((one) => one.send(photo)));
    await wait(200);
    const result = await honestAmong(target, all, aloneMs);
    await sending;
    return result;
  };
}

/**
 * Two clients with 34 uploads.
 * @param {Uint8Array} first bytes that come at once
 * @param {{ bytesPerSecond?: number, photo?: Uint8Array }} [how] what follows of each, and the honest photo
 */
function slowUploads(first, { bytesPerSecond = 1, photo = PHOTO } = {}) {
  return async (/** @type {Target} */ target) => {
    const { ms: aloneMs } = await target.honest(photo);
    const headers = { 'content-type': 'image/jpeg', 'content-length': 15_000_000 };
    const all = Array.from({ length: 34 }, (_, index) => target.begin(client(index % 2), RAW, headers));
    // Those that have no place are not read.
    const sending = Promise.all(all.map((one) => one.send(first)));
    await Promise.race([sending, wait(1_000)]);
    const dripping = setInterval(() => all.forEach((one) => void one.send(new Uint8Array(bytesPerSecond))), 1_000);
    await wait(1_500);
    const result = await honestAmong(target, all, aloneMs, photo);
    clearInterval(dripping);
    await sending;
    return result;
  };
}

const MULTIPART_BYTES = 32_000_000;
const MOST_SECONDS = 0.15;
/** Of each body; the fastest counts. */
const TURNS = 4;
/** What such a body takes that is not hard to search, on a machine that nothing else keeps busy. */
const PLAIN_SECONDS = 0.1;
/** The longest there is, of bytes that a search gets on with slowly. */
const BOUNDARY = '-'.repeat(70);

/** The backend's processor time for a body that is hard to search, less that for one of blanks. @param {string} text again and again */
function hardToSearch(text) {
  return async (/** @type {Target} */ target, /** @type {number} */ share) => {
    const time = async (/** @type {string} */ repeated) => {
      const before = target.cpuSeconds();
      const body = Buffer.alloc(MULTIPART_BYTES, repeated);
      body.write('no boundary');
      const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'content-length': body.length };
      const request = target.begin(client(0), '/api/verify', headers);
      await request.send(body);
      await request.answered;
      request.close();
      return target.cpuSeconds() - before;
    };
    // The first time compiles too. In turns, as what else the machine does slows both down.
    let [plain, hostile] = [Infinity, Infinity];
    for (let turn = 0; turn < TURNS; turn += 1) {
      plain = Math.min(plain, await time(' '));
      hostile = Math.min(hostile, await time(text));
    }
    // A test run shares the machine with browsers; the whole attack has it alone.
    const mostSeconds = share < 1 ? 2 * MOST_SECONDS : MOST_SECONDS;
    return {
      good: hostile - plain <= mostSeconds * widening(plain / PLAIN_SECONDS),
      value: `+${Math.max(0, hostile - plain).toFixed(2)} s of ${hostile.toFixed(2)} s`,
    };
  };
}

/** What a phone's photo begins with, so that it has a place. */
const PLAUSIBLE = corrected(7_000, 8_600, 0).subarray(0, 70_000);
/** Memory for its picture is taken before its end. */
const LARGE_BEGUN = corrected(9_000, 12_200, 9).subarray(0, 2_000_000);
const HUGE = emptyScans(14_000, 17_800, 497);
/** As much memory as the limits of the set `server` allow, and little work. */
const LARGE = corrected(9_000, 12_200, 0);
/** As much work as the limits of the set `server` allow, about. */
const HEAVY = corrected(9_000, 12_200, 9);

/** @type {Attack[]} */
export const ATTACKS = [
  {
    name: '25 MB of JSON in chunks of one byte',
    goal: 'memory +60 MB at most',
    runtimes: ['node'],
    run: tinyChunks(25_000_000),
  },
  {
    name: '3 MB of JSON in chunks of one byte',
    goal: 'memory +60 MB at most',
    runtimes: ['workerd'],
    run: tinyChunks(3_000_000),
  },
  {
    name: '28 progressive files of 250 megapixels and 600 KB, held before their end',
    goal: 'memory +250 MB at most; in an isolate 128 MB in all',
    runtimes: ['node', 'workerd'],
    run: heldBeforeTheEnd(HUGE, 2_500),
  },
  {
    name: '28 progressive files of 110 megapixels, held before their end',
    goal: 'memory +250 MB at most; in an isolate 128 MB in all',
    runtimes: ['node', 'workerd'],
    run: heldBeforeTheEnd(LARGE, 10_000),
  },
  {
    name: 'eight files of 498 scans from one client',
    goal: 'an honest photo within 3 s',
    runtimes: ['node', 'workerd'],
    run: hostilePhotos(HUGE),
  },
  {
    name: 'eight files from one client with all the work that the limits allow',
    goal: 'an honest photo within 3 s',
    runtimes: ['node', 'workerd'],
    run: hostilePhotos(HEAVY),
  },
  {
    name: '34 uploads of two clients, a byte a second',
    goal: 'an honest photo within 3 s',
    runtimes: ['node', 'workerd'],
    run: slowUploads(HEAVY.subarray(0, 4)),
  },
  {
    name: '34 uploads of two clients, 70 KB and then a byte a second',
    goal: 'an honest photo within 3 s',
    runtimes: ['node', 'workerd'],
    run: slowUploads(PLAUSIBLE),
  },
  {
    name: '34 uploads of two clients, 70 KB and then 21 KB a second',
    goal: 'an honest progressive photo within 3 s',
    runtimes: ['node', 'workerd'],
    run: slowUploads(PLAUSIBLE, { bytesPerSecond: 21_000, photo: PROGRESSIVE }),
  },
  {
    name: '34 uploads of two clients, 2 MB and then 21 KB a second',
    goal: 'an honest progressive photo within 3 s',
    runtimes: ['node'],
    run: slowUploads(LARGE_BEGUN, { bytesPerSecond: 21_000, photo: PROGRESSIVE }),
  },
  ...Object.entries({
    'carriage returns': '\r',
    hyphens: '-',
    'boundaries without their last byte': `\r\n--${BOUNDARY.slice(1)}x`,
    'beginnings of a boundary': '\r\n--x',
  }).map(([what, text]) => ({
    name: `32 MB of ${what} as multipart/form-data`,
    goal: 'processor time +0.15 s at most',
    runtimes: /** @type {'node'[]} */ (['node']),
    run: hardToSearch(text),
  })),
];
