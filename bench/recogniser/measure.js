// `node bench/recogniser/measure.js FOLDER`: how well and how fast the recogniser is, on photos of people whose names are
// known, as a Markdown table. `cargo xtask recogniser` runs it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRecogniser } from '../../pkg/emulator/recogniser/recognising-vision.js';
import { SETS, photosOf } from './people.js';

/** What the net's author takes for the limit. No photo had a part in it. */
const LIMIT = 0.6;

const ROUNDS = 40;
const CHIP_BYTES = 150 * 150 * 3;

const [root = ''] = process.argv.slice(2);
const recogniser = await openRecogniser();
const leftOut = readFileSync(new URL('left-out.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** @type {number[]} */
const photoMs = [];
const sets = SETS.map((set) => {
  const faces = photosOf(root, set).map(({ path, person }) => ({ path, person, face: described(path) }));
  return { name: set.name, faces };
});
const rows = sets.map(({ name, faces }) => row(name, faces.filter(isTaken), pairsOf(faces.filter(isTaken))));
const taken = sets.map(({ faces }) => pairsOf(faces.filter(isTaken)));
const all = sets.map(({ faces }) => pairsOf(faces));
console.log(`| photos of | people | photos | pairs of one person | accepted | pairs of two people | accepted |
|---|---|---|---|---|---|---|
${rows.join('\n')}
${row(
  'together',
  sets.flatMap(({ faces }) => faces.filter(isTaken)),
  joined(taken),
)}

Left out: ${leftOut.length === 1 ? 'one photo that shows' : `${leftOut.length} photos that show`} several people, the largest of whom is another (\`bench/recogniser/left-out.txt\`). With it, ${shares(joined(all))}.

A face takes ${median(chipMs())} ms in WebAssembly, a photo from its bytes to the numbers ${median(photoMs)} ms; medians of the CPU time on one thread of ${processor()}.`);

/** @typedef {{ path: string, person: string, face: Float32Array | undefined }} Described */
/** @typedef {{ same: boolean[], different: boolean[] }} Pairs whether each is accepted */

/** @param {string} path */
function described(path) {
  const bytes = readFileSync(join(root, path));
  const startMs = cpuMs();
  const face = recogniser.describe(bytes);
  photoMs.push(cpuMs() - startMs);
  return face;
}

/** @param {Described} photo */
function isTaken({ path }) {
  return !leftOut.includes(path);
}

/** All pairs; one in which nobody is found is not accepted. @param {Described[]} photos @returns {Pairs} */
function pairsOf(photos) {
  /** @type {Pairs} */
  const pairs = { same: [], different: [] };
  photos.forEach((left, at) => {
    for (const right of photos.slice(at + 1)) {
      const isAccepted = left.face && right.face ? distance(left.face, right.face) < LIMIT : false;
      pairs[left.person === right.person ? 'same' : 'different'].push(isAccepted);
    }
  });
  return pairs;
}

/** @param {Float32Array} left @param {Float32Array} right */
function distance(left, right) {
  return Math.hypot(...left.map((number, at) => number - (right[at] ?? 0)));
}

/** @param {Pairs[]} sets @returns {Pairs} */
function joined(sets) {
  return { same: sets.flatMap(({ same }) => same), different: sets.flatMap(({ different }) => different) };
}

/** @param {string} name @param {Described[]} photos @param {Pairs} pairs */
function row(name, photos, { same, different }) {
  const people = new Set(photos.map(({ path, person }) => `${path.split('/')[0]} ${person}`)).size;
  return `| ${name} | ${people} | ${photos.length} | ${same.length} | ${share(same, 1)} | ${different.length} | ${share(different, 2)} |`;
}

/** @param {Pairs} pairs */
function shares({ same, different }) {
  return `${share(same, 1)} of ${same.length} and ${share(different, 2)} of ${different.length} are accepted`;
}

/** @param {boolean[]} accepted @param {number} digits */
function share(accepted, digits) {
  return `${((accepted.filter(Boolean).length / accepted.length) * 100).toFixed(digits)} %`;
}

/** How long the net takes for a chip, each time. */
function chipMs() {
  const chip = new Uint8Array(CHIP_BYTES).map((_, at) => at % 251);
  return Array.from({ length: ROUNDS }, () => {
    const startMs = cpuMs();
    recogniser.describeChip(chip);
    return cpuMs() - startMs;
  });
}

/** Of this process, so that a busy machine does not slow it down. */
function cpuMs() {
  return process.cpuUsage().user / 1_000;
}

/** @param {number[]} values */
function median(values) {
  return Math.round(values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN);
}

function processor() {
  const model = /model name\s*: (.+)/.exec(readFileSync('/proc/cpuinfo', 'utf8'));
  return model?.[1] ?? 'an unknown processor';
}
