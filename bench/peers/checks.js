// Measures the checks and prints one JSON document: node checks.js <module of bench/checks> <rounds>
//
// All jobs take turns: whatever slows the machine slows all of them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect, preflight } from '../../pkg/node.js';
import { drawPerson } from '../../tests/page/help/portrait.js';
import { asPixels } from '../../tests/support/people.js';
import { median } from './job.js';
import { machine } from './machine.js';

/** Until the engine has compiled everything that is warm with its better compiler. */
const WARM_UP_ROUNDS = 20;

const [module, rounds] = [String(process.argv[2]), Number(process.argv[3])];
const drawn = (/** @type {number} */ width, /** @type {number} */ height) =>
  asPixels(drawPerson('ada', width, height));
const [small, large, photo] = [drawn(96, 128), drawn(480, 640), drawn(720, 960)];
const nobody = asPixels(drawPerson(null, 720, 960));
const far = asPixels(drawPerson('ada', 720, 960, { size: 0.17 }));
const measure = measuresAlone(photo);

const { report } = await preflight(photo);
const judged = report.checks.filter(({ status }) => status !== 'skipped').length;
assert.equal(measure(), judged, 'the measures alone are not those of the package');

/** @type {Record<string, () => unknown>} */
const jobs = {
  inspectSmall: () => seen(inspect(small)),
  inspectLarge: () => seen(inspect(large)),
  withoutFace: () => preflight(photo),
  withFace: async () => seen((await preflight(photo, {}, { face: true })).report),
  withNobody: async () => seen((await preflight(nobody, {}, { face: true })).report, 0),
  withSmallFace: async () => seen((await preflight(far, {}, { face: true })).report),
  measures: () => measure(),
};
/** @type {Record<string, number[]>} */
const times = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
  if (round % 25 === 0) {
    console.error(`   Measuring the checks: round ${round} of ${rounds}`);
  }
  for (const [name, job] of Object.entries(jobs)) {
    const before = process.cpuUsage();
    await job();
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) {
      times[name]?.push((user + system) / 1000);
    }
  }
}
const results = Object.entries(times).map(([name, ms]) => [name, { median: median(ms), minimum: Math.min(...ms) }]);
console.log(JSON.stringify({ ...machine(), rounds, checks: judged, times: Object.fromEntries(results) }));
// The package's threads would wait for more.
process.exit(0);

/**
 * A time with more or fewer faces would be another time.
 *
 * @param {{ faces?: unknown[] | null } | Promise<{ faces?: unknown[] | null }>} found
 * @param {number} [faces]
 */
async function seen(found, faces = 1) {
  assert.equal((await found).faces?.length, faces, 'faces');
}

/**
 * The photo's checks without anything around them.
 *
 * @param {{ data: Uint8Array, width: number, height: number }} pixels
 * @returns {() => number} measures, and gives the number of checks that could be judged
 */
function measuresAlone({ data, width, height }) {
  const compiled = new WebAssembly.Module(readFileSync(module));
  /** @type {Record<string, Record<string, () => never>>} */
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(compiled)) {
    // The package's door asks for functions of the page, which the checks never call.
    (imports[from] ??= {})[name] = () => {
      throw new Error(`${name} is not there`);
    };
  }
  const { memory, room, prepare, measure } = /** @type {any} */ (new WebAssembly.Instance(compiled, imports).exports);
  const pixels = width * height;
  const place = room(3 * pixels);
  const planes = new Uint8Array(memory.buffer, place, 3 * pixels);
  for (let at = 0; at < planes.length; at++) {
    planes[at] = data[4 * (at % pixels) + Math.floor(at / pixels)] ?? 0;
  }
  prepare(width, height);
  return measure;
}
