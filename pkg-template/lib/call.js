import { PreflightError } from './errors.js';

/** @import { CallOptions, PreflightOptions } from './types.js' */

/**
 * Options of the picture and options of the call are easily mistaken for each other.
 *
 * @param {PreflightOptions | undefined} options
 * @param {CallOptions} call
 */
export function checkCall(options, call) {
  if (options !== undefined && (typeof options !== 'object' || options === null)) {
    throw invalidOption('options', 'an object is expected');
  }
  for (const name of ['signal', 'onProgress']) {
    if (options && name in options) throw invalidOption(name, 'it belongs into the next argument, beside the options');
  }
  if (typeof call !== 'object' || call === null) throw invalidOption('call', 'an object is expected');
  for (const name of Object.keys(call)) {
    if (name !== 'signal' && name !== 'onProgress') throw invalidOption(name, 'only signal and onProgress stand here');
  }
  if (call.signal !== undefined && typeof call.signal?.addEventListener !== 'function') {
    throw invalidOption('signal', 'an AbortSignal is expected');
  }
  if (call.onProgress !== undefined && typeof call.onProgress !== 'function') {
    throw invalidOption('onProgress', 'a function is expected');
  }
}

/**
 * An option that is undefined is as good as left out.
 *
 * @param {Record<string, any>} options
 * @returns {Record<string, any>}
 */
export function given(options) {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, isGroup(value) ? given(value) : value]));
}

/** @param {unknown} value */
function isGroup(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {string} name
 * @param {string} reason
 */
function invalidOption(name, reason) {
  return new PreflightError('invalid_option', `option ${name}: ${reason}`, { details: { name, reason } });
}
