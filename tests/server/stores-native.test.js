// The store in a file over Node's own SQLite: everything that stores.test.js asks of the WebAssembly build.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newerNode } from './newer-node.js';

test('a store in a file under a Node with its own SQLite', () => {
  const script = fileURLToPath(new URL('stores.test.js', import.meta.url));
  // A test runner inside a test runner would report to the outer one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const flags = ['--test-reporter=tap', '--test-name-pattern=file'];
  const run = spawnSync(newerNode(), [...flags, script], { encoding: 'utf8', env, timeout: 120_000 });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  assert.match(run.stdout, /^# pass [6-9]/m);
});
