// `node tests/server/attack/main.js [--runtime node|workerd|all]`: attacks the backend, and prints what held as a Markdown
// table that marks each goal that was missed. `cargo xtask attack` builds the package first.

import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ATTACKS } from './attacks.js';
import { startTarget } from './target.js';

const { values } = parseArgs({ options: { runtime: { type: 'string', default: 'all' } } });
const runtimes = /** @type {const} */ (['node', 'workerd']).filter((one) => ['all', one].includes(values.runtime));
if (runtimes.length === 0) {
  throw new Error('--runtime takes node, workerd or all');
}
const names = { node: 'Node', workerd: 'workerd' };

console.log('| attack | goal | runtime | result |\n|---|---|---|---|');
for (const runtime of runtimes) {
  for (const { name, goal, run } of ATTACKS.filter((attack) => attack.runtimes.includes(runtime))) {
    // Each against a new one: memory of the last attack would count as this one's start.
    const target = await startTarget(runtime);
    try {
      show(name, goal, runtime, await run(target, 1));
    } finally {
      await target.close();
    }
  }
  show('every request of `hostile-clients.md`', 'its answer', runtime, earlierCases(runtime));
}

/** @param {string} name @param {string} goal @param {'node' | 'workerd'} runtime @param {{ good: boolean, value: string }} result */
function show(name, goal, runtime, { good, value }) {
  console.log(`| ${name} | ${goal} | ${names[runtime]} | ${value}${good ? '' : ' (**missed**)'} |`);
}

/** @param {'node' | 'workerd'} runtime */
function earlierCases(runtime) {
  const file = runtime === 'node' ? '../hostile.test.js' : '../hostile-workerd.test.js';
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--test', '--test-reporter=tap', new URL(file, import.meta.url).pathname],
    { encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: undefined } },
  );
  const [tests, passed] = ['tests', 'pass'].map((name) => new RegExp(`^# ${name} (\\d+)$`, 'm').exec(stdout)?.[1]);
  return { good: status === 0 && tests === passed, value: `${passed} of ${tests} held` };
}
