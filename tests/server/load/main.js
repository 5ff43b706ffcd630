// `node tests/server/load/main.js [--calls 2000] [--at-once 50] [--qps 10] [--runtime node|workerd|all]`: the load run.
// Prints what must be true and exits 1 when something is not. `cargo xtask load` builds the package first.

import { parseArgs } from 'node:util';
import { loadRun } from './run.js';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '2000' },
    'at-once': { type: 'string', default: '50' },
    qps: { type: 'string', default: '10' },
    runtime: { type: 'string', default: 'all' },
  },
});
const runtimes = /** @type {const} */ (['node', 'workerd']).filter((one) => ['all', one].includes(values.runtime));
if (runtimes.length === 0) {
  throw new Error('--runtime takes node, workerd or all');
}
const size = { calls: Number(values.calls), atOnce: Number(values['at-once']), qps: Number(values.qps) };
if (!Object.values(size).every((number) => Number.isInteger(number) && number > 0)) {
  throw new Error('--calls, --at-once and --qps take whole numbers above 0');
}

for (const runtime of runtimes) {
  const { checks, summary } = await loadRun({ ...size, runtime });
  console.log(summary);
  for (const { name, good, value } of checks) {
    console.log(`${good ? 'ok  ' : 'FAIL'} ${name}: ${value}`);
  }
  if (!checks.every(({ good }) => good)) {
    process.exitCode = 1;
  }
}
