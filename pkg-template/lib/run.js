import { PreflightError } from './errors.js';
import { openInput } from './input.js';

/** @import { CallOptions, PhotoInput, PreflightOptions, Progress, Source } from './types.js' */
/** @import { Engine } from './engine.js' */
/** @import { Outcome, Want } from './job.js' */

/** The share of the progress that reading gets; the rest is for finishing the picture. */
const READ_SHARE = 0.9;

/**
 * Drives one photo through an engine: chunks in, progress out, abort at any time, everything released at
 * the end.
 *
 * @param {Engine} engine
 * @param {Want} want
 * @param {PhotoInput} input
 * @param {PreflightOptions | undefined} options
 * @param {CallOptions} call
 * @returns {Promise<{ source: Source } | Outcome>} the header alone only where it was all that was wanted
 */
export async function run(engine, want, input, options, call) {
  checkCall(options, call);
  const { signal } = call;
  const chunks = openInput(input);
  const interruption = watch(signal);
  const tell = progress(call.onProgress, chunks.totalBytes);
  /** @type {ReturnType<Engine['open']> | undefined} */
  let opening;
  try {
    if (signal?.aborted) throw aborted(signal);
    tell('load', 0);
    opening = engine.open(want, options && given(options));
    const job = await interruption.race(opening);
    interruption.add(job.failed);
    let loadedBytes = 0;
    for (;;) {
      const chunk = await interruption.race(chunks.read());
      if (!chunk) break;
      const source = await interruption.race(job.push(chunk));
      if (source) return { source };
      loadedBytes += chunk.byteLength;
      tell('read', loadedBytes);
    }
    tell('finish', loadedBytes);
    const outcome = await interruption.race(job.finish());
    tell('done', loadedBytes);
    return outcome;
  } finally {
    interruption.end();
    opening?.then((job) => job.close()).catch(() => {});
    chunks.close();
  }
}

/**
 * @param {CallOptions['onProgress']} onProgress
 * @param {number | null} totalBytes
 * @returns {(stage: Progress['stage'], loadedBytes: number) => void}
 */
function progress(onProgress, totalBytes) {
  const fractions = { load: () => 0, read: readFraction, finish: () => READ_SHARE, done: () => 1 };
  /** @param {number} loadedBytes */
  function readFraction(loadedBytes) {
    return totalBytes ? READ_SHARE * Math.min(1, loadedBytes / totalBytes) : null;
  }
  return (stage, loadedBytes) =>
    onProgress?.({ stage, loadedBytes, totalBytes, fraction: fractions[stage](loadedBytes) });
}

/**
 * Makes every wait end at once when the signal fires or the job is lost.
 *
 * @param {AbortSignal | undefined} signal
 */
function watch(signal) {
  /** @type {(reason: PreflightError) => void} */
  let stop = () => {};
  /** @type {Promise<never>} */
  const stopped = new Promise((_, reject) => (stop = reject));
  // It may reject while nobody waits.
  stopped.catch(() => {});
  const onAbort = () => signal && stop(aborted(signal));
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    /**
     * @template T
     * @param {Promise<T>} wait
     * @returns {Promise<T>}
     */
    race: (wait) => Promise.race([stopped, wait]),
    /** @param {Promise<never> | undefined} failed */
    add: (failed) => failed?.catch(stop),
    end: () => signal?.removeEventListener('abort', onAbort),
  };
}

/** @param {AbortSignal} signal */
function aborted(signal) {
  return new PreflightError('aborted', 'the call was aborted', { cause: signal.reason });
}

/**
 * Options of the picture and options of the call are easily mistaken for each other.
 *
 * @param {PreflightOptions | undefined} options
 * @param {CallOptions} call
 */
function checkCall(options, call) {
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
function given(options) {
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
