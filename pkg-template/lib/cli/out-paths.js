import { realpath, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { UsageError } from './arguments.js';
import { OutputError } from './failure.js';

/** @import { Found } from './find-photos.js' */

/**
 * Decides where each picture goes: to `out` itself where it names a JPEG, else below it, at the photo's own path. A name
 * that is taken gets a number.
 *
 * @param {Found[]} photos
 * @param {string | undefined} out
 * @returns {Found[]}
 */
export function withOutPaths(photos, out) {
  if (out === undefined) {
    return photos;
  }
  if (/\.jpe?g$/i.test(out)) {
    if (photos.length > 1) {
      throw new UsageError(`--out ${out} is one file, but there are ${photos.length} photos`);
    }
    return photos.map((photo) => ({ ...photo, out }));
  }
  const taken = new Set();
  return photos.map((photo) => {
    const { inside } = photo;
    const stem = inside.slice(0, inside.length - extname(inside).length);
    let name = `${stem}.jpg`;
    // Some file systems ignore case.
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) {
      name = `${stem}-${number}.jpg`;
    }
    taken.add(name.toLowerCase());
    return { ...photo, out: join(out, name) };
  });
}

/**
 * Writes a file, whole or not at all. Overwrites only with `force`, and never the photo that it was made from.
 *
 * @param {string} path
 * @param {string | Uint8Array} content
 * @param {{ force: boolean, source?: string }} how
 */
export async function write(path, content, { force, source }) {
  if (source !== undefined && (await isSame(path, source))) {
    throw new OutputError('output_exists', `${path} is the photo itself`);
  }
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EEXIST') {
      throw new OutputError('output_exists', `${path} exists; --force overwrites it`);
    }
    // A truncated file is worse than none, for example on a full disk.
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EIO') {
      await rm(path, { force: true }).catch(() => {});
    }
    throw new OutputError('output_failed', message);
  }
}

/**
 * @param {string} one
 * @param {string} other
 */
async function isSame(one, other) {
  const [real, otherReal] = await Promise.all([one, other].map((path) => realpath(path).catch(() => undefined)));
  return real !== undefined && real === otherReal;
}
