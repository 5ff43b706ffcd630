// The photos: which person each shows, in clones of public repositories at pinned commits, and in the folder of photos that
// may be beside the checkout.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} PhotoSet
 * @property {string} name the repository on GitHub
 * @property {string} clone its folder in the folder of all clones
 * @property {string} folder of the photos in the clone
 * @property {string} commit
 * @property {string} [table] a table of pairs; a photo's person is the name of its folder otherwise
 */

/** @type {readonly PhotoSet[]} */
export const SETS = [
  {
    name: 'krasserm/face-recognition',
    clone: 'face-recognition',
    folder: 'images',
    commit: '363e4ec0f700e74b2ea7abceba289390d29dd43f',
  },
  {
    name: 'justadudewhohacks/face-api.js',
    clone: 'face-api.js',
    folder: 'examples/images',
    commit: 'a86f011d72124e5fb93e59d5c4ab98f699dd5c9c',
  },
  {
    name: 'serengil/deepface',
    clone: 'deepface',
    folder: 'tests/unit/dataset',
    commit: '243209fd7b46ecdecf72665cc25219f6e8181f25',
    table: 'master.csv',
  },
];

/** Who is in the photos beside the checkout, by their files; one person's are in part the same shot in other encodings. */
const BESIDE = {
  obama: ['faces/fr_obama.jpg', 'faces/fr_obama_partial_face.jpg'],
  // The photo of both is left out: their faces are equally large, so that it is of neither.
  biden: ['faces/fr_biden.jpg'],
  astronaut: ['faces/sk_astronaut.png', 'p2.jpg', 'p12.jpg', 'p12-444.jpg', 'p12-o6.jpg', 'p12-prog.jpg', 'p48.jpg'],
};

/** @typedef {{ path: string, person: string }} Labelled `path`: as it is printed, from the folder of the clones */

/** A person's name begins with the clone's. @param {string} root folder of the clones @param {PhotoSet} set @returns {Labelled[]} */
export function photosOf(root, set) {
  insistOnCommit(root, set);
  const folder = `${set.clone}/${set.folder}`;
  const labelled = set.table === undefined ? byFolder(root, folder) : byTable(root, folder, set.table);
  // One folder's name may be another's too.
  return labelled.map(({ path, person }) => ({ path, person: `${set.clone} ${person}` }));
}

/** Empty where the folder does not exist. @param {string} folder @returns {Labelled[]} */
export function photosBeside(folder) {
  return Object.entries(BESIDE)
    .flatMap(([person, files]) => files.map((path) => ({ path, person })))
    .filter(({ path }) => existsSync(join(folder, path)));
}

/** What is measured is what is named: the photos of that commit and no others. @param {string} root @param {PhotoSet} set */
function insistOnCommit(root, { name, clone, folder, commit }) {
  const git = (/** @type {string[]} */ words) =>
    execFileSync('git', ['-C', join(root, clone), ...words], { encoding: 'utf8' }).trim();
  const head = git(['rev-parse', 'HEAD']);
  if (head !== commit) {
    throw new Error(`${clone} is at ${head}; the photos of ${name} are those of ${commit}`);
  }
  const changed = git(['status', '--porcelain', '--', folder]);
  if (changed !== '') {
    throw new Error(`${clone}/${folder} is not as committed:\n${changed}`);
  }
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
