import { constants, copyFile, link, lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { UsageError } from './arguments.js';
import { OutputError } from './failure.js';

/** @import { Found } from './find-photos.js' */
/** @import { Inputs } from './inputs.js' */

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

/** @param {string} path */
export function exists(path) {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Writes a file, whole or not at all. Overwrites only with `force`, and never a photo that is judged.
 *
 * @param {string} path
 * @param {string | Uint8Array} content
 * @param {{ force: boolean, inputs: Inputs }} how
 */
export async function write(path, content, { force, inputs }) {
  await inputs.spare(path);
  // A run that is stopped, or a full disk, leaves a hidden file and not half a picture.
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, content);
    await (force ? rename(part, path) : moveTo(path, part));
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EEXIST') {
      throw new OutputError('output_exists', `${path} exists; --force overwrites it`);
    }
    throw new OutputError('output_failed', message);
  }
}

/**
 * Renames a file unless the name is taken: then no link can be made. On file systems without links it is copied.
 *
 * @param {string} path
 * @param {string} part
 */
async function moveTo(path, part) {
  try {
    await link(part, path);
    await rm(part);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') {
      throw error;
    }
    await copyFile(part, path, constants.COPYFILE_EXCL);
    await rm(part);
  }
}
