// Two builds of the package on the same photos, in turns, so that a slow minute slows both:
// node run.js <rounds> <earlier build> <photo>...
//
// Prints JSON: the CPU time of each build, and the ratio of the rounds, this build by the earlier one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../tests/support/package.js';
import { photo } from '../../tests/support/photos.js';

const [rounds, earlier, ...ids] = [Number(process.argv[2]), process.argv[3] ?? '', ...process.argv.slice(4)];
const CHILD = fileURLToPath(new URL('child.js', import.meta.url));
/** A photo takes a second at most; a machine under load takes its time. */
const PATIENCE_MS = 120_000;

/** @param {import('node:child_process').ChildProcess} child */
async function answer(child) {
  const patience = new AbortController();
  const { signal } = patience;
  const died = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`a build ended with ${code}`);
  });
  const late = setTimeout(() => patience.abort(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), died]);
    return message;
  } finally {
    clearTimeout(late);
    died.catch(() => {});
    patience.abort();
  }
}

/** @param {string} folder */
async function start(folder) {
  const child = fork(CHILD, [folder]);
  await answer(child);
  return child;
}

/** The part of the sorted numbers that is below. @param {number[]} numbers @param {number} part */
function quantile(numbers, part) {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.round(part * (sorted.length - 1))] ?? NaN;
}

/** @param {string} file @param {boolean} face */
async function compare(file, face) {
  const builds = [await start(join(root, 'pkg')), await start(earlier)];
  const times = [[], []].map(() => /** @type {number[]} */ ([]));
  // The first round warms up: it compiles and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    // Each goes first in every second round.
    for (const at of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const build = /** @type {import('node:child_process').ChildProcess} */ (builds[at]);
      const answered = answer(build);
      build.send({ file, face });
      const { cpuMs } = await answered;
      if (round > 0) {
        times[at]?.push(cpuMs);
      }
    }
  }
  builds.forEach((build) => build.kill());
  const [own = [], other = []] = times;
  const ratios = own.map((ms, round) => ms / (other[round] ?? NaN));
  return {
    ownMs: quantile(own, 0.5),
    earlierMs: quantile(other, 0.5),
    ratio: { lower: quantile(ratios, 0.25), median: quantile(ratios, 0.5), upper: quantile(ratios, 0.75) },
  };
}

const results = [];
for (const id of ids) {
  const { path, name } = photo(id);
  for (const face of [false, true]) {
    console.error(`   Comparing ${name}${face ? ', with its face' : ''}`);
    results.push({ name, face, ...(await compare(path, face)) });
  }
}
console.log(JSON.stringify(results));
