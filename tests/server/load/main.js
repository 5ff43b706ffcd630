// `node tests/server/load/main.js [--calls 2000] [--at-once 50] [--qps 10] [--runtime node|workerd|all] [--write]`: the load
// run. Finds out which rate this machine holds, says so, and runs at that. Prints what must be true and exits 1 when
// something is not; `--write` puts the table into www/server/README.md. `cargo xtask load` builds the package first.

import { parseArgs } from 'node:util';
import { writeTable } from '../tables.js';
import { loadRun } from './run.js';

/** @import { Figures } from './run.js' */

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '2000' },
    'at-once': { type: 'string', default: '50' },
    qps: { type: 'string', default: '10' },
    runtime: { type: 'string', default: 'all' },
    write: { type: 'boolean' },
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

/**
 * At the rate that is asked for and not above it: a machine that is given more than it can do spends its time on calls
 * that are given up.
 */
const PROBE_CALLS = 150;
/** Of what a machine reached that did not reach the rate: the rest is for the moments at which it is slow. */
const SHARE = 0.7;

/** @param {'node' | 'workerd'} runtime @returns {Promise<number>} the calls a second that it can make, at most those asked for */
async function heldRate(runtime) {
  const { figures } = await loadRun({ ...size, calls: PROBE_CALLS, runtime });
  const reached = figures.busiest >= size.qps;
  const qps = reached ? size.qps : Math.max(1, Math.floor(SHARE * figures.busiest));
  console.log(`${runtime}: this machine holds ${qps} of ${size.qps} calls a second`);
  return qps;
}

/** @param {'node' | 'workerd'} runtime @param {number} qps @param {Figures} figures @param {boolean} held */
function row(runtime, qps, { seconds, serviceCalls, busiest, recovered, megabytes }, held) {
  const cells = [runtime === 'node' ? 'Node' : 'workerd', size.calls, size.atOnce, `${qps} of ${size.qps}`];
  const measured = [busiest, serviceCalls, recovered, seconds.toFixed(0), megabytes.toFixed(0)];
  return `| ${[...cells, ...measured, held ? 'all hold' : '**missed**'].join(' | ')} |`;
}

const rows = [
  '| runtime | calls | at once | rate held, a second | busiest second | calls of the service | registrations found again | seconds | MB at most | checks |',
  '|---|---:|---:|---:|---:|---:|---:|---:|---:|---|',
];
for (const runtime of runtimes) {
  const qps = await heldRate(runtime);
  const { checks, summary, figures } = await loadRun({ ...size, qps, runtime });
  rows.push(
    row(
      runtime,
      qps,
      figures,
      checks.every(({ good }) => good),
    ),
  );
  console.log(summary);
  for (const { name, good, value } of checks) {
    console.log(`${good ? 'ok  ' : 'FAIL'} ${name}: ${value}`);
  }
  if (!checks.every(({ good }) => good)) {
    process.exitCode = 1;
  }
  // What has ended stands, whatever becomes of the next one.
  if (values.write) {
    writeTable('load', rows.join('\n'));
  }
}
console.log(rows.join('\n'));
