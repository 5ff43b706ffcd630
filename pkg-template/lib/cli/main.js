import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { PreflightError, buildRequest, preflight, version } from '../../node.js';
import { HELP } from './help.js';
import { UsageError, parseArguments } from './arguments.js';
import { formatReport } from './table.js';

/** @import { Photo } from '../photo.js' */
/** @import { PhotoInput } from '../types.js' */
/** @import { Command } from './arguments.js' */

/**
 * The part of `process` that is used here.
 *
 * @typedef {{ stdin: Readable, stdout: NodeJS.WritableStream, stderr: NodeJS.WritableStream }} Streams
 */

const OK = 0;
const CHECK_FAILED = 1;
const COULD_NOT_RUN = 2;

/**
 * @param {string[]} words the command line without the program
 * @param {Streams} streams
 * @returns {Promise<number>} the exit status
 */
export async function main(words, streams) {
  try {
    const command = parseArguments(words);
    if (command.help) return say(streams, HELP);
    if (command.version) return say(streams, `${version}\n`);
    if (command.photos.length === 0) throw new UsageError('no photo is named');
    if (command.out !== undefined && command.photos.length > 1) await mkdir(command.out, { recursive: true });
    let status = OK;
    for (const file of command.photos) status = Math.max(status, await judge(file, command, streams));
    return status;
  } catch (error) {
    const hint = error instanceof UsageError ? '; --help tells more' : '';
    streams.stderr.write(`face-preflight: ${messageOf(error)}${hint}\n`);
    return COULD_NOT_RUN;
  }
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
 * @param {string} file
 * @param {Command} command
 * @param {Streams} streams
 */
async function judge(file, command, streams) {
  try {
    const photo = await preflight(open(file, streams), command.options);
    if (!command.payload) streams.stdout.write(`${present(file, photo, command)}\n`);
    else if (photo.ok) streams.stdout.write(`${JSON.stringify(await payload(photo, command, streams))}\n`);
    else streams.stderr.write(`${formatReport(file, photo.report)}\n`);
    if (command.out !== undefined && photo.jpeg) await writeFile(outPath(file, command), photo.jpeg);
    return photo.ok ? OK : CHECK_FAILED;
  } catch (error) {
    const message = messageOf(error);
    const { code, actor } = error instanceof PreflightError ? error : { code: 'input_failed', actor: 'environment' };
    if (command.json) {
      streams.stdout.write(`${JSON.stringify({ file, ok: false, error: { code, actor, message } })}\n`);
    }
    streams.stderr.write(`${file}: ${message} (${code})\n`);
    return COULD_NOT_RUN;
  }
}

/**
 * @param {string} file
 * @param {Streams} streams
 * @returns {PhotoInput}
 */
function open(file, streams) {
  const stream = file === '-' ? streams.stdin : createReadStream(file);
  return /** @type {ReadableStream<Uint8Array>} */ (Readable.toWeb(stream));
}

/**
 * The request for this photo; with `--target` another photo goes with it to be compared.
 *
 * @param {Photo} source
 * @param {Command} command
 * @param {Streams} streams
 */
async function payload(source, { request: { target: file, ...rest }, options }, streams) {
  const target = file === undefined ? {} : { target: await preflight(open(file, streams), options) };
  return buildRequest(/** @type {any} */ ({ ...rest, ...target, source }));
}

/**
 * @param {string} file
 * @param {Photo} photo
 * @param {Command} command
 */
function present(file, photo, command) {
  if (!command.json) return formatReport(file, photo.report);
  const { ok, width, height, report } = photo;
  return JSON.stringify({ file, ok, width, height, report });
}

/**
 * @param {string} file
 * @param {Command} command
 */
function outPath(file, { out = '', photos }) {
  if (photos.length === 1) return out;
  return join(out, `${file === '-' ? 'stdin' : basename(file, extname(file))}.jpg`);
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
