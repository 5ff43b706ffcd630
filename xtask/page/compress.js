// Compresses files once, when they are built, as far as it goes: `main.js.br` and `main.js.gz` beside `main.js`.

import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** @type {Record<string, (bytes: Uint8Array) => Promise<Uint8Array>>} */
const CODINGS = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** Saving less is not worth a file. */
const LEAST_SAVING = 0.05;

/**
 * @param {URL} folder
 * @param {URL} before an earlier result, from which what did not change is taken
 */
export async function compressBeside(folder, before) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => `${parentPath}/${name}`);
  const start = fileURLToPath(folder).length;
  await Promise.all(
    files.map(async (path) => {
      const bytes = await readFile(path);
      const earlier = new URL(path.slice(start), before);
      const isSame = (await readIfThere(earlier))?.equals(bytes) ?? false;
      for (const [ending, compress] of Object.entries(CODINGS)) {
        const kept = isSame ? await readIfThere(new URL(`${earlier}.${ending}`)) : undefined;
        const smaller = kept ?? (await compress(bytes));
        if (smaller.length <= bytes.length * (1 - LEAST_SAVING)) {
          await writeFile(`${path}.${ending}`, smaller);
        }
      }
    }),
  );
}

/** @param {URL} url */
async function readIfThere(url) {
  return readFile(url).catch(() => undefined);
}
