// The seven photos through a program without any network: a bundle for Node or a test runner.
import { HELPERS } from './app.js';
import { SEVEN } from './photos.js';
import { makeProject } from './project.js';

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
  return makeProject(kind, name, { ...manifest, ...HELPERS, 'measure.js': MEASURE, ...files });
}
