// Seven photos, one of each kind, with their faces: what a bundle for Node or a test runner has to give.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { golden, goldenFaces } from '../../support/fixtures.js';
import { root } from '../../support/package.js';
import { HELPERS } from './app.js';
import { makeProject } from './project.js';

export const SEVEN = [
  'large.jpg',
  'progressive.jpg',
  'orientation-6.jpg',
  'profile-p3.jpg',
  'cmyk.jpg',
  'alpha.png',
  'palette.png',
];

/** @param {typeof golden} table @param {string} name */
const expectedOf = (table, name) => table.find(({ fixture, json }) => fixture === name && !json)?.expected;

/** A line for each: its picture and its faces, as the golden tables have them. */
export const expectedLines = SEVEN.map((name) => `${expectedOf(golden, name)} ${expectedOf(goldenFaces, name)}`);

/** How a program without any network, and perhaps with the globals of a page, measures them. */
const MEASURE = `import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { measureFaces } from './golden.js';

const picture = ({ jpeg, width, height }) =>
  createHash('sha256').update(jpeg).digest('hex') + ' ' + width + 'x' + height + ' ' + jpeg.byteLength;

export async function lines(preflight, face) {
  const withFace = (photo, options, call) => preflight(photo, options, { ...call, face });
  const measured = [];
  for (const name of ${JSON.stringify(SEVEN)}) {
    const photo = readFileSync(name);
    try {
      measured.push(picture(await preflight(photo)) + ' ' + (await measureFaces(withFace, photo)));
    } catch (error) {
      return [error.code + ' ' + error.message];
    }
  }
  return measured;
}
`;

/**
 * A project with the seven photos and `measure.js`, whose `lines(preflight, face)` gives a line for each.
 *
 * @param {'quick' | 'heavy'} kind
 * @param {string} name
 * @param {Record<string, string>} files
 */
export function projectOfSeven(kind, name, files) {
  const manifest = { 'package.json': '{ "private": true, "type": "module" }\n' };
  const folder = makeProject(kind, name, { ...manifest, ...HELPERS, 'measure.js': MEASURE, ...files });
  copySeven(folder);
  return folder;
}

/** The photos alone, for what runs elsewhere. @param {string} folder */
export function copySeven(folder) {
  for (const name of SEVEN) {
    cpSync(join(root, 'tests/fixtures', name), join(folder, name));
  }
}
