import { fstatSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { OutputError } from './failure.js';

/** @import { BigIntStats } from 'node:fs' */
/** @import { Found } from './find-photos.js' */

/** The files of the photos that are judged, whatever other names or links lead to them: none of them is overwritten. */
export class Inputs {
  #files;

  /** @param {Set<string>} files */
  constructor(files) {
    this.#files = files;
  }

  /** @param {Found[]} photos */
  static async of(photos) {
    const files = await Promise.all(photos.map(({ path }) => (path === '-' ? standardInput() : fileAt(path))));
    return new Inputs(new Set(files.filter((file) => file !== undefined)));
  }

  /**
   * Refuses a path at which one of the photos is.
   *
   * @param {string} path
   */
  async spare(path) {
    const file = await fileAt(path);
    if (file !== undefined && this.#files.has(file)) {
      throw new OutputError('output_exists', `${path} is one of the photos`);
    }
  }
}

/** @param {string} path */
function fileAt(path) {
  return stat(path, { bigint: true }).then(identity, () => undefined);
}

function standardInput() {
  try {
    return identity(fstatSync(0, { bigint: true }));
  } catch {
    return undefined; // closed
  }
}

/** Hard links share it. @param {BigIntStats} stats */
function identity(stats) {
  return stats.isFile() ? `${stats.dev} ${stats.ino}` : undefined;
}
