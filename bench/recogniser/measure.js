// `node bench/recogniser/measure.js FOLDER [BESIDE]`: how well and how fast the recogniser is, on photos of people whose names
// are known, as a Markdown table. Exits with 3 below the target. `cargo xtask recogniser` runs it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRecogniser } from '../../pkg/emulator/recogniser/recognising-vision.js';
import { SETS, photosBeside, photosOf } from './people.js';

/** What the net's author takes for the limit. No photo had a part in it. */
const LIMIT = 0.6;
/** What is asked of it: shares of the pairs, and the time of a face. */
const TARGET = { leastSame: 0.97, mostDifferent: 0.003, mostMs: 100 };
const BELOW_TARGET = 3;

const ROUNDS = 40;
const CHIP_BYTES = 150 * 150 * 3;

const [root = '', beside = ''] = process.argv.slice(2);
const recogniser = await openRecogniser();
const doubtful = readFileSync(new URL('doubtful.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t')[0] ?? '');

/** @type {number[]} */
const photoMs = [];
const sets = SETS.map((set) => ({ ...set, faces: photosOf(root, set).map((photo) => described(root, photo)) }));
const own = photosBeside(beside).map((photo) => described(beside, photo));
const together = joined(sets.map(({ faces }) => pairsOf(faces)));
const found = joined(sets.map(({ faces }) => pairsOf(faces.filter(({ path }) => !doubtful.includes(path)))));
const ownPairs = pairsOf(own);
const chip = median(chipMs());
console.log(`| photos of | people | photos | pairs of one person | accepted | pairs of two people | accepted |
|---|---|---|---|---|---|---|
${sets.map(({ name, commit, faces }) => row(`[${name}](https://github.com/${name}/tree/${commit})`, faces, pairsOf(faces))).join('\n')}
${row(
  'together',
  sets.flatMap(({ faces }) => faces),
  together,
)}
${own.length > 0 ? `${row('`../shared/photos`, in part one shot in several encodings', own, ownPairs)}\n` : ''}
The target is ${percent(TARGET.leastSame, 0)} of the pairs of one person at ${percent(TARGET.mostDifferent, 1)} of those of two: ${isMet(together) ? 'met' : 'not met'}. No photo is left out. Without the ${doubtful.length === 1 ? 'one' : doubtful.length} in which the detector alone is sure of a smaller face only (\`bench/recogniser/doubtful.txt\`), ${shares(found)}.

A face takes ${chip} ms in WebAssembly, a photo from its bytes to the numbers ${median(photoMs)} ms; medians of the CPU time on one thread of ${processor()}.`);
if (![together, ...(own.length > 0 ? [ownPairs] : [])].every(isMet) || chip > TARGET.mostMs) {
  process.exitCode = BELOW_TARGET;
}

/** @typedef {{ path: string, person: string, face: Float32Array | undefined }} Described */
/** @typedef {{ same: boolean[], different: boolean[] }} Pairs whether each is accepted */

/** @param {string} folder @param {{ path: string, person: string }} photo @returns {Described} */
function described(folder, { path, person }) {
  const bytes = readFileSync(join(folder, path));
  const startMs = cpuMs();
  const face = recogniser.describe(bytes);
  photoMs.push(cpuMs() - startMs);
  return { path, person, face };
}

/** @param {Pairs} pairs */
function isMet({ same, different }) {
  return partOf(same) >= TARGET.leastSame && partOf(different) <= TARGET.mostDifferent;
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
  const people = new Set(photos.map(({ person }) => person)).size;
  return `| ${name} | ${people} | ${photos.length} | ${same.length} | ${share(same, 1)} | ${different.length} | ${share(different, 2)} |`;
}

/** @param {Pairs} pairs */
function shares({ same, different }) {
  return `${share(same, 1)} of ${same.length} and ${share(different, 2)} of ${different.length} are accepted`;
}

/** @param {boolean[]} accepted @param {number} digits */
function share(accepted, digits) {
  return percent(partOf(accepted), digits);
}

/** @param {boolean[]} accepted */
function partOf(accepted) {
  return accepted.filter(Boolean).length / accepted.length;
}

/** @param {number} part @param {number} digits */
function percent(part, digits) {
  return `${(part * 100).toFixed(digits)} %`;
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
