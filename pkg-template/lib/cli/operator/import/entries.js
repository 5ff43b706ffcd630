// Who is to be imported: the photos of a folder, or the lines of a CSV file.

import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { UsageError } from '../../arguments.js';
import { findPhotos } from '../../find-photos.js';

/** @typedef {{ userId: string, path: string }} Entry `userId`: the operator's own */

/**
 * @param {string} from a folder, whose files are named after their users, or a CSV file of users and files
 * @param {AbortSignal} signal
 * @returns {Promise<Entry[]>}
 */
export async function readEntries(from, signal) {
  const kind = await stat(from).catch(() => undefined);
  if (!kind) {
    throw new UsageError(`there is no ${from}`);
  }
  const entries = kind.isDirectory()
    ? await ofFolder(from, signal)
    : ofCsv(await readFile(from, 'utf8'), dirname(from));
  if (entries.length === 0) {
    throw new UsageError(`${from} names nobody`);
  }
  insistOnOneEach(entries);
  return entries;
}

/** @param {string} folder @param {AbortSignal} signal */
async function ofFolder(folder, signal) {
  const { photos } = await findPhotos([folder], signal);
  return photos.map(({ path }) => ({ userId: basename(path, extname(path)), path }));
}

/**
 * Two columns, the user and the file beside the CSV file; with a first line of their names or without.
 *
 * @param {string} text
 * @param {string} folder
 */
export function ofCsv(text, folder) {
  const rows = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }));
  const filled = rows.filter(({ line }) => line.trim() !== '');
  const first = filled[0] && fieldsOf(filled[0]);
  const isHeader = first?.[0]?.toLowerCase() === 'user' && first[1]?.toLowerCase() === 'file';
  return filled.slice(isHeader ? 1 : 0).map((row) => {
    const [userId = '', file = '', ...more] = fieldsOf(row);
    if (userId === '' || file === '' || more.length > 0) {
      throw new UsageError(`line ${row.number} of the CSV file is not USER,FILE`);
    }
    return { userId, path: resolve(folder, file) };
  });
}

/** RFC 4180, without line breaks inside of fields. @param {{ line: string }} row */
function fieldsOf({ line }) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  );
}

/** @param {Entry[]} entries */
function insistOnOneEach(entries) {
  /** @type {Map<string, string>} */
  const paths = new Map();
  for (const { userId, path } of entries) {
    const other = paths.get(userId);
    if (other !== undefined) {
      throw new UsageError(`${userId} has two photos: ${other} and ${path}`);
    }
    paths.set(userId, path);
  }
}
