// The golden tables and their fixtures, for the tests that run in Node.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseGolden } from './golden.js';
import { root } from './package.js';

/** @param {string} name */
const table = (name) => parseGolden(readFileSync(join(root, 'tests/golden', name), 'utf8'));

export const golden = table('jpegs.txt');
export const goldenFaces = table('faces.txt');
export const goldenLandmarks = table('landmarks.txt');

/** @param {string} name */
export function fixture(name) {
  return new Uint8Array(readFileSync(join(root, 'tests/fixtures', name)));
}
