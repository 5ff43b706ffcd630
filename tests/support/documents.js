// The Markdown documents of the project and the blocks of code in them.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './package.js';

/**
 * @typedef {object} Block
 * @property {string} document its path from the project's root
 * @property {number} line
 * @property {string} language
 * @property {'run' | 'page' | 'server' | 'foreign'} kind what can be done with it, as a comment above it says:
 *   `<!-- example: page -->` needs a page, `<!-- example: server -->` listens on a port (`page-and-server.test.js` starts it),
 *   `<!-- example: foreign -->` is the code of another package
 * @property {string} code
 */

/** The documents for users and contributors. */
export const DOCUMENTS = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'fuzz/README.md',
  'www/server/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => `docs/${name}`)
    .sort(),
];

/** @param {string} document */
export function read(document) {
  return readFileSync(join(root, document), 'utf8');
}

/**
 * @param {string} document
 * @returns {Block[]}
 */
export function blocksOf(document) {
  const text = read(document);
  const fences = text.matchAll(/^(?:<!-- example: (page|server|foreign) -->\n)?( *)```(\w*)\n([\s\S]*?)^\2```$/gm);
  return [...fences].map(({ index, 1: mark, 2: indent = '', 3: language = '', 4: code = '' }) => ({
    document,
    line: text.slice(0, index).split('\n').length,
    language,
    kind: mark === 'page' || mark === 'server' || mark === 'foreign' ? mark : 'run',
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

/**
 * The examples in the comments of the package's exports, which editors show.
 *
 * @returns {Block[]}
 */
export function commentExamples() {
  const files = readdirSync(join(root, 'pkg-template'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.js'))
    .map((name) => `pkg-template/${name}`)
    .sort()
    .flatMap((document) => {
      const text = read(document);
      return [...text.matchAll(/^ \* @example\n \* ```js\n([\s\S]*?)^ \* ```$/gm)].map(({ index, 1: code = '' }) => ({
        document,
        line: text.slice(0, index).split('\n').length,
        language: 'js',
        kind: /** @type {const} */ ('page'),
        code: code.replaceAll(/^ \* ?/gm, ''),
      }));
    });
}

/** @param {string} language */
export function allBlocks(language) {
  return DOCUMENTS.flatMap(blocksOf).filter((block) => block.language === language);
}
