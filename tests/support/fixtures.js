// The golden table and its fixtures, for the tests that run in Node.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseGolden } from './golden.js';
import { root } from './package.js';

export const golden = parseGolden(readFileSync(join(root, 'tests/golden.txt'), 'utf8'));

/** @param {string} name */
export function fixture(name) {
  return new Uint8Array(readFileSync(join(root, 'tests/fixtures', name)));
}
