import { addressOf } from './address.js';
import { unreachable } from './answer.js';
import { startClock } from './clock.js';
import { insist } from '../misuse.js';

/** @import { LoadOptions, Policies, PolicyOfPage, UnreachableAnswer } from './types.js' */

const OPTIONS = ['endpoint', 'timeoutMs', 'signal', 'fetch'];

/**
 * Asks the backend what its policies want of the page: above all the options with which `preflight` judges a photo as the
 * backend will, so that no photo is sent only to be refused.
 *
 * @param {LoadOptions} [options]
 * @returns {Promise<Policies | UnreachableAnswer>} rejects with the signal's reason where it was aborted
 *
 * @example
 * ```js
 * const found = await loadPolicies();
 * const options = found.kind === 'policies' ? found.policies['signup']?.picture : undefined;
 * console.log(options);
 * ```
 */
export async function loadPolicies(options = {}) {
  for (const name of Object.keys(options)) {
    insist(OPTIONS.includes(name), name, `does not exist; there are ${OPTIONS.join(', ')}`);
  }
  const { endpoint = '/api/config', timeoutMs = 10_000, signal, fetch = globalThis.fetch } = options;
  const url = addressOf(endpoint);
  signal?.throwIfAborted();
  const clock = startClock(timeoutMs, signal);
  try {
    return await clock.until(ask(url, fetch, clock.signal));
  } catch {
    if (clock.isOver()) {
      return unreachable('timeout');
    }
    clock.signal.throwIfAborted();
    return unreachable(globalThis.navigator?.onLine === false ? 'offline' : 'unreachable');
  } finally {
    clock.release();
  }
}

/**
 * @param {string} url
 * @param {typeof fetch} send
 * @param {AbortSignal} signal
 * @returns {Promise<Policies | UnreachableAnswer>}
 */
async function ask(url, send, signal) {
  const response = await send(url, { headers: { accept: 'application/json' }, cache: 'no-store', signal });
  const text = await response.text();
  const config = response.ok ? parse(text) : undefined;
  if (!Array.isArray(config?.['policies']) || !config['policies'].every(isPolicy)) {
    return unreachable('not_understood');
  }
  const policies = Object.fromEntries(config['policies'].map((policy) => [policy.name, policy]));
  return { kind: 'policies', ok: true, region: String(config['region']), live: config['live'] === true, policies };
}

/**
 * @param {any} policy
 * @returns {policy is PolicyOfPage}
 */
function isPolicy(policy) {
  const texts = ['name', 'label', 'mode'].every((name) => typeof policy?.[name] === 'string');
  return texts && typeof policy.picture === 'object' && policy.picture !== null;
}

/**
 * @param {string} text
 * @returns {Record<string, unknown> | undefined}
 */
function parse(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return undefined;
  }
}
