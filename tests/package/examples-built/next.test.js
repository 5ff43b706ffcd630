// docs/examples/next: built and served by Next, used in Chromium; its route handlers sign, before the emulator of the API.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { frameworks, installExample } from '../../support/example.js';
import { assertRefusals, startExample, useExample } from '../../support/example-server.js';

const quiet = { NEXT_TELEMETRY_DISABLED: '1', CI: '1' };
const next = join(frameworks, 'node_modules/.bin/next');

test('the page judges and submits, the routes sign and check the receipt', async () => {
  const { folder, remove } = installExample('next', { below: frameworks });
  const env = { ...process.env, ...quiet };
  execFileSync(next, ['build'], { cwd: folder, env, timeout: 400_000, stdio: 'pipe' });
  const { url, close } = await startExample(folder, (port) => ({
    command: next,
    args: ['start', '--hostname', '127.0.0.1', '--port', String(port)],
    env: quiet,
  }));
  try {
    assert.match(await useExample(url), /480(<!-- -->)? × (<!-- -->)?640(<!-- -->)? pixels/);
    await assertRefusals(url);
  } finally {
    await close();
    remove();
  }
});
