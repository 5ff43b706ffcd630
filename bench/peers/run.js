// Measures and prints one JSON document: node run.js <rounds> <photo>...
//
// All contestants take turns on a photo: whatever slows the machine slows all of them.
import { readFileSync } from 'node:fs';
import { photo } from '../../tests/support/photos.js';
import { startBrowser } from './browser.js';
import { median } from './job.js';
import { machine } from './machine.js';
import { startAll } from './node.js';

/** @import { Runner } from './node.js' */

const [rounds = 1, ...ids] = [Number(process.argv[2]), ...process.argv.slice(3)];
const photos = ids.map((id) => {
  console.error(`   Preparing ${id}`);
  return photo(id);
});
const browser = await startBrowser(photos);
const results = [];
for (const { path, ...about } of photos) {
  const runners = [...(await startAll(path)), ...(await browser.contestants(about.id))];
  results.push({ ...about, contestants: await compete(about.name, runners) });
  for (const runner of runners) {
    runner.end();
  }
}
await browser.end();
console.log(
  JSON.stringify({
    ...machine(),
    chromium: browser.version,
    peers: JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')).dependencies,
    rounds,
    photos: results,
  }),
);
process.exit(0);

/**
 * The median CPU time of each; one that fails is left out from then on.
 *
 * @param {string} name the photo's
 * @param {Runner[]} runners
 */
async function compete(name, runners) {
  const results = runners.map((runner) => ({ runner, times: [], last: {}, failed: undefined }));
  // The first round warms up: it compiles and is not counted.
  for (let round = 0; round <= rounds; round++) {
    console.error(`   Measuring ${name}: ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`);
    for (const result of results.filter(({ failed }) => !failed)) {
      try {
        result.last = await result.runner.run();
        if (round > 0) {
          result.times.push(result.last.cpuMs);
        }
      } catch (error) {
        console.error(`   ${error.message}`);
        result.failed = error.message;
      }
    }
  }
  return Object.fromEntries(
    results.map(({ runner, times, last, failed }) => [
      runner.name,
      failed ? { failed } : { ...last, cpuMs: median(times) },
    ]),
  );
}
