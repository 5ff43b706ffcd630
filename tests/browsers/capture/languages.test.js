// The element in every language on the narrowest screen: each state and each text fits, without a sideways scroll.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES, loadTexts } from '../../../pkg/texts.js';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { screenshotPath } from '../../page/help/screenshots.js';
import { chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';

/** @import { Language } from '../../../pkg/texts.js' */
/** @import { Page } from 'playwright-core' */

const WIDTH = 320;
/** Of these the pictures are looked at. */
const PICTURED = ['en', 'zh-Hans', 'th', 'ar'];

const ada = asFile(drawPerson('ada'));
const dim = asFile(drawPerson('ada', 720, 960, { size: 0.3 }));
const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no photo at all') };

/** Keeps what does not fit in any state, by state. */
const MEASURE = `
  window.misfits = [];
  window.seen = new Set();
  window.measure = (name) => {
    const capture = document.querySelector('face-capture');
    const wide = [...capture.shadowRoot.querySelectorAll('*')].filter((node) => {
      if (node.closest('svg, video, .zoom, .crop-frame, .visually-hidden') || node.checkVisibility?.() === false) {
        return false;
      }
      const { left, right, width } = node.getBoundingClientRect();
      return width > 0 && (left < -0.5 || right > innerWidth + 0.5 || node.scrollWidth > node.clientWidth + 1);
    });
    const page = document.documentElement.scrollWidth;
    for (const node of wide.filter((node) => node.clientWidth > 0)) {
      window.misfits.push(name + ': ' + node.localName + '.' + node.className + ' ' + node.textContent.slice(0, 60));
    }
    if (page > innerWidth) {
      window.misfits.push(name + ': the page is ' + page + ' wide');
    }
    window.seen.add(name);
  };
  document.addEventListener('face-capture:state', ({ detail }) => requestAnimationFrame(() => measure(detail.state)));`;

/** Puts every text of the element into the part that shows such texts. */
const EVERY_TEXT = `
  const step = document.querySelector('face-capture').shadowRoot.querySelector('.step');
  step.replaceChildren(...Object.entries(texts).map(([key, text]) => {
    const kind = key.includes('.action.') ? 'button' : key.endsWith('title') ? 'h2' : 'p';
    const node = document.createElement(kind);
    node.className = { button: 'button', h2: 'title', p: 'lead' }[kind];
    node.textContent = text.replace('{number}', '12');
    return node;
  }));
  measure('texts');`;

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch({
    args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    viewport: { width: WIDTH, height: 640 },
  });
});
after(() => browser?.close());

/** @param {Page} page @param {string} language @param {string} name */
async function picture(page, language, name) {
  if (PICTURED.includes(language)) {
    await page.screenshot({ path: screenshotPath(`capture-${language}-${name}-${WIDTH}`), fullPage: true });
  }
}

for (const language of LANGUAGES) {
  test(`${language}: every state fits into ${WIDTH} pixels`, { timeout: 120_000 }, () => everyState(language));
}

/** @param {Language} language */
async function everyState(language) {
  const texts = await loadTexts(language);
  const verdict = {
    ...{ kind: 'verdict', ok: true, passed: false, code: 'Success', subCode: '204', score: 12, registered: false },
    ...{
      actor: 'photo',
      meaning: 'No match.',
      advice: 'No match.',
      key: 'answer.no_match',
      requestId: 'r',
      attempts: 1,
    },
    transactionId: 't',
  };
  const { page, run, faults, close } = await openCapture(browser.context, {
    body: `<face-capture lang="${language}" endpoint="/api/verify" policy="signup"></face-capture>`,
    prelude: MEASURE,
    route: (path) =>
      path === '/api/verify'
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(verdict) }
        : undefined,
  });
  const button = (/** @type {keyof typeof texts} */ key) =>
    page.getByRole('button', { name: texts[key], exact: true }).first();
  try {
    await page.getByText(texts['capture.intro.title'], { exact: true }).waitFor();
    await run(`measure('intro')`);
    await picture(page, language, 'intro');
    assert.deepEqual(
      await run(`const { lang, dir } = document.querySelector('face-capture').shadowRoot.querySelector('.root');
        return [lang, dir];`),
      [language, texts.direction],
    );

    await button('capture.action.camera').click();
    await button('capture.action.shutter').waitFor();
    await run(`measure('camera')`);
    await picture(page, language, 'camera');
    await button('capture.action.cancel').click();

    await chooseFile(page, text);
    await inState(page, 'problem');
    await picture(page, language, 'problem');
    await chooseFile(page, dim);
    await inState(page, 'review');
    await picture(page, language, 'warned');
    await chooseFile(page, ada);
    await button('capture.action.crop').click();
    await inState(page, 'crop');
    await run(`measure('crop')`);
    await picture(page, language, 'crop');
    await button('capture.action.back').click();
    await button('capture.action.send').click();
    await inState(page, 'verdict');
    await page.getByText(texts['answer.no_match'], { exact: true }).waitFor();
    await run(`measure('verdict')`);
    await picture(page, language, 'verdict');

    const told = await run('return window.events');
    const events = (/** @type {string} */ name) =>
      told.filter((/** @type {{ name: string }} */ event) => event.name === name);
    assert.equal(events('verdict')[0]?.answer.advice, texts['answer.no_match']);
    const far = events('photo')[0]?.checks.find((/** @type {{ id: string }} */ { id }) => id === 'face_share');
    assert.equal(far?.advice, texts['check.face_share.too_far']);

    await run(`const texts = ${JSON.stringify(texts)}; delete texts.direction; ${EVERY_TEXT}`);
    const seen = await run('return [...window.seen]');
    for (const state of ['intro', 'camera', 'working', 'problem', 'review', 'crop', 'sending', 'verdict', 'texts']) {
      assert.ok(seen.includes(state), `${state} was shown`);
    }
    assert.deepEqual(await run('return [...new Set(window.misfits)]'), []);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
}
