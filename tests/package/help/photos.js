// Seven photos, one of each kind, with their faces: what every bundler, runtime, framework and engine has to give.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { golden, goldenFaces } from '../../support/fixtures.js';
import { root } from '../../support/package.js';

export const SEVEN = [
  'large.jpg',
  'progressive.jpg',
  'orientation-6.jpg',
  'profile-p3.jpg',
  'cmyk.jpg',
  'alpha.png',
  'palette.png',
];

/** The one that stands for the others where one is enough. */
export const PHOTO = 'large.jpg';

/** @param {typeof golden} table @param {string} name */
const expectedOf = (table, name) => table.find(({ fixture, json }) => fixture === name && !json)?.expected;

/** A line for each: its picture and its faces, as the golden tables have them. */
export const expectedLines = SEVEN.map((name) => `${expectedOf(golden, name)} ${expectedOf(goldenFaces, name)}`);

/** Puts the photos into a folder. @param {string} folder */
export function copySeven(folder) {
  for (const name of SEVEN) {
    cpSync(join(root, 'tests/fixtures', name), join(folder, name));
  }
}
