// The drawings of docs/checks.md: taken as photos, they do not pass the checks that they stand for.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight } from '../../../pkg/node.js';
import { launch } from '../../support/chromium.js';
import { root } from '../../support/package.js';

const browser = await launch();
after(() => browser.close());

const DETECTOR = new Uint8Array(readFileSync(join(root, 'pkg/wasm/face_weights.bin')));

/**
 * How the face is looked at where it matters: the second look takes no drawing of a mask or of a blurred face for a
 * person, and it alone measures the mouth and how far the head is raised.
 *
 * @type {Record<string, 'thorough' | Uint8Array>}
 */
const LOOKS = {
  blur: DETECTOR,
  covered: DETECTOR,
  mouth_open: 'thorough',
  pitch: 'thorough',
};

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
  return preflight(new Uint8Array(png), {}, { face: LOOKS[id] ?? true });
}

/** Faults of a file, and a size that a drawing on a whole page does not have. */
const NOT_TO_BE_SEEN = ['resolution', 'intact', 'source_quality', 'colour_profile'];

test('the one that passes passes', async () => {
  const { ok, report } = await photograph('fit');
  const bad = report.checks.filter(({ status }) => status === 'fail' || status === 'warn').map(({ id }) => id);
  assert.deepEqual([ok, bad], [true, []]);
});

/** What only an engineer sees. */
const NOTES = ['bytes'];

test('each of the others does not pass its check', async () => {
  const drawn = readdirSync(join(root, 'docs/pictures')).map((name) => name.replace('.svg', ''));
  const ids = drawn.filter((id) => id !== 'fit' && !NOT_TO_BE_SEEN.includes(id));
  assert.ok(ids.length >= 20);
  for (const id of ids) {
    const { report } = await photograph(id);
    const check = report.checks.find((candidate) => candidate.id === id);
    assert.match(
      check?.status ?? '',
      NOTES.includes(id) ? /^note$/ : /^(warn|fail)$/,
      JSON.stringify({ id, ...check }),
    );
  }
});
