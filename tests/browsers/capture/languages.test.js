// The element in every language on the narrowest screen: each state and each text fits, without a sideways scroll.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES, loadTexts } from '../../../pkg/texts.js';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { screenshotPath } from '../../page/help/screenshots.js';
import { chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';
import { fakeCameras } from '../../support/fake-cameras.js';

/** @import { Language } from '../../../pkg/texts.js' */
/** @import { Page } from 'playwright-core' */

const WIDTH = 320;
/** Of these the pictures are looked at. */
const PICTURED = /** @type {const} */ (['en', 'zh-Hans', 'th', 'ar']);
/** Words are not set apart by spaces, so that a line may end in most places. */
const UNSPACED = new Set(['ja', 'th', 'zh-Hans', 'zh-Hant']);

const ada = asFile(drawPerson('ada'));
const dim = asFile(drawPerson('ada', 720, 960, { size: 0.3 }));
const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no photo at all') };
const verdict = {
  ...{ kind: 'verdict', ok: true, passed: false, code: 'Success', subCode: '204', score: 12, registered: false },
  ...{ actor: 'photo', meaning: 'No match.', advice: 'No match.', key: 'answer.no_match' },
  ...{ requestId: 'r', attempts: 1, transactionId: 't' },
};

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
/** The page in which every state is drawn, in one language after another. @type {Awaited<ReturnType<typeof openCapture>>} */
let drawn;
before(async () => {
  browser = await launch({ viewport: { width: WIDTH, height: 568 }, hasTouch: true });
  drawn = await openCapture(browser.context, {
    body: '<face-capture steps=""></face-capture>',
    // Whoever asks for a camera waits.
    prelude: fakeCameras({ cameras: [], pending: true }),
  });
  await drawn.run("window.states = await import('/tests/browsers/capture/every-state.js')");
});
after(async () => {
  await drawn?.close();
  await browser?.close();
});

/** @param {Language} language @param {string} look an expression in the page */
const draw = (language, look) =>
  drawn.run(`const { default: texts } = await import('/pkg/lib/texts/${language}.js');
    return window.states.drawAll(texts, ${look});`);

for (const language of LANGUAGES) {
  test(`${language}: every state fits into ${WIDTH} pixels`, { timeout: 120_000 }, async () => {
    const { found, seen } = await draw(language, `window.states.fits(${!UNSPACED.has(language)})`);
    assert.ok(seen.length > 100, `${seen.length} states`);
    assert.deepEqual(found, []);
    assert.deepEqual(drawn.faults, []);
  });
}

test('what can be touched is large enough where the page has a small font', { timeout: 60_000 }, async () => {
  await drawn.run("document.documentElement.style.fontSize = '10px'");
  const { found } = await draw('en', 'window.states.tooSmall');
  await drawn.run("document.documentElement.style.fontSize = ''");
  assert.deepEqual(found, []);
});

/** Runs in the page: whether a text's last letter stands right of its first. @param {Element | null} node */
function endsRight(node) {
  const texts = document.createTreeWalker(/** @type {Element} */ (node), NodeFilter.SHOW_TEXT);
  const text = /** @type {Text} */ (texts.nextNode());
  const left = (/** @type {number} */ at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect().left;
  };
  const letters = text.data.replace(/\u2069$/, '');
  return left(letters.length - 1) > left(letters.startsWith('\u2068') ? 1 : 0);
}

test('in Arabic the names of cameras, numbers and the words of others keep their own direction', {
  timeout: 120_000,
}, async () => {
  const advice = 'Call us (desk 7).';
  const cameras = [
    { id: 'a', label: 'Logitech BRIO (046d:085e)' },
    { id: 'b', label: '' },
  ];
  const { page, run, close } = await openCapture(browser.context, {
    body: `<face-capture lang="ar" endpoint="/api/verify" policy="signup"></face-capture>`,
    prelude: fakeCameras({ cameras }),
    route: (path) => {
      if (path === '/person.png') {
        return { body: ada.buffer };
      }
      const body = JSON.stringify({ ...verdict, key: 'answer.of_a_later_version', advice });
      return path === '/api/verify' ? { headers: { 'content-type': 'application/json' }, body } : undefined;
    },
  });
  const is = async (/** @type {string} */ node) => await run(`return (${endsRight})(${node})`);
  try {
    await page.locator('face-capture .root[dir="rtl"]').waitFor();
    await page.locator('[part~="camera-button"]').click();
    const options = page.locator('dialog.camera[data-state="live"] option');
    await options.first().waitFor({ state: 'attached' });
    const [label, unnamed] = await options.allTextContents();
    assert.equal(label, '\u2068Logitech BRIO (046d:085e)\u2069');
    assert.match(unnamed ?? '', /^كاميرا \u2068.\u2069$/);
    // The list of a menu is the system's: the same text in a paragraph shows its order.
    const dialog = "document.querySelector('face-capture').shadowRoot.querySelector('dialog .hint')";
    await run(`${dialog}.textContent = ${JSON.stringify(label)}`);
    assert.equal(await is(dialog), true, 'the bracket ends the name');
    await page.keyboard.press('Escape');
    await chooseFile(page, ada);
    await inState(page, 'review');
    await page.locator('[part~="use-button"]').click();
    await inState(page, 'verdict');
    await page.getByText(advice).waitFor();
    assert.equal(
      await is("document.querySelector('face-capture').shadowRoot.querySelector('.lead')"),
      true,
      'the full stop ends the sentence',
    );
    await run(`document.querySelector('face-capture').strings = { 'capture.action.camera': 'Start (now).' };
      document.querySelector('face-capture').reset();`);
    await inState(page, 'intro');
    const start = "document.querySelector('face-capture').shadowRoot.querySelector('[part~=camera-button] span')";
    assert.equal(await is(start), true, "the page's own words");
  } finally {
    await close();
  }
});

test('words that come after the camera has opened are those of the whole dialog', { timeout: 120_000 }, async () => {
  const texts = await loadTexts('th');
  let go = () => {};
  const held = new Promise((done) => {
    go = () => done(undefined);
  });
  const cameras = [
    { id: 'a', label: 'FaceTime HD Camera' },
    { id: 'b', label: 'Logitech BRIO' },
  ];
  const { page, run, faults, close } = await openCapture(browser.context, {
    body: '<face-capture lang="th"></face-capture>',
    prelude: fakeCameras({ cameras }),
    route: async (path) => {
      await (path.endsWith('/texts/th.js') && held);
      return path === '/person.png' ? { body: ada.buffer } : undefined;
    },
  });
  const dialog = page.locator('dialog.camera');
  const shown = () =>
    dialog.evaluate((node) => ({
      title: node.querySelector('h2')?.textContent,
      cancel: node.querySelector('.camera-head button')?.textContent,
      shutter: /** @type {HTMLElement | null} */ (node.querySelector('.shutter'))?.title,
      automatic: node.querySelector('.automatic')?.textContent,
      menu: node.querySelector('select')?.getAttribute('aria-label'),
    }));
  const wordsOf = (/** @type {(key: import('../../../pkg/texts.js').TextKey) => string | undefined} */ say) => ({
    title: say('capture.camera.title'),
    cancel: say('capture.action.cancel'),
    shutter: say('capture.action.shutter'),
    automatic: say('capture.action.automatic'),
    menu: say('capture.camera.menu'),
  });
  const english = await loadTexts('en');
  try {
    await page.getByRole('button', { name: english['capture.action.camera'] }).click();
    await dialog.and(page.locator('[data-state="live"]')).waitFor();
    assert.deepEqual(
      await shown(),
      wordsOf((key) => english[key]),
    );
    const cancel = page.getByRole('button', { name: english['capture.action.cancel'] });
    await cancel.focus();
    go();
    await page.locator('face-capture .root[lang="th"]').waitFor();
    assert.deepEqual(
      await shown(),
      wordsOf((key) => texts[key]),
    );
    assert.match((await dialog.locator('.hint').textContent()) ?? '', /\p{Script=Thai}/u);
    const focus = "return document.querySelector('face-capture').shadowRoot.activeElement.textContent";
    assert.equal(await run(focus), texts['capture.action.cancel'], 'the focus stays where it was');
    assert.equal(await run('return window.requests.length'), 1, 'the camera goes on');
    assert.deepEqual(faults, []);
  } finally {
    go();
    await close();
  }
});

for (const language of PICTURED) {
  test(`${language}: from the intro to the verdict`, { timeout: 120_000 }, () => wholeWay(language));
}

/** @param {Page} page @param {string} name */
const picture = (page, name) => page.screenshot({ path: screenshotPath(`capture-${name}-${WIDTH}`), fullPage: true });

/** @param {Language} language */
async function wholeWay(language) {
  const texts = await loadTexts(language);
  const { page, run, faults, close } = await openCapture(browser.context, {
    body: `<face-capture lang="${language}" endpoint="/api/verify" policy="signup"></face-capture>`,
    prelude: fakeCameras({ cameras: [{ id: 'a', label: 'FaceTime HD Camera' }], pending: true }),
    route: (path) =>
      path === '/api/verify'
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(verdict) }
        : undefined,
  });
  const button = (/** @type {keyof typeof texts} */ key) =>
    page.getByRole('button', { name: texts[key], exact: true }).first();
  try {
    await page.getByText(texts['capture.intro.title'], { exact: true }).waitFor();
    await picture(page, `${language}-intro`);
    assert.deepEqual(
      await run(`const { lang, dir } = document.querySelector('face-capture').shadowRoot.querySelector('.root');
        return [lang, dir];`),
      [language, texts.direction],
    );
    await button('capture.action.camera').click();
    await page.getByText(texts['capture.camera.allow'], { exact: true }).waitFor();
    await picture(page, `${language}-camera`);
    await button('capture.action.cancel').click();
    await chooseFile(page, text);
    await inState(page, 'problem');
    await picture(page, `${language}-problem`);
    await chooseFile(page, dim);
    await inState(page, 'review');
    await picture(page, `${language}-warned`);
    await chooseFile(page, ada);
    await button('capture.action.send').click();
    await inState(page, 'verdict');
    await page.getByText(texts['answer.no_match'], { exact: true }).waitFor();
    await picture(page, `${language}-verdict`);

    const told = await run('return window.events');
    const events = (/** @type {string} */ name) =>
      told.filter((/** @type {{ name: string }} */ event) => event.name === name);
    assert.equal(events('verdict')[0]?.answer.advice, texts['answer.no_match']);
    const far = events('photo')[0]?.checks.find((/** @type {{ id: string }} */ { id }) => id === 'face_share');
    assert.equal(far?.advice, texts['check.face_share.too_far']);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
}
