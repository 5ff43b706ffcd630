import { Photo } from './photo.js';
import { run } from './run.js';

/** @import { CallOptions, PhotoInput, PreflightOptions, Source } from './types.js' */
/** @import { Engine } from './engine.js' */
/** @import { FingerprintOutcome, PhotoOutcome } from './job.js' */

/** @param {Engine} engine */
export function createPreflight(engine) {
  /**
   * @param {PhotoInput} input left unchanged; bytes must not be changed before the promise settles
   * @param {PreflightOptions} [options]
   * @param {CallOptions} [call]
   */
  return async function preflight(input, options, call = {}) {
    const outcome = /** @type {PhotoOutcome} */ (await run(engine, 'photo', input, options, call));
    return new Photo(outcome.jpeg, outcome.report);
  };
}

/** @param {Engine} engine */
export function createProbe(engine) {
  /**
   * @param {PhotoInput} input
   * @param {PreflightOptions} [options] of which only the limits count
   * @param {CallOptions} [call]
   * @returns {Promise<Source>}
   */
  return async function probe(input, options, call = {}) {
    const result = await run(engine, 'source', input, options, call);
    return 'source' in result ? result.source : /** @type {PhotoOutcome} */ (result).report.source;
  };
}

/** @param {Engine} engine */
export function createFingerprint(engine) {
  /**
   * @param {PhotoInput} input
   * @param {PreflightOptions} [options] of which only the limits count
   * @param {CallOptions} [call]
   */
  return async function fingerprint(input, options, call = {}) {
    const outcome = /** @type {FingerprintOutcome} */ (await run(engine, 'fingerprint', input, options, call));
    return outcome.fingerprint;
  };
}
