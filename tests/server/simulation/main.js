// `node tests/server/simulation/main.js [--seed 1] [--seeds 1] [--calls 1000] [--minutes N] [--write]`: simulations, one
// seed after the other. Ends with 1 at the first thing that is wrong, and says how to see it again. `--minutes` begins no
// new seed after that time; `--write` puts the table into www/server/README.md.

import { parseArgs } from 'node:util';
import { writeTable } from '../tables.js';
import { addTo, emptyRow, replay, table } from './report.js';
import { simulate } from './run.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    calls: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '1000000' },
    write: { type: 'boolean' },
  },
});
const { seed, seeds, calls, minutes } = Object.fromEntries(
  Object.entries(values)
    .filter(([name]) => name !== 'write')
    .map(([name, value]) => {
      const number = Number(value);
      if (!Number.isInteger(number) || number < 1) {
        throw new Error(`--${name} takes a whole number above 0`);
      }
      return [name, number];
    }),
);
const [first, count, least] = [seed ?? 1, seeds ?? 1, calls ?? 1_000];

const start = performance.now();
/** @type {Map<string, ReturnType<typeof emptyRow>>} */
const rows = new Map();
const all = emptyRow();
for (let index = 0; index < count; index += 1) {
  const seconds = (performance.now() - start) / 1_000;
  if (seconds > 60 * (minutes ?? 1)) {
    console.log(`the time is over after ${index} of ${count} seeds`);
    break;
  }
  const result = await simulate(first + index, least);
  if (result.wrong !== undefined) {
    console.log(`FAIL ${replay(result, least)}`);
    process.exit(1);
  }
  const row = rows.get(result.storage) ?? emptyRow();
  rows.set(result.storage, row);
  addTo(row, result);
  addTo(all, result);
  if (count === 1) {
    console.log(JSON.stringify(result));
  } else if ((index + 1) % 50 === 0) {
    console.log(`${index + 1} seeds, ${all.calls} calls, ${seconds.toFixed(0)} s`);
  }
}
const text = table(new Map([...[...rows].sort(), ['all', all]]));
console.log(text);
if (values.write) {
  writeTable('simulate', text);
}
