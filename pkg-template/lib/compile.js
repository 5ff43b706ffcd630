import { PreflightError } from './errors.js';

/** Refuses an engine that cannot run WebAssembly at all. */
export function checkEngine() {
  if (typeof WebAssembly === 'undefined') {
    throw new PreflightError(
      'load_failed',
      'WebAssembly is switched off in this browser (for example by Lockdown Mode)',
    );
  }
}

/**
 * Why a module could not be compiled, and what the page has to change where its Content Security Policy is the reason.
 *
 * @param {unknown} cause
 * @param {string} what was compiled
 * @param {Record<string, unknown>} [details]
 */
export function compileFailed(cause, what, details) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const isPolicy = /Content Security Policy|unsafe-eval|CSP/i.test(reason);
  const hint = isPolicy ? "; the page's policy needs script-src 'wasm-unsafe-eval'" : '';
  return new PreflightError('load_failed', `${what}: ${reason}${hint}`, { cause, ...(details && { details }) });
}
