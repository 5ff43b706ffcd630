// Samples where the time of a preflight goes and prints one JSON document: node profile.js <module with names> <rounds>
// <photo>...
//
// V8 takes the name of the function that runs, many times in a millisecond. What was inlined counts where it was inlined.
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { createPreflight } from '../../pkg/lib/api.js';
import { inPlace } from '../../pkg/lib/engine.js';
import { createInstances } from '../../pkg/lib/instance.js';
import { photo } from '../../tests/support/photos.js';
import { machine } from './machine.js';

/** Until V8 has compiled what is warm with its better compiler. */
const WARM_UP_ROUNDS = 10;

const SAMPLED_EVERY_MICROSECONDS = 100;

const [module, rounds, ids] = [String(process.argv[2]), Number(process.argv[3]), process.argv.slice(4)];
const compiled = await WebAssembly.compile(readFileSync(module));
const preflight = createPreflight(inPlace(createInstances(async () => compiled)));

const photos = [];
for (const id of ids) {
  const { path, ...about } = photo(id);
  const file = readFileSync(path);
  console.error(`   Profiling ${about.name}`);
  photos.push({ ...about, ...(await profiled(() => preflight(file))) });
}
console.log(JSON.stringify({ ...machine(), rounds, photos }));
process.exit(0);

/**
 * The own time of each function, in milliseconds of one call.
 *
 * @param {() => Promise<unknown>} work
 */
async function profiled(work) {
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    await work();
  }
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLED_EVERY_MICROSECONDS });
  await session.post('Profiler.start');
  for (let round = 0; round < rounds; round++) {
    await work();
  }
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();

  const names = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url } }) => [
      id,
      url.startsWith('wasm:') ? functionName : `js ${functionName}`,
    ]),
  );
  /** @type {Record<string, number>} */
  const functions = {};
  for (const [at, id] of (profile.samples ?? []).entries()) {
    const name = names.get(id) ?? '';
    functions[name] = (functions[name] ?? 0) + (profile.timeDeltas?.[at] ?? 0) / 1000 / rounds;
  }
  return { functions };
}
