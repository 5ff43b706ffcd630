// docs/examples/sveltekit: built by Vite, served by Node and used in Chromium; its routes sign, before the emulator of the
// API.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { frameworks, installExample } from '../../support/example.js';
import { assertRefusals, startExample, useExample } from '../../support/example-server.js';

test('the server renders the tag, the page sends the photo, the routes sign and check the receipt', async () => {
  const { folder, remove } = installExample('sveltekit', { below: frameworks });
  const vite = join(frameworks, 'node_modules/.bin/vite');
  execFileSync(vite, ['build'], { cwd: folder, timeout: 300_000, stdio: 'pipe' });
  const { url, close } = await startExample(folder, (port) => ({
    command: process.execPath,
    args: ['build'],
    env: { HOST: '127.0.0.1', PORT: String(port) },
  }));
  try {
    const html = await useExample(url);
    assert.match(html, /<face-capture policy="signup" endpoint="\/api\/verify"><\/face-capture>/);
    await assertRefusals(url);
  } finally {
    await close();
    remove();
  }
});
