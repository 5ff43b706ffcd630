// The photos: which person each shows, in clones of public repositories.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Each set's clone, its folder in it, and where its labels are: the name of a photo's folder, or a table of pairs.
 */
export const SETS = [
  { name: 'krasserm/face-recognition', folder: 'face-recognition/images' },
  { name: 'justadudewhohacks/face-api.js', folder: 'face-api.js/examples/images' },
  { name: 'serengil/deepface', folder: 'deepface/tests/unit/dataset', table: 'master.csv' },
];

/** @typedef {{ path: string, person: string }} Labelled `path` is within the folder of all sets */

/** @param {string} root @param {typeof SETS[number]} set @returns {Labelled[]} */
export function photosOf(root, { folder, table }) {
  return table === undefined ? byFolder(root, folder) : byTable(root, folder, table);
}

/** @param {string} root @param {string} folder */
function byFolder(root, folder) {
  const people = readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return people.flatMap(({ name: person }) =>
    readdirSync(join(root, folder, person))
      .filter((file) => /\.(jpe?g|png)$/i.test(file))
      .map((file) => ({ path: `${folder}/${person}/${file}`, person })),
  );
}

/**
 * Rows of two files and whether they show one person. Files that rows connect are of one person.
 * @param {string} root
 * @param {string} folder
 * @param {string} table
 */
function byTable(root, folder, table) {
  const rows = readFileSync(join(root, folder, table), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1);
  /** @type {Map<string, string>} */
  const person = new Map();
  for (const [left = '', right = '', answer] of rows.map((row) => row.split(','))) {
    const [one, other] = [person.get(left) ?? left, person.get(right) ?? right];
    person.set(left, one).set(right, other);
    if (answer === 'Yes') {
      for (const [file, known] of person) {
        if (known === other) {
          person.set(file, one);
        }
      }
    }
  }
  return [...person].map(([file, known]) => ({ path: `${folder}/${file}`, person: known }));
}
