import { availableParallelism } from 'node:os';
import { HtmlReport } from './html-report.js';
import { failed, judge } from './judge.js';
import { write } from './out-paths.js';
import { Pool } from './pool.js';
import { Progress } from './progress.js';

/** @import { Command } from './arguments.js' */
/** @import { Found } from './find-photos.js' */
/** @import { Judged } from './judge.js' */
/** @import { Presenter } from './present.js' */
/** @import { Terminal } from './progress.js' */

/** How many photos for each thread are judged ahead of the first that is not told yet. */
const AHEAD = 4;

/** @typedef {Judged & { out?: string }} Told a judged photo, and where its picture was written */

/** @typedef {{ fit: number, unfit: number, error: number }} Counts how many photos came to what */

/**
 * Judges all photos, tells each in the order in which they were found, writes pictures and the page.
 *
 * @param {Found[]} photos
 * @param {Command} command
 * @param {Presenter} presenter
 * @param {Terminal} terminal of the progress bar
 * @param {AbortSignal} signal
 * @returns {Promise<Counts>}
 */
export async function runAll(photos, command, presenter, terminal, signal) {
  const page = command.report === undefined ? undefined : new HtmlReport();
  const progress = new Progress(terminal, photos.length, !command.quiet);
  const counts = { fit: 0, unfit: 0, error: 0 };
  const pool = new Pool(threads(photos, command));
  const end = () => void pool.close();
  signal.addEventListener('abort', end);
  try {
    const judgeOne = createJudge(pool, command, progress, signal);
    for await (const [photo, judged] of inOrder(photos, AHEAD * pool.size, judgeOne)) {
      if (signal.aborted) {
        return counts;
      }
      const told = await keep(judged, photo.out, command);
      counts[told.error ? 'error' : told.ok ? 'fit' : 'unfit'] += 1;
      page?.add(told);
      progress.clear();
      presenter.tell(told);
      progress.restore();
    }
    if (page && command.report !== undefined) {
      await write(command.report, page.toString(), { force: command.force });
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
  return Math.min(jobs ?? availableParallelism(), photos.length);
}

/**
 * @param {Pool} pool
 * @param {Command} command
 * @param {Progress} progress
 * @param {AbortSignal} signal
 * @returns {(photo: Found) => Promise<Judged>}
 */
function createJudge(pool, { options, face, report }, progress, signal) {
  return async ({ path, trouble }) => {
    if (trouble !== undefined) {
      return failed(path, new Error(trouble));
    }
    const task = { path, options, face, thumbnail: report !== undefined };
    // A single photo is not worth a thread; the standard input belongs to this one.
    const judged = await (pool.size === 1 || path === '-' ? judge(task, signal) : pool.run(task));
    progress.step();
    return judged;
  };
}

/**
 * Writes the picture of a fit photo where that is wanted.
 *
 * @param {Judged} judged
 * @param {string | undefined} out
 * @param {Command} command
 * @returns {Promise<Told>}
 */
async function keep(judged, out, { force }) {
  if (out === undefined || !judged.ok || !judged.jpeg) {
    return judged;
  }
  try {
    await write(out, judged.jpeg, { force, source: judged.path });
    return { ...judged, out };
  } catch (error) {
    return { ...failed(judged.path, error), thumbnail: judged.thumbnail };
  }
}

/**
 * Runs over all items with some of them under way at once, and gives the results in the items' order.
 *
 * @template T, R
 * @param {readonly T[]} items
 * @param {number} atOnce
 * @param {(item: T) => Promise<R>} run
 * @returns {AsyncGenerator<[T, R]>}
 */
async function* inOrder(items, atOnce, run) {
  /** @type {Promise<[T, R]>[]} */
  const underWay = [];
  for (const item of items) {
    underWay.push(run(item).then((result) => [item, result]));
    const first = underWay.length < atOnce ? undefined : underWay.shift();
    if (first) {
      yield first;
    }
  }
  yield* underWay;
}
