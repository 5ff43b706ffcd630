import { PreflightError, preflight, version } from '../../node.js';
import { UsageError, parseArguments } from './arguments.js';
import { findPhotos } from './find-photos.js';
import { help } from './help.js';
import { Inputs } from './inputs.js';
import { exists, withOutPaths } from './out-paths.js';
import { buildPayload } from './payload.js';
import { createPresenter } from './presenter.js';
import { runAll } from './run.js';
import { formatReport } from './table.js';
import { printable } from './text.js';
import { OutputError, failureOf } from './failure.js';
import { isVerb } from './operator/verbs.js';

/** @import { PreflightOptions } from '../types.js' */
/** @import { Command } from './arguments.js' */
/** @import { Found } from './find-photos.js' */
/** @import { Terminal } from './progress-bar.js' */

/** @typedef {{ stdout: Terminal, stderr: Terminal }} Streams the part of `process` that is written to */

const OK = 0;
const CHECK_FAILED = 1;
const COULD_NOT_RUN = 2;

/**
 * @param {string[]} words the command line without the program
 * @param {Streams} streams
 * @param {AbortSignal} signal ends the run; its reason is the exit status
 * @returns {Promise<number>} the exit status
 */
export async function main(words, streams, signal) {
  try {
    if (isVerb(words)) {
      // Only then: it brings the server's half along.
      const { operate } = await import('./operator/operate.js');
      const status = await operate(words, process, signal);
      return signal.aborted ? interrupted(streams, signal) : status;
    }
    const command = parseArguments(words);
    if (command.help) {
      return say(streams, help(command.help, streams.stdout.columns || 100));
    }
    if (command.version) {
      return say(streams, `${version}\n`);
    }
    const status = await judgeAll(command, streams, signal);
    return signal.aborted ? interrupted(streams, signal) : status;
  } catch (error) {
    if (signal.aborted) {
      return interrupted(streams, signal);
    }
    const { code, message } = failureOf(error);
    const more = error instanceof UsageError ? '; --help tells more' : ` (${code})`;
    streams.stderr.write(`face-preflight: ${printable(message)}${more}\n`);
    return COULD_NOT_RUN;
  }
}

/**
 * @param {Command} command
 * @param {Streams} streams
 * @param {AbortSignal} signal
 */
async function judgeAll(command, streams, signal) {
  if (command.photos.length === 0) {
    throw new UsageError('no photo is named');
  }
  await checkOptions(command.options);
  const { photos: found, others } = await findPhotos(command.photos, signal);
  if (found.length === 0) {
    throw new UsageError(`no photo in ${command.photos.join(', ')}`);
  }
  const inputs = await Inputs.of(found);
  await checkReport(command, inputs);
  const all = withOutPaths(found, command.out);
  if (command.payload) {
    return printPayload(command, all, streams);
  }
  const photos = command.skipExisting ? await withoutPictures(all) : all;
  const presenter = createPresenter(command, photos, streams);
  const counts = await runAll(photos, command, { inputs, presenter, terminal: streams.stderr, signal });
  if (signal.aborted) {
    return COULD_NOT_RUN;
  }
  presenter.showSummary(counts, { others, skipped: all.length - photos.length });
  if (counts.error > 0) {
    return COULD_NOT_RUN;
  }
  return counts.unfit > 0 ? CHECK_FAILED : OK;
}

/**
 * Reports options that are out of range once, not for each photo.
 *
 * @param {PreflightOptions} options
 */
async function checkOptions(options) {
  const error = await preflight(new Uint8Array(), options).catch((reason) => reason);
  if (error instanceof PreflightError && ['invalid_option', 'load_failed'].includes(error.code)) {
    throw error;
  }
}

/**
 * Checked first, so that a long run does not end with a report that cannot be written.
 *
 * @param {Command} command
 * @param {Inputs} inputs
 */
async function checkReport({ report, force }, inputs) {
  if (report === undefined) {
    return;
  }
  await inputs.spare(report);
  if (!force && (await exists(report))) {
    throw new OutputError('output_exists', `${report} exists; --force overwrites it`);
  }
}

/**
 * Those photos whose pictures are not there yet.
 *
 * @param {Found[]} photos
 */
async function withoutPictures(photos) {
  const isThere = await Promise.all(photos.map(({ out }) => out !== undefined && exists(out)));
  return photos.filter((_, index) => !isThere[index]);
}

/**
 * @param {Command} command
 * @param {Found[]} photos
 * @param {Streams} streams
 */
async function printPayload(command, photos, streams) {
  const { photo, payload } = await buildPayload(command, photos);
  if (payload) {
    return say(streams, `${JSON.stringify(payload)}\n`);
  }
  streams.stderr.write(`${formatReport(photos[0]?.path ?? '', photo.report, false)}\n`);
  return CHECK_FAILED;
}

/**
 * @param {Streams} streams
 * @param {string} text
 */
function say(streams, text) {
  streams.stdout.write(text);
  return OK;
}

/**
 * @param {Streams} streams
 * @param {AbortSignal} signal
 */
function interrupted(streams, signal) {
  streams.stderr.write('face-preflight: stopped\n');
  return typeof signal.reason === 'number' ? signal.reason : COULD_NOT_RUN;
}
