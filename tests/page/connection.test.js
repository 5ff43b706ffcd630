// The connection: nothing goes elsewhere, a lost one is explained, and the checks do without.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from './help/browser.js';
import { asFile, drawPerson } from './help/portrait.js';
import { standingService } from './help/standing.js';
import { answer, checked, choose, open, send, startOver, title } from './help/steps.js';

const ada = asFile(drawPerson('ada'));
const bob = asFile(drawPerson('bob'));

const service = standingService();

/** The wasm that photos of any kind need, where there is SIMD. */
const MODULES = ['face_preflight_jpeg', 'face_preflight_face', 'face_preflight'].map((name) => `wasm/${name}.wasm`);

/** The facts of an attempt before stand until there is a verdict. @param {import('playwright-core').Page} page */
const decided = (page) => page.locator('#source .root[data-state="verdict"]').waitFor();

test('once loaded, photos are checked without a connection, and sent when it is back', {
  timeout: 120_000,
}, async () => {
  const { page, context, faults, end } = await visit(service.page);
  try {
    await open(page, service.page);
    const isKept = () =>
      page.evaluate(async (modules) => {
        const kept = new Set((await (await caches.open('selfie-check')).keys()).map(({ url }) => url));
        const loaded = performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .filter((name) => !name.includes('/api/'));
        // A file is kept once, whatever its query says.
        const [page] = location.href.split('?');
        const needed = [page ?? '', ...loaded, ...modules.map((name) => new URL(name, location.href).href)];
        return needed.every((name) => kept.has(name));
      }, MODULES);
    while (!(await isKept())) {
      await page.waitForTimeout(200);
    }
    await context.setOffline(true);
    await page.reload();
    await page.locator('#offline').waitFor();
    await choose(page, ada);
    await checked(page);
    assert.equal(await title(page), 'Your photo looks good');
    assert.equal(await page.getByRole('button', { name: 'Send' }).count(), 0, 'the policies are not known');
    await page.locator('#notice').waitFor();

    await context.setOffline(false);
    await page.getByRole('button', { name: 'Send' }).waitFor();
    assert.equal(await page.locator('#notice').isVisible(), false);
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'You’re offline' }).waitFor();
    await context.setOffline(false);
    await decided(page);
    assert.equal((await answer(page)).SubCode, '200', 'sent automatically');
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});

test('nothing but the files of the page is kept', { timeout: 120_000 }, async () => {
  const { page, end } = await visit(service.page);
  try {
    await open(page, service.page);
    const kept = () =>
      page.evaluate(async () => (await (await caches.open('selfie-check')).keys()).map(({ url }) => url));
    const root = new URL('./', page.url()).href;
    const files = ['', 'main.js', 'style.css', 'face-preflight-worker.js', ...MODULES];
    const expected = files.map((name) => `${root}${name}`);
    const isWhole = (/** @type {string[]} */ names) => expected.every((name) => names.includes(name));
    // The files are kept one by one, in an order of their own.
    while (!isWhole(await kept())) {
      await page.waitForTimeout(200);
    }
    const beside = ['healthz', 'api/config', 'THIRD-PARTY.txt', 'reports/me.js', '?q=1', 'main.js?q=2'];
    for (const path of beside) {
      await page.evaluate(async (address) => void (await fetch(address)), `./${path}`);
    }
    const names = (await kept()).map((url) => url.slice(root.length));
    const own = /^(index\.html)?$|^[\w-]+\.(js|css|svg)$|^wasm\/\w+\.(wasm|bin)$/;
    assert.deepEqual(
      names.filter((name) => !own.test(name) || name.startsWith('reports/')),
      [],
    );
  } finally {
    await end();
  }
});

test('a lost answer is asked for again as the same question', async () => {
  const { page, end } = await visit(service.page, { serviceWorkers: 'block' });
  /** @type {string[]} */
  const keys = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/verify')) {
      keys.push(request.headers()['idempotency-key'] ?? '');
    }
  });
  try {
    await open(page, service.page);
    await choose(page, ada);
    await checked(page);
    await page.route('**/api/verify', (route) => route.abort());
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'We can’t reach the service' }).waitFor();
    await page.unroute('**/api/verify');
    await page.getByRole('button', { name: 'Try again' }).click();
    await decided(page);
    assert.equal((await answer(page)).SubCode, '200');
    assert.ok(keys.length > 2, 'the package tries more than once');
    assert.equal(new Set(keys).size, 1);
    await startOver(page);
    await choose(page, ada);
    await checked(page);
    await send(page);
    assert.notEqual(keys.at(-1), keys[0], 'a new question');
  } finally {
    await end();
  }
});

