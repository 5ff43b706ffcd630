// docs/examples/cloudflare-import, bundled by wrangler; tests/import has it with 500 people.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { importThroughQueues, refuseTheStrayKey, reportTheHopeless } from '../../import/queues.js';
import { root } from '../../support/package.js';

test('everybody comes in once, over a consumer and a process that die; who fails is reported', async () => {
  await importThroughQueues(20, { limitMs: 180_000, leaseSeconds: 8, batchSize: 3, callsPerSecond: 3 });
});

test('a photo that consumers die of, and a second photo of a user, end in the report', async () => {
  await reportTheHopeless({ limitMs: 120_000 });
});

test('a key of the hash with a blank at its end is refused', async () => {
  await refuseTheStrayKey();
});

test('every binding is described, and needs nothing of this repository', () => {
  const read = (/** @type {string} */ name) =>
    readFileSync(join(root, 'docs/examples/cloudflare-import', name), 'utf8');
  const described = Object.keys(JSON.parse(read('package.json')).cloudflare.bindings);
  const used = [...read('import.js').matchAll(/^ \* @property \{.*\} \[?([A-Z_]+)\b/gm)].map(
    ([, name]) => name ?? '',
  );
  assert.deepEqual(
    used.filter((name) => name !== 'FACE_ENDPOINT' && !described.includes(name)),
    [],
  );
  assert.ok(described.length >= 10);
  const secrets = [...read('.dev.vars.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name ?? '');
  const configured = (/** @type {string} */ name) => read('wrangler.jsonc').includes(`"${name}"`);
  assert.deepEqual(
    described.filter((name) => !configured(name) && !secrets.includes(name)),
    [],
  );
  const queues = [...read('wrangler.jsonc').matchAll(/"dead_letter_queue": "(.+)"/g)].map(([, name]) => name);
  assert.ok(read('import.js').includes(`DEAD_LETTERS = '${queues[0]}'`));
  assert.doesNotMatch(read('import.js') + read('report.js') + read('wrangler.jsonc'), /\.\.\//);
});
