import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';

/** @import { Dirent } from 'node:fs' */

/**
 * A photo to check.
 *
 * @typedef {object} Found
 * @property {string} path as it is opened and printed; `-` is the standard input
 * @property {string} inside its path below the folder that was named, or its name alone
 * @property {string} [failure] why it cannot be read
 * @property {string} [out] where its picture goes
 */

/** Extensions of photos, including refused formats: someone who names a folder wants to know about them. */
const ENDINGS = new Set(
  '.jpg .jpeg .jpe .jfif .png .heic .heif .hif .avif .webp .gif .bmp .tif .tiff .jxl .dng'.split(' '),
);

/**
 * Finds the photos that paths of files and folders stand for: in folders, all photos below them, sorted by name, without
 * hidden files. Each photo counts once, however many links lead to it.
 */
class Search {
  /** @type {Found[]} */
  photos = [];

  /** Files in folders whose names are not those of photos. */
  others = 0;

  /** Real paths that were seen: links may form cycles. */
  #seen = new Set();

  /** @param {AbortSignal} signal ends the search */
  constructor(signal) {
    this.signal = signal;
  }

  /** @param {string} path */
  async name(path) {
    const kind = path === '-' ? undefined : await stat(path).catch(() => undefined);
    if (kind?.isDirectory()) {
      await this.#enter(path, path);
    } else if (this.#isNew(kind ? await realpath(path) : path)) {
      this.photos.push({ path, inside: path === '-' ? 'stdin' : basename(path) });
    }
  }

  /**
   * @param {string} root the folder that was named
   * @param {string} folder it, or one below it
   */
  async #enter(root, folder) {
    try {
      const real = await realpath(folder);
      if (!this.#isNew(real)) {
        return;
      }
      const entries = await readdir(folder, { withFileTypes: true });
      entries.sort((one, other) => (one.name < other.name ? -1 : 1));
      for (const entry of entries) {
        if (!entry.name.startsWith('.')) {
          await this.#visit(root, join(folder, entry.name), join(real, entry.name), entry);
        }
      }
    } catch (error) {
      this.signal.throwIfAborted();
      this.photos.push({ path: folder, inside: relative(root, folder), failure: messageOf(error) });
    }
  }

  /**
   * @param {string} root
   * @param {string} path
   * @param {string} real its real path, unless it is a link
   * @param {Dirent} entry
   */
  async #visit(root, path, real, entry) {
    this.signal.throwIfAborted();
    const kind = entry.isSymbolicLink() ? await stat(path).catch(() => entry) : entry;
    if (kind.isDirectory()) {
      await this.#enter(root, path);
    } else if (!ENDINGS.has(extname(path).toLowerCase())) {
      this.others += 1;
    } else if (kind.isSymbolicLink()) {
      this.photos.push({ path, inside: relative(root, path), failure: 'a broken link' });
    } else if (kind.isFile() && this.#isNew(entry.isSymbolicLink() ? await realpath(path) : real)) {
      this.photos.push({ path, inside: relative(root, path) });
    }
  }

  /** @param {string} real */
  #isNew(real) {
    return this.#seen.size < this.#seen.add(real).size;
  }
}

/**
 * @param {string[]} paths files and folders; `-` is the standard input
 * @param {AbortSignal} signal
 */
export async function findPhotos(paths, signal) {
  const search = new Search(signal);
  for (const path of paths) {
    await search.name(path);
  }
  return search;
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
