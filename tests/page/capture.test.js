// The picture that is taken automatically: when, and which frame it is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from './help/browser.js';
import { PER_SECOND, saidInOrder, scene, visitCamera } from './help/guided.js';
import { colourOf, marked, softened } from './help/pictures.js';
import { drawPerson } from './help/portrait.js';
import { REAL_PEOPLE, viewsOf } from './help/real-people.js';
import { screenshotPath } from './help/screenshots.js';
import { standingFilms, standingService } from './help/standing.js';
import { checked, title } from './help/steps.js';

/** @import { Image } from './help/portrait.js' */

const SIZE = /** @type {const} */ ([720, 960]);

const service = standingService();
const films = standingFilms();

for (const name of REAL_PEOPLE) {
  test(`from an empty room to a picture of a real face that is taken automatically: ${name}`, async () => {
    const decoder = await visit(service.page);
    const { far, near } = await viewsOf(decoder.page, name, [...SIZE]).finally(decoder.end);
    const frames = [...scene(drawPerson(null, ...SIZE), 3), ...scene(far, 3), ...scene(near, 8)];
    const args = await films.film(name, /** @type {[Image, ...Image[]]} */ (frames), PER_SECOND);
    const { page, faults, end } = await visitCamera(service.page, args, { viewport: { width: 360, height: 740 } });
    try {
      await page.getByLabel('Take the photo automatically').check();
      await saidInOrder(page, ['no_face', 'too_far', 'good']);
      await checked(page);
      assert.match((await title(page)) ?? '', /^Your photo looks good|^This photo will work/);
      assert.equal(await page.locator('.picture-faces rect').count(), 1);
      await page.screenshot({ path: screenshotPath(`guidance-real-${name}`), fullPage: true });
      assert.deepEqual(faults, []);
    } finally {
      await end();
    }
  });
}

test('of the last good frames the sharpest becomes the picture', async () => {
  const crisp = drawPerson('bob', ...SIZE);
  // In focus for half a second: shorter than a picture has to be good for, so that the latest frame is never sharp.
  const args = await films.film(
    'focus',
    /** @type {[Image, ...Image[]]} */ ([
      ...scene(drawPerson(null, ...SIZE), 6),
      ...scene(marked(crisp), 0.5),
      ...scene(softened(crisp, 4), 6),
    ]),
    PER_SECOND,
  );
  const { page, faults, end } = await visitCamera(service.page, args, {}, (prepared) =>
    prepared.evaluate(() => {
      // Ticked by the page once the room is seen empty: however slow all of it is, the sharp scene comes after that.
      const capture = /** @type {any} */ (document.getElementById('source'));
      const { shadowRoot } = capture;
      Object.assign(window, { heldText: '' });
      capture.addEventListener('face-capture:hint', (/** @type {any} */ { detail }) => {
        const box = shadowRoot.querySelector('.automatic input');
        if (detail.hint === 'no_face' && !box.checked) {
          box.click();
        } else if (detail.hint === 'good' && box.checked) {
          Object.assign(window, { heldText: shadowRoot.querySelector('.hint').textContent });
        }
      });
    }),
  );
  try {
    await checked(page);
    assert.match(await page.evaluate(() => /** @type {any} */ (window).heldText), /Hold still/);
    const [red = 0, green = 0, blue = 0] = await colourOf(page, 'Your photo as it came', {
      x: 0.01,
      y: 0.01,
      size: 0.03,
    });
    assert.ok(blue > 180 && red < 80 && green < 80, `the corner is ${red}, ${green}, ${blue}`);
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});

test('a slow camera has to give five frames as well', async () => {
  const images = [...Array(4).fill(drawPerson(null, ...SIZE)), ...Array(12).fill(drawPerson('ada', ...SIZE))];
  const args = await films.film('slow', /** @type {[Image, ...Image[]]} */ (images), 1);
  const { page, faults, end } = await visitCamera(service.page, args, {}, (prepared) =>
    prepared.evaluate(() => {
      const times = Object.assign(window, { goodMs: 0, takenMs: 0 });
      const capture = /** @type {HTMLElement} */ (document.getElementById('source'));
      const listen = (/** @type {string} */ name, /** @type {(event: any) => void} */ then) =>
        capture.addEventListener(`face-capture:${name}`, then);
      listen('hint', ({ detail, timeStamp }) => {
        times.goodMs = detail.hint === 'good' ? timeStamp : times.goodMs;
      });
      listen('state', ({ detail, timeStamp }) => {
        times.takenMs = detail.state === 'working' ? timeStamp : times.takenMs;
      });
    }),
  );
  try {
    await page.getByLabel('Take the photo automatically').check();
    await checked(page);
    const { goodMs, takenMs } = await page.evaluate(() => {
      const { goodMs: good, takenMs: taken } = /** @type {any} */ (window);
      return { goodMs: good, takenMs: taken };
    });
    assert.ok(goodMs > 0);
    const waitedMs = takenMs - goodMs;
    assert.ok(waitedMs > 3000, `taken after ${waitedMs} ms, when three frames can have come`);
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});