test('without JavaScript the form sends the photo', async () => {
  const { page, faults, end } = await visit(service.page, { javaScriptEnabled: false });
  try {
    await page.goto(service.page);
    await page.locator('#plain-user').fill('no script');
    await page.locator('#plain-photo').setInputFiles(ada);
    await page.getByRole('button', { name: 'Send the photo' }).click();
    await page.getByRole('heading', { name: 'Passed', exact: true }).waitFor();
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});

test('waiting for the verdict can be cancelled', async () => {
  const { page, end } = await visit(service.page, { serviceWorkers: 'block' });
  try {
    await open(page, service.page);
    // A person whom no test before registered.
    await choose(page, bob);
    await checked(page);
    await page.route('**/api/verify', () => {}); // never answered
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Sending your photo' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await checked(page);
    await page.unroute('**/api/verify');
    assert.equal((await send(page)).SubCode, '200');
  } finally {
    await end();
  }
});

test('answers without a verdict say what to do', async () => {
  const { page, end } = await visit(service.page, { serviceWorkers: 'block' });
  const refusal = { kind: 'refused', ok: false, passed: false, retryable: false, requestId: null, attempts: 0 };
  const failure = { ...refusal, kind: 'failed' };
  const cases = /** @type {[number, string | object, RegExp, RegExp][]} */ ([
    [200, '<html>', /Something went wrong on our side/, /try again later/],
    [
      429,
      {
        ...failure,
        code: 'Throttling.Api',
        meaning: 'Too many calls.',
        advice: 'Wait a moment.',
        actor: 'environment',
        retryable: true,
      },
      /We don’t have an answer yet/,
      /Wait a moment[\s\S]*Try again/,
    ],
    [
      422,
      {
        ...failure,
        code: 'NoFaceDetected',
        meaning: 'No face.',
        advice: 'Show your face.',
        actor: 'photo',
      },
      /Please take another photo/,
      /Show your face/,
    ],
    [
      422,
      {
        ...refusal,
        code: 'picture_refused',
        meaning: 'It does not pass.',
        advice: 'Take another.',
        actor: 'photo',
        report: {
          checks: [
            {
              id: 'frame_dark',
              status: 'fail',
              value: 12,
              limit: 40,
              unit: 'luma',
              advice: 'Turn to a window.',
              apiCode: null,
            },
          ],
        },
      },
      /Please take another photo/,
      /Turn to a window/,
    ],
    [
      502,
      {
        ...failure,
        code: 'Forbidden.AccountAccessDenied',
        meaning: 'Not activated.',
        advice: 'Activate it.',
        actor: 'environment',
        requestId: 'R-1',
        attempts: 1,
      },
      /We don’t have an answer yet/,
      /The people who run the service/,
    ],
  ]);
  try {
    await open(page, service.page);
    await choose(page, ada);
    await checked(page);
    for (const [status, body, headline, text] of cases) {
      await page.route('**/api/verify', (route) =>
        route.fulfill({
          status,
          contentType: 'application/json',
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      );
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForFunction(() =>
        ['verdict', 'problem'].includes(/** @type {any} */ (document.getElementById('source')).state),
      );
      await page.locator('.facts').waitFor();
      const shown = `${await page.locator('#source .step').innerText()} ${await page.locator('#answer').innerText()}`;
      assert.match(shown, headline);
      assert.match(shown, text);
      await page.unroute('**/api/verify');
      await startOver(page);
      await choose(page, ada);
      await checked(page);
    }
  } finally {
    await end();
  }
});

test('one configuration that fails is asked for again', async () => {
  const { page, end } = await visit(service.page, { serviceWorkers: 'block' });
  try {
    let asked = 0;
    await page.route('**/api/config', (route) => (asked++ === 0 ? route.abort() : route.fallback()));
    await page.goto(service.page);
    await page.locator('#notice').waitFor();
    await choose(page, ada);
    await page.locator('#source').getByRole('button', { name: 'Send' }).waitFor();
    assert.equal(asked, 2);
    assert.equal(await page.locator('#notice').isVisible(), false);
  } finally {
    await end();
  }
});
