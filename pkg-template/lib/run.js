import { checkCall, faceOf, definedOptions } from './call-options.js';
import { PreflightError } from './errors.js';
import { openInput } from './input.js';
import { aborted, watch } from './interruption.js';
import { limitsOf } from './limits.js';

/** @import { BrowserDrawing } from './browser-drawing.js' */
/** @import { Engine } from './engine.js' */
/** @import { Chunks } from './input.js' */
/** @import { JobResult, Task, Want } from './job.js' */
/** @import { CallOptions, PhotoInput, PreflightOptions, Progress, Source } from './types.js' */

/** The share of the progress that reading takes; the rest is for finishing the picture. */
const READ_SHARE = 0.9;

/**
 * @typedef {object} Runtime what does the work here
 * @property {Engine} engine
 * @property {BrowserDrawing | undefined} drawing where the runtime has any
 */
/**
 * @typedef {object} Ask the arguments of a public function
 * @property {PhotoInput} input
 * @property {PreflightOptions | undefined} options
 * @property {CallOptions} call
 */
/** @typedef {{ source: Source } | JobResult} RunResult the header only where nothing else was wanted */

/**
 * Drives one photo through an engine: chunks in, progress out, abort at any time, everything released at the end. A file
 * of a format that only the browser decodes is run a second time, as its pixels.
 *
 * @param {Runtime} runtime
 * @param {Want} want
 * @param {Ask} ask
 * @returns {Promise<RunResult>}
 */
export async function run({ engine, drawing }, want, { input, options, call }) {
  checkCall(options, call);
  const { signal, onProgress } = call;
  const face = want === 'photo' && faceOf(call);
  const task = { want, ...(options && { options: definedOptions(options) }), ...(face && { face }) };
  const chunks = openInput(input, drawing);
  try {
    const onStage = progress(onProgress, chunks.totalBytes);
    if (!signal?.aborted) {
      onStage('load', 0);
    }
    return await pass(engine, task, chunks, signal, onStage);
  } catch (error) {
    const pixels = await interruptible(signal, decoded(error, chunks, drawing, options));
    if (!pixels) {
      throw error;
    }
    const fileBytes = pixels.source?.bytes ?? 0;
    const onStage = progress(onProgress, fileBytes);
    try {
      return await pass(engine, task, pixels, signal, (stage) => onStage(stage, fileBytes));
    } finally {
      pixels.close();
    }
  } finally {
    chunks.close();
  }
}

/**
 * The pixels of a file that the wasm refused, where the browser can decode it.
 *
 * @param {unknown} error
 * @param {Chunks} chunks
 * @param {BrowserDrawing | undefined} drawing
 * @param {PreflightOptions | undefined} options
 */
async function decoded(error, chunks, drawing, options) {
  if (!(error instanceof PreflightError) || error.code !== 'unsupported_format') {
    return undefined;
  }
  const found = String(error.details['found']);
  if (!chunks.whole || !drawing?.mayRead(found)) {
    return undefined;
  }
  const limits = limitsOf(options);
  return drawing.decode(await chunks.whole(limits.sourceBytes), found, limits);
}

/**
 * @param {AbortSignal | undefined} signal
 * @param {Promise<Chunks | undefined>} decoding
 */
async function interruptible(signal, decoding) {
  const interruption = watch(signal);
  try {
    return await interruption.race(decoding);
  } catch (error) {
    decoding.then((chunks) => chunks?.close()).catch(() => {});
    throw error;
  } finally {
    interruption.end();
  }
}

/**
 * One photo through one job of the engine.
 *
 * @param {Engine} engine
 * @param {Task} task
 * @param {Chunks} chunks
 * @param {AbortSignal | undefined} signal
 * @param {ReturnType<typeof progress>} onStage
 * @returns {Promise<RunResult>}
 */
async function pass(engine, task, chunks, signal, onStage) {
  const interruption = watch(signal);
  /** @type {ReturnType<Engine['open']> | undefined} */
  let opening;
  let isOpening = true;
  function onLoading() {
    try {
      if (isOpening) {
        onStage('load', 0);
      }
    } catch (error) {
      // What the caller's function throws ends this call, not the load, which others wait for too.
      interruption.add(Promise.reject(error));
    }
  }
  try {
    if (signal?.aborted) {
      throw aborted(signal);
    }
    opening = engine.open({ ...task, ...(chunks.pixels && { pixels: chunks.pixels }) }, onLoading, chunks.begins);
    const job = await interruption.race(opening);
    interruption.add(job.failed);
    if (job.opened) {
      await interruption.race(job.opened);
    }
    isOpening = false;
    let loadedBytes = 0;
    for (;;) {
      const chunk = await interruption.race(chunks.read());
      if (!chunk) {
        break;
      }
      // Pushing may transfer the chunk, which empties it.
      loadedBytes += chunk.byteLength;
      const source = await interruption.race(job.push(chunk, chunks.owned));
      if (source) {
        return { source: { ...source, ...chunks.source } };
      }
      onStage('read', loadedBytes);
    }
    onStage('finish', loadedBytes);
    const result = await interruption.race(job.finish());
    onStage('done', loadedBytes);
    return named(result, chunks.source);
  } finally {
    isOpening = false;
    interruption.end();
    opening?.then((job) => job.close()).catch(() => {});
  }
}

/**
 * The result with the facts about the photo that its chunks do not contain.
 *
 * @param {JobResult} result
 * @param {Partial<Source> | undefined} source
 * @returns {JobResult}
 */
function named(result, source) {
  if (!source || !('report' in result)) {
    return result;
  }
  const { report } = result;
  return { ...result, report: { ...report, source: { ...report.source, ...source } } };
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
