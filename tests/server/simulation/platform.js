// The globals of a simulated world, for what takes no clock as an argument: the page's `submit`. WebCrypto works on
// threads of its own, whose order no seed decides; a digest is computed here at once.

import { LIGHT } from './light-fetch.js';
import { digestOf } from './quick-digest.js';

/** @import { World } from './world.js' */

/** @type {World | undefined} */
let current;

const REPLACED = /** @type {[object, string, unknown][]} */ ([
  ...Object.entries(LIGHT).map(([name, value]) => [globalThis, name, value]),
  [globalThis, 'setTimeout', later],
  [globalThis, 'clearTimeout', (/** @type {(() => void) | undefined} */ cancel) => cancel?.()],
  [Date, 'now', () => world().epoch()],
  [performance, 'now', () => world().nowMs],
  [Math, 'random', () => world().dice.next()],
  [crypto, 'randomUUID', () => world().dice.uuid()],
  [crypto, 'getRandomValues', randomValues],
  [crypto, 'subtle', { digest, importKey, sign }],
]);

/**
 * Replaces the platform by a world while some work lasts.
 * @template T
 * @param {World} one
 * @param {() => Promise<T>} work
 */
export async function inWorld(one, work) {
  if (current) {
    throw new Error('one world at a time');
  }
  current = one;
  // Where an error comes from is expensive to find out, and there are many.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const before = REPLACED.map(([object, name]) => Object.getOwnPropertyDescriptor(object, name));
  for (const [object, name, value] of REPLACED) {
    Object.defineProperty(object, name, { configurable: true, writable: true, value });
  }
  try {
    return await work();
  } finally {
    REPLACED.forEach(([object, name], index) => {
      const own = before[index];
      if (own) {
        Object.defineProperty(object, name, own);
      } else {
        Reflect.deleteProperty(object, name);
      }
    });
    current = undefined;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function world() {
  if (!current) {
    throw new Error('the simulation is over');
  }
  return current;
}

/** @param {() => void} run @param {number} [ms] */
function later(run, ms = 0) {
  return world().after(ms, run);
}

/** @param {Uint8Array} into */
function randomValues(into) {
  world().dice.bytes(into);
  return into;
}

/** @param {string} _algorithm @param {Uint8Array} data */
async function digest(_algorithm, data) {
  return digestOf(data).buffer;
}

/** @param {string} _format @param {Uint8Array} bytes */
async function importKey(_format, bytes) {
  return bytes;
}

/** @param {unknown} _algorithm @param {Uint8Array} key @param {Uint8Array} data */
async function sign(_algorithm, key, data) {
  return digestOf(key, data).buffer;
}
