// One idempotency key for one request: who sends the same photo again, also after a reload, asks for the answer that
// was lost and makes no second call.

import { hex } from '../hex.js';
import { isKey } from './options.js';

/** Keys of requests without a verdict, by their digest; the oldest first. */
const held = new Map();

/** More would be photos of long ago. */
const MOST_HELD = 100;

/**
 * @param {string} url
 * @param {string} body
 * @returns {Promise<{ key: string, forget: () => void }>}
 */
export async function keyOf(url, body) {
  const name = await digestOf(`${url}\n${body}`);
  if (name === undefined) {
    return { key: newKey(), forget() {} };
  }
  const key = held.get(name) ?? stored(name) ?? newKey();
  hold(name, key);
  return { key, forget: () => forget(name, key) };
}

/**
 * @param {string} text
 * @returns {Promise<string | undefined>} nothing where the page is not secure: only there digests can be computed
 */
async function digestOf(text) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) {
    return undefined;
  }
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `face-preflight:${hex(digest)}`;
}

function newKey() {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

/**
 * @param {string} name
 * @param {string} key
 */
function hold(name, key) {
  held.delete(name);
  held.set(name, key);
  if (held.size > MOST_HELD) {
    held.delete(held.keys().next().value);
  }
  inStorage((storage) => storage.setItem(name, key));
}

/** @param {string} name */
function stored(name) {
  const key = inStorage((storage) => storage.getItem(name));
  return isKey(key) ? key : undefined;
}

/**
 * @param {string} name
 * @param {string} key another submission may have put its own there since
 */
function forget(name, key) {
  if (held.get(name) === key) {
    held.delete(name);
  }
  inStorage((storage) => storage.getItem(name) === key && storage.removeItem(name));
}

/**
 * Uses the tab's storage where there is one and it may be used. It is a convenience: that it is full, switched off or
 * forbidden ends no submission.
 *
 * @template T
 * @param {(storage: Storage) => T} use
 * @returns {T | undefined}
 */
function inStorage(use) {
  try {
    const { sessionStorage } = /** @type {{ sessionStorage?: Storage }} */ (globalThis);
    return sessionStorage && use(sessionStorage);
  } catch {
    return undefined;
  }
}
