// `npx face-preflight emulator`: an emulator that runs until it is stopped.

import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, relative } from 'node:path';
import { UsageError } from '../lib/cli/arguments.js';
import { findPhotos } from '../lib/cli/find-photos.js';
import { createEmulator } from './create-emulator.js';
import { readOptions } from './options.js';

/** @import { Run } from '../lib/cli/operator/operate.js' */
/** @import { Emulator } from './create-emulator.js' */
/** @import { SeedFace } from './seed.js' */

const USUAL_PORT = '8721';

/** @param {Run} run @returns {Promise<number>} the exit status */
export async function runEmulator({ asked: { flags }, around, signal }) {
  const text = (/** @type {string} */ name) => (typeof flags[name] === 'string' ? flags[name] : undefined);
  const emulator = await createEmulator({
    port: portOf(text('port') ?? USUAL_PORT),
    state: text('state'),
    seed: { groups: text('groups')?.split(','), faces: await facesOf(text('seed'), signal) },
    options: readOptions(text('options') ?? '{}'),
    ...(flags['log'] && { log: (line) => void around.stderr.write(`${JSON.stringify(line)}\n`) }),
  });
  around.stdout.write(`${flags['json'] ? asJson(emulator) : describe(emulator)}\n`);
  if (!signal.aborted) {
    await new Promise((done) => signal.addEventListener('abort', done, { once: true }));
  }
  await emulator.close();
  return 0;
}

/** @param {string} text */
function portOf(text) {
  if (!/^\d{1,5}$/.test(text)) {
    throw new UsageError('--port takes a number; 0 takes a free port');
  }
  return Number(text);
}

/**
 * A folder for each group, in it a photo for each user: `customers/anna.jpg`.
 *
 * @param {string | undefined} folder
 * @param {AbortSignal} signal
 */
async function facesOf(folder, signal) {
  const { photos } = folder === undefined ? { photos: [] } : await findPhotos([folder], signal);
  /** @type {SeedFace[]} */
  const faces = [];
  for (const { path } of photos) {
    const group = relative(String(folder), dirname(path));
    if (!/^[\w-]+$/.test(group)) {
      throw new UsageError(`${path} is not in a folder that is named after its group, such as customers/anna.jpg`);
    }
    faces.push({ group, userId: basename(path, extname(path)), picture: await readFile(path) });
  }
  return faces;
}

/** @param {Emulator} emulator */
function asJson({ url, credentials, temporaryCredentials: sts, groups: faceGroups, engine, engineNote }) {
  return JSON.stringify({ emulator: url, ...credentials, sts, faceGroups, engine, engineNote });
}

/** @param {Emulator} emulator */
function describe({ url, credentials, temporaryCredentials: sts, groups, engineNote }) {
  return [
    `Emulator       ${url}`,
    `Access key     ${credentials.accessKeyId} ${credentials.accessKeySecret}`,
    `STS key        ${sts.accessKeyId} ${sts.accessKeySecret}`,
    `STS token      ${sts.securityToken}`,
    `Face groups    ${groups.join(' ')}`,
    `Engine         ${engineNote}`,
  ].join('\n');
}
