// What a page of a user does, as the text of its files: seven photos through the package.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/package.js';
import { SEVEN } from './photos.js';

/** The module that makes lines of the golden tables of what the package gives. */
export const HELPERS = { 'golden.js': readFileSync(join(root, 'tests/support/golden.js'), 'utf8') };

/** For a page: also tells whether a worker ever answered, for then the work was done there. */
const START = `export async function start() {
  let answered = false;
  const Real = window.Worker;
  window.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', () => (answered = true));
    }
  };
  window.outcome = { ...(await outcome(fetched)), worker: answered };
}
`;

/** The inlined entry brings no weights of the face detector: the app passes them. @param {string} entry */
const weights = (entry) =>
  entry.endsWith('/inline')
    ? "import { weights as face } from 'face-preflight/inline-weights';"
    : 'const face = true;';

/**
 * A module whose `line` measures one photo or says its error, whose `outcome` measures all, as `read` gives them by their names, and whose
 * `start` leaves the outcome in a page.
 *
 * @param {string} entry
 */
const measuring = (entry) => `import { preflight } from '${entry}';
${weights(entry)}
import { measure, measureFaces } from './golden.js';
const withFace = (photo, options, call) => preflight(photo, options, { ...call, face });
export async function line(photo) {
  try {
    await preflight(photo);
  } catch (error) {
    return error.code + ' ' + error.message;
  }
  return (await measure(preflight, photo)) + ' ' + (await measureFaces(withFace, photo));
}
export async function outcome(read) {
  const lines = [];
  for (const name of ${JSON.stringify(SEVEN)}) {
    lines.push(await line(await read(name)));
    if (/^[a-z]+_[a-z]+ /.test(lines[0])) {
      return { failed: lines[0] };
    }
  }
  return { lines };
}
export const fetched = async (name) => (await fetch('/' + name)).arrayBuffer();
${START}`;

/** What measures the photos through an entry, for a page or a server. @param {string} entry @param {string} [folder] */
export function measuringFiles(entry, folder = '') {
  return inFolder(folder, { 'photos.js': measuring(entry), ...HELPERS });
}

/**
 * The script of a page, for any bundler.
 *
 * @param {string} entry
 * @param {string} [folder] of the sources
 * @returns {Record<string, string>}
 */
export function pageFiles(entry, folder = '') {
  const main = `import { start } from './photos.js';\nstart();\n`;
  return { ...inFolder(folder, { 'main.js': main }), ...measuringFiles(entry, folder) };
}

/**
 * The script of a page with a module worker of its own that uses the package.
 *
 * @param {string} entry
 * @param {string} [folder]
 * @returns {Record<string, string>}
 */
export function ownWorkerFiles(entry, folder = '') {
  const main = `const worker = new Worker(new URL('./own-worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => (window.outcome = data);
worker.onerror = (event) => (window.outcome = { failed: event.message });
`;
  const worker = `import { fetched, outcome } from './photos.js';
outcome(fetched).then((found) => postMessage({ ...found, worker: true }));
`;
  return { ...inFolder(folder, { 'main.js': main, 'own-worker.js': worker }), ...measuringFiles(entry, folder) };
}

/** @param {string} script its address */
export const pageOf = (script) =>
  `<!doctype html><html lang="en"><title>photo</title><script type="module" src="${script}"></script></html>\n`;

/**
 * @param {string} folder
 * @param {Record<string, string>} files
 */
function inFolder(folder, files) {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [folder + name, text]));
}
