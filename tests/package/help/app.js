// What a page of a user does, as the text of its files: one photo through the package.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/package.js';
import { PHOTO } from './project.js';

/** The module that makes lines of the golden tables of what the package gives. */
export const HELPERS = { 'golden.js': readFileSync(join(root, 'tests/support/golden.js'), 'utf8') };

/** Tells whether a worker of the page ever answered: then the work was done there. */
const WATCH_WORKERS = `let answered = false;
const Real = window.Worker;
window.Worker = class extends Real {
  constructor(...given) {
    super(...given);
    this.addEventListener('message', () => (answered = true));
  }
};`;

/**
 * The faces of the photo, as a page with `face: true` finds them. The inlined entry brings no weights.
 *
 * @param {string} entry
 */
const face = (entry) => (entry.endsWith('/inline') ? 'null' : 'await measureFaces(preflight, photo)');

/** @param {string} entry */
const work = (entry) => `import { preflight } from '${entry}';
import { measure, measureFaces } from './golden.js';
async function work() {
  const photo = await (await fetch('/${PHOTO}')).arrayBuffer();
  try {
    await preflight(photo);
    return { measured: await measure(preflight, photo), face: ${face(entry)} };
  } catch (error) {
    return { failed: error.code, message: String(error.message) };
  }
}
`;

/**
 * The script of a page, for any bundler.
 *
 * @param {string} entry
 * @param {string} [folder] of the sources
 * @returns {Record<string, string>}
 */
export function pageFiles(entry, folder = '') {
  const main = `${work(entry)}${WATCH_WORKERS}
work().then((outcome) => (window.outcome = { ...outcome, worker: answered }));
`;
  return inFolder(folder, { 'main.js': main, ...HELPERS });
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
  const worker = `${work(entry)}work().then((outcome) => postMessage({ ...outcome, worker: true }));\n`;
  return inFolder(folder, { 'main.js': main, 'own-worker.js': worker, ...HELPERS });
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
