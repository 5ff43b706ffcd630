// Choosing a photo: what is shown of it, what is said when it does not do, and the ways on.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { asFile, drawPerson } from './help/portrait.js';
import { sidewaysJpeg } from './help/sideways.js';
import { standingService, standingVisitor } from './help/standing.js';
import { checked, choose, open, startOver, title } from './help/steps.js';

const ada = asFile(drawPerson('ada'));

const service = standingService();
const visitor = standingVisitor(service, {
  serviceWorkers: 'block',
  permissions: ['clipboard-read', 'clipboard-write'],
});
beforeEach(() => open(visitor.page, service.page));

/** @param {string} id the check's title */
const row = (id) =>
  visitor.page.locator('.check').filter({ has: visitor.page.locator('.check-title', { hasText: id }) });

/** What passed is folded away. */
const unfold = () => visitor.page.locator('.passed summary').click();

test('before and after, every check with value and limit, and the payload', async () => {
  const { page } = visitor;
  await choose(page, ada);
  await checked(page);
  const [before = '', after = ''] = await page.locator('figcaption').allInnerTexts();
  assert.match(before, /900 × 1200\s+[\d.]+ [KM]B\s+PNG/);
  assert.match(after, /720 × 960\s+\d+ KB\s+JPEG, quality \d+/);
  const sizes = await page
    .locator('.pictures img')
    .evaluateAll((images) =>
      images
        .map((image) => /** @type {HTMLImageElement} */ (image))
        .map(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight]),
    );
  assert.deepEqual(sizes, [
    [900, 1200],
    [720, 960],
  ]);
  const rows = visitor.page.locator('.check');
  assert.equal(await rows.first().isVisible(), false, 'nothing is wrong, so all is folded away');
  assert.match(await page.locator('.passed summary').innerText(), /^\d\d checks passed, \d not measured$/);
  await unfold();
  assert.match(await row('Held upright').innerText(), /Fine:\s*Held upright\s+900 × 1200 px\s+height over width/);
  assert.match(await row('Bright enough').innerText(), /\d+ of 255\s+at least 90 of 255/);

  await page.getByText('The request payload').click();
  const shown = JSON.parse((await page.locator('.payload-text').textContent()) ?? '');
  assert.match(shown.pictures.source, /^\/9j\/.{28}… \([\d,]+ characters\)$/);
  await page.getByRole('button', { name: 'Copy it whole' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const { policy, pictures } = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(policy, 'demo');
  assert.ok(pictures.source.length > 20_000);
  const jpeg = Buffer.from(pictures.source, 'base64');
  assert.deepEqual([...jpeg.subarray(0, 2), ...jpeg.subarray(-2)], [0xff, 0xd8, 0xff, 0xd9]);
});

test('a phone’s JPEG is turned upright and loses its metadata', async () => {
  const { page } = visitor;
  await choose(page, await sidewaysJpeg());
  await checked(page);
  const [before = '', after = ''] = await page.locator('figcaption').allInnerTexts();
  assert.match(before, /720 × 960\s+\d+ KB\s+JPEG, baseline, turned/);
  assert.match(after, /720 × 960/);
  await page.getByText('The request payload').click();
  await page.getByRole('button', { name: 'Copy it whole' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const { pictures } = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(Buffer.from(pictures.source, 'base64').includes('Exif'), false);
});

test('a photo that fails its checks is not sent, and another one may be chosen', async () => {
  const { page } = visitor;
  await choose(page, asFile(drawPerson('ada', 900, 1200, { light: 0.14 })));
  await checked(page);
  assert.equal(await title(page), 'Let’s try another photo');
  const [first = ''] = await page.locator('.checks').first().locator('.check').allInnerTexts();
  assert.match(
    first,
    /Not usable:\s*Too dark\s+\d+ of 255\s+at least 40 of 255\s+[\s\S]*window or a lamp[\s\S]*Prevents UnqualifiedPhoto/,
  );
  const failed = await page
    .locator('.checks')
    .first()
    .locator('.check')
    .evaluateAll((rows) => rows.map((row) => Number(row.classList.contains('fail'))));
  assert.deepEqual(failed, failed.toSorted().reverse(), 'what failed comes first, then what warned');
  assert.match(await page.locator('.passed summary').innerText(), /^\d+ checks passed/);
  assert.equal(await row('Held upright').isVisible(), false);
  assert.match(await page.locator('#source .advice').innerText(), /window or a lamp/);
  assert.equal(await page.getByRole('button', { name: 'Send' }).count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Choose another photo' }).isEnabled(), true);

  await choose(page, asFile(drawPerson('ada', 1200, 900)));
  await checked(page);
  assert.match(await row('Not upright').innerText(), /1200 × 900 px/);

  await choose(page, asFile(drawPerson('ada', 300, 400)));
  await checked(page);
  assert.match(await row('Picture size').innerText(), /300 × 400 px/);
});

test('a warning lets the person go on', async () => {
  const { page } = visitor;
  await choose(page, asFile(drawPerson('ada', 600, 800)));
  await checked(page);
  assert.equal(await title(page), 'This photo will work, but a better one helps');
  assert.equal(await page.getByRole('button', { name: 'Send' }).isEnabled(), true);
  assert.equal(await page.getByRole('button', { name: 'Choose another photo' }).isEnabled(), true);
});

test('a warning that no other photo would cure is only a note', async () => {
  const { page } = visitor;
  const rich = drawPerson('ada');
  rich.rgb.forEach((value, at, all) => {
    all[at] = Math.max(0, Math.min(255, value + ((Math.imul(at, 2_654_435_761) >>> 24) & 63) - 32));
  });
  await choose(page, asFile(rich));
  await checked(page);
  assert.match((await row('Small file').textContent()) ?? '', /Small file.*at most 100 KB/);
  assert.equal(await title(page), 'Your photo looks good');
});

test('files that are no photo are named, and the next choice works', async () => {
  const { page } = visitor;
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\0', 'latin1');
  const cases = [
    ['photo.heic', 'image/heic', heic, 'This file can’t be used', /JPEG or PNG/],
    ['notes.txt', 'text/plain', Buffer.from('Dear diary, today'), 'This file can’t be used', /use the camera/],
    ['empty.jpg', 'image/jpeg', Buffer.alloc(0), 'This file is empty', /Choose another photo/],
    ['half.png', 'image/png', ada.buffer.subarray(0, 20_000), 'Part of the photo is missing', /choose another photo/],
  ];
  for (const [name, mimeType, buffer, headline, advice] of /** @type {[string, string, Buffer, string, RegExp][]} */ (
    cases
  )) {
    await choose(page, { name, mimeType, buffer });
    const problem = page.locator('#source .problem', { hasText: headline });
    await problem.waitFor();
    assert.match(await problem.innerText(), advice);
  }
  await choose(page, ada);
  await checked(page);
  assert.equal(await title(page), 'Your photo looks good');
});

test('a format that only the browser reads is read by it', async () => {
  const { page } = visitor;
  const webp = await page.evaluate(async (base64) => {
    const png = new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
    const canvas = new OffscreenCanvas(900, 1200);
    canvas.getContext('2d')?.drawImage(await createImageBitmap(png), 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp' })).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  }, ada.buffer.toString('base64'));
  await choose(page, { name: 'photo.webp', mimeType: 'image/webp', buffer: Buffer.from(webp, 'base64') });
  await checked(page);
  assert.match(
    await page.locator('figcaption').first().innerText(),
    /900 × 1200\s+[\d.]+ [KM]B\s+WEBP, read by the browser/,
  );
});

test('the work on a photo can be cancelled', async () => {
  const { page } = visitor;
  await page.route('**/*.wasm', () => {}); // never answered
  await page.reload();
  await choose(page, ada);
  await page.getByText('Getting ready').waitFor();
  assert.equal(await page.locator('progress').count(), 1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('#source .root[data-state="intro"]').waitFor();
  await page.unroute('**/*.wasm');
});

test('a part of the page that does not load can be tried again', async () => {
  const { page } = visitor;
  await page.route('**/*.wasm', (route) => route.abort());
  await page.reload();
  await choose(page, ada);
  await page.getByRole('heading', { name: 'This page hasn’t finished loading' }).waitFor();
  await page.unroute('**/*.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  await checked(page);
});

test('photos are dropped and pasted', async () => {
  const { page } = visitor;
  const transfer = await page.evaluateHandle(
    ({ bytes, name }) => {
      const data = new DataTransfer();
      data.items.add(
        new File([Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))], name, {
          type: 'image/png',
        }),
      );
      return data;
    },
    { bytes: ada.buffer.toString('base64'), name: ada.name },
  );
  await page.dispatchEvent('#source', 'dragenter', { dataTransfer: transfer });
  assert.equal(await page.locator('body.dragging').count(), 1);
  await page.dispatchEvent('#source', 'drop', { dataTransfer: transfer });
  assert.equal(await page.locator('body.dragging').count(), 0);
  await checked(page);
  await startOver(page);
  await page.evaluate(
    (data) => document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data })),
    transfer,
  );
  await checked(page);
});
