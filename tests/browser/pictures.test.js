// The drawings of docs/checks.md: taken as photos, they do not pass the checks that they stand for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight } from '../../pkg/node.js';
import { launch } from '../support/chromium.js';
import { root } from '../support/package.js';

const browser = await launch();
after(() => browser.close());

/**
 * The drawing as a photo of a phone.
 *
 * @param {string} id
 */
async function photograph(id) {
  const svg = readFileSync(join(root, 'docs/pictures', `${id}.svg`), 'utf8');
  const page = await browser.context.newPage();
  const [width, height] = svg.includes('viewBox="0 0 120 90"') ? [1200, 900] : [900, 1200];
  await page.setViewportSize({ width, height });
  await page.setContent(`<style>body{margin:0}svg{width:100vw;height:100vh;display:block}</style>${svg}`);
  const png = await page.screenshot({ type: 'png' });
  await page.close();
  return preflight(new Uint8Array(png));
}

test('the one that passes passes', async () => {
  const { ok, report } = await photograph('fit');
  const bad = report.checks.filter(({ status }) => status === 'fail' || status === 'warn').map(({ id }) => id);
  assert.deepEqual([ok, bad], [true, []]);
});

for (const id of ['portrait', 'bytes', 'blank', 'grey', 'frame_dark', 'frame_bright']) {
  test(`${id} does not`, async () => {
    const { report } = await photograph(id);
    const check = report.checks.find((candidate) => candidate.id === id);
    assert.match(check?.status ?? '', /^(warn|fail)$/, JSON.stringify(check));
  });
}
