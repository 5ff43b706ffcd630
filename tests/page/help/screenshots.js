// Screenshots to look at, below target/, which is never committed.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../../../target/screenshots/', import.meta.url);

/** @param {string} name @returns {string} */
export function screenshotPath(name) {
  mkdirSync(FOLDER, { recursive: true });
  return fileURLToPath(new URL(`${name}.png`, FOLDER));
}
