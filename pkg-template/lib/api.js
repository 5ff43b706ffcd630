import { advise } from './advise.js';
import { checkCall, faceOf } from './call-options.js';
import { inspectOnce } from './inspect.js';
import { Photo as PhotoClass } from './photo.js';
import { run } from './run.js';

/** @import { BrowserDrawing } from './browser-drawing.js' */
/** @import { Engine } from './engine.js' */
/** @import { FingerprintResult, PhotoResult } from './job.js' */
/** @import { CallOptions, Drawable, InspectOptions, Photo, PhotoInput } from './types.js' */
/** @import { Pixels, PreflightOptions, Source, WarmUpOptions } from './types.js' */

/**
 * @param {Engine} engine
 * @param {BrowserDrawing} [drawing] where the runtime has any
 */
export function createPreflight(engine, drawing) {
  /**
   * @param {PhotoInput} input left unchanged; bytes must not be changed before the promise settles
   * @param {PreflightOptions} [options]
   * @param {CallOptions} [call]
   * @returns {Promise<Photo>}
   */
  return async function preflight(input, options, call = {}) {
    const { jpeg, report } = /** @type {PhotoResult} */ (
      await run({ engine, drawing }, 'photo', { input, options, call })
    );
    const checks = advise(report.checks, call.texts);
    return /** @type {Photo} */ (new PhotoClass(jpeg, { ...report, checks }));
  };
}

/**
 * @param {Engine} engine
 * @param {BrowserDrawing} [drawing] where the runtime has any
 */
export function createProbe(engine, drawing) {
  /**
   * @param {PhotoInput} input
   * @param {PreflightOptions} [options] of which only the limits count
   * @param {CallOptions} [call]
   * @returns {Promise<Source>}
   */
  return async function probe(input, options, call = {}) {
    const result = await run({ engine, drawing }, 'source', { input, options, call });
    return 'source' in result ? result.source : /** @type {PhotoResult} */ (result).report.source;
  };
}

/**
 * @param {Engine} engine
 * @param {BrowserDrawing} [drawing] where the runtime has any
 */
export function createFingerprint(engine, drawing) {
  /**
   * @param {PhotoInput} input
   * @param {PreflightOptions} [options] of which only the limits count
   * @param {CallOptions} [call]
   */
  return async function fingerprint(input, options, call = {}) {
    const result = /** @type {FingerprintResult} */ (
      await run({ engine, drawing }, 'fingerprint', { input, options, call })
    );
    return result.fingerprint;
  };
}

/**
 * @param {Engine} engine
 * @param {BrowserDrawing} [drawing] where the runtime has any
 */
export function createInspect(engine, drawing) {
  /**
   * @param {Pixels | Drawable} frame left unchanged; must not be changed before the promise settles
   * @param {PreflightOptions} [options] of which only the checks of the face and the limits count
   * @param {InspectOptions} [call]
   */
  return function inspect(frame, options, call = {}) {
    return inspectOnce({ engine, drawing }, frame, options, call);
  };
}

/** @param {Engine} engine */
export function createWarmUp(engine) {
  /** @param {WarmUpOptions} options */
  async function warm(options) {
    checkCall(undefined, options, ['face']);
    await engine.warm(faceOf(options));
  }
  /**
   * @param {WarmUpOptions} [options]
   * @returns {Promise<void>} rejects where something did not load; may be left unattended
   */
  return function warmUp(options = {}) {
    const warming = warm(options);
    // The next call tries again and reports it: nobody has to wait for this one.
    warming.catch(() => {});
    return warming;
  };
}
