// The state file over Node's own SQLite: everything that emulator-state.test.js asks of the WebAssembly build.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newerNode } from '../server/newer-node.js';

test('a state file under a Node with its own SQLite', () => {
  const script = fileURLToPath(new URL('state.test.js', import.meta.url));
  // A test runner inside a test runner would report to the outer one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const run = spawnSync(newerNode(), ['--test-reporter=tap', script], { encoding: 'utf8', env, timeout: 120_000 });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  assert.match(run.stdout, /^# pass [1-9]/m);
});
