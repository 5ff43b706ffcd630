import { availableParallelism } from 'node:os';
import { HtmlReport } from './html-report.js';
import { failed, judge } from './judge.js';
import { write } from './out-paths.js';
import { Pool } from './pool.js';
import { ProgressBar } from './progress-bar.js';
import { photoVerdict } from './text.js';

/** @import { Command } from './arguments.js' */
/** @import { Found } from './find-photos.js' */
/** @import { Inputs } from './inputs.js' */
/** @import { Judged } from './judge.js' */
/** @import { Presenter } from './presenter.js' */
/** @import { Terminal } from './progress-bar.js' */
/** @import { PhotoVerdict } from './text.js' */

/** Photos per thread that are checked ahead of the first one that is not printed yet. */
const AHEAD = 4;

/** @typedef {Judged & { out?: string }} Kept a checked photo, and where its picture was written */

/** @typedef {Record<PhotoVerdict, number>} Counts how many photos had which verdict */

/**
 * Checks all photos, prints each in the order found, and writes pictures and the report.
 *
 * @param {Found[]} photos
 * @param {Command} command
 * @param {object} around
 * @param {Inputs} around.inputs
 * @param {Presenter} around.presenter
 * @param {Terminal} around.terminal of the progress bar
 * @param {AbortSignal} around.signal
 * @returns {Promise<Counts>}
 */
export async function runAll(photos, command, { inputs, presenter, terminal, signal }) {
  const page = command.report === undefined ? undefined : new HtmlReport();
  const progress = new ProgressBar(terminal, photos.length, !command.quiet);
  const counts = { fit: 0, warns: 0, unfit: 0, error: 0 };
  const pool = new Pool(threads(photos, command));
  const end = () => void pool.close();
  signal.addEventListener('abort', end);
  try {
    const judgeOne = createJudge(pool, command, progress, signal);
    for await (const [photo, judged] of inOrder(photos, AHEAD * pool.size, judgeOne)) {
      if (signal.aborted) {
        return counts;
      }
      const result = await keep(judged, photo.out, command, inputs);
      counts[photoVerdict(result.report)] += 1;
      page?.add(result);
      progress.clear();
      presenter.show(result);
      progress.restore();
    }
    if (page && command.report !== undefined) {
      await write(command.report, page.toString(), { force: command.force, inputs });
    }
    return counts;
  } finally {
    signal.removeEventListener('abort', end);
    progress.end();
    await pool.close();
  }
}

/**
 * @param {Found[]} photos
 * @param {Command} command
 */
function threads(photos, { jobs }) {
  return Math.min(jobs ?? availableParallelism(), Math.max(1, photos.length));
}

/**
 * @param {Pool} pool
 * @param {Command} command
 * @param {ProgressBar} progress
 * @param {AbortSignal} signal
 * @returns {(photo: Found) => Promise<Judged>}
 */
function createJudge(pool, { options, face, report }, progress, signal) {
  return async ({ path, failure }) => {
    if (failure !== undefined) {
      return failed(path, new Error(failure));
    }
    const task = { path, options, face, thumbnail: report !== undefined };
    // A single photo is not worth a thread; standard input belongs to this one.
    const judged = await (pool.size === 1 || path === '-' ? judge(task, signal) : pool.run(task));
    progress.step();
    return judged;
  };
}

/**
 * Writes the picture of a fit photo where that is requested.
 *
 * @param {Judged} judged
 * @param {string | undefined} out
 * @param {Command} command
 * @param {Inputs} inputs
 * @returns {Promise<Kept>}
 */
async function keep(judged, out, { force }, inputs) {
  if (out === undefined || !judged.ok || !judged.jpeg) {
    return judged;
  }
  try {
    await write(out, judged.jpeg, { force, inputs });
    return { ...judged, out };
  } catch (error) {
    return { ...failed(judged.path, error), thumbnail: judged.thumbnail };
  }
}

/**
 * Runs over all items, several at a time, and yields the results in the items' order.
 *
 * @template T, R
 * @param {readonly T[]} items
 * @param {number} concurrency
 * @param {(item: T) => Promise<R>} run
 * @returns {AsyncGenerator<[T, R]>}
 */
async function* inOrder(items, concurrency, run) {
  /** @type {Promise<[T, R]>[]} */
  const inFlight = [];
  for (const item of items) {
    inFlight.push(run(item).then((result) => [item, result]));
    const first = inFlight.length < concurrency ? undefined : inFlight.shift();
    if (first) {
      yield first;
    }
  }
  yield* inFlight;
}
