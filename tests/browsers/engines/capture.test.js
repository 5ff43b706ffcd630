// `<face-capture>` in the engines that its own suite does not use: in a form, before many cameras, twice on a page, from
// right to left, and taken away while it runs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { drawPerson } from '../../page/help/portrait.js';
import { PASSED, serveCapture } from '../../support/capture.js';
import { HELPERS, scripted } from '../../support/capture-script.js';
import { KIOSK, PROFILES, fakeCameras } from '../../support/fake-cameras.js';
import { launchFirefox } from '../../support/firefox.js';
import { encodeUnfilteredPng } from '../../support/png.js';
import { launchWebKit } from '../../support/webkit.js';

/** @import { Engine } from '../../support/engine.js' */

const person = encodeUnfilteredPng(drawPerson('ada', 720, 960));
const COUNT_WORKERS = `window.workers = [];
  window.Worker = class extends Worker {
    constructor(...given) { super(...given); window.workers.push(this); this.alive = true; }
    terminate() { super.terminate(); this.alive = false; }
  };`;

/** Each ends with a way on, and the camera can be tried again. */
const FAILURES = {
  NotAllowedError: ['camera_denied', 'The camera is blocked'],
  NotFoundError: ['camera_missing', 'We couldn’t find a camera'],
  NotReadableError: ['camera_busy', 'The camera is in use'],
};

const FORM = `<form action="/signup" method="post" enctype="multipart/form-data" target="sink">
  <face-capture name="selfie" required></face-capture></form><iframe name="sink"></iframe>`;

for (const [name, launch] of /** @type {const} */ ([
  ['Firefox', () => launchFirefox()],
  ['WebKit', launchWebKit],
])) {
  describe(`the element in ${name}`, { timeout: 420_000 }, () => {
    /** @type {Engine} */
    let engine;
    /** @type {Awaited<ReturnType<typeof serveCapture>>} */
    let server;
    /** @param {string} code */
    const run = (code) => scripted(engine, code);
    before(async () => {
      engine = await launch();
      server = await serveCapture({
        prelude: `${COUNT_WORKERS} ${fakeCameras({ cameras: [{ id: 'a', label: 'A' }] })} localStorage.clear(); ${HELPERS}`,
        route: (path) => {
          if (path === '/verify') {
            return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(PASSED) };
          }
          return { '/person.png': { body: person }, '/signup': { body: '<p>Thank you' } }[path];
        },
      });
      await engine.open(server.url);
      await run("while (!window.ready) await new Promise((done) => setTimeout(done, 20)); return 'ready';");
    });
    after(async () => {
      await engine?.close();
      server?.close();
    });

    test('the JPEG is the form’s value, and is sent with it', async () => {
      const seen = await run(`fresh(\`${FORM}\`);
        const { form } = capture;
        const missing = [form.checkValidity(), capture.validity.valueMissing, capture.validationMessage];
        await choose('/person.png');
        await inState('review');
        await press('use-button');
        await inState('done');
        let sent;
        form.addEventListener('formdata', ({ formData }) => { sent = formData.get('selfie'); });
        form.requestSubmit();
        const bytes = new Uint8Array(await sent.arrayBuffer());
        return { missing, valid: form.checkValidity(), sent: [sent.name, sent.type, bytes[0], bytes[1]] };`);
      assert.deepEqual(seen, {
        missing: [false, true, 'Please add a photo of your face.'],
        valid: true,
        sent: ['face.jpg', 'image/jpeg', 0xff, 0xd8],
      });
      await run(
        "await until('the form at the server', async () => document.querySelector('iframe').contentDocument?.URL.endsWith('/signup'));",
      );
      assert.ok(server.asked.includes('/signup'));
    });

    for (const [error, expected] of Object.entries(FAILURES)) {
      test(`a camera that ends with ${error} is explained, with a way on`, async () => {
        const seen = await run(`fresh('<face-capture></face-capture>');
          profile.error = '${error}';
          await press('camera-button');
          await until('a problem', () => dialog().dataset.state === 'problem');
          const [{ code }] = told('error');
          const seen = [code, titleOf(dialog()), dialog().querySelector('[part~="file-button"]') !== null];
          delete profile.error;
          dialog().querySelector('.button.primary').click();
          await live();
          dialog().querySelector('.button.quiet').click();
          await inState('intro');
          return [...seen, ended()];`);
        assert.deepEqual(seen, [...expected, true, true]);
      });
    }

    test('a camera that is unplugged while it runs is reported, and can be opened again', async () => {
      const seen = await run(`fresh('<face-capture></face-capture>');
        await press('camera-button');
        await live();
        tracks.at(-1).dispatchEvent(new Event('ended'));
        await until('a problem', () => dialog().dataset.state === 'problem');
        const seen = [told('error')[0].code, titleOf(dialog())];
        dialog().querySelector('.button.primary').click();
        await live();
        capture.stop();
        return [...seen, capture.state, ended()];`);
      assert.deepEqual(seen, ['camera_lost', 'The camera stopped', 'intro', true]);
    });

    test('the best of a device’s cameras is taken, and one that is gone is forgotten', async () => {
      const seen = await run(`const best = [];
        for (const one of ${JSON.stringify(Object.values(PROFILES))}) {
          localStorage.setItem('face-capture:camera:user', 'gone');
          fresh('<face-capture></face-capture>');
          Object.assign(profile, { nameless: false }, one);
          capture.start();
          await live();
          best.push([told('camera').at(-1).settings.deviceId, localStorage.getItem('face-capture:camera:user')]);
          capture.stop();
        }
        Object.assign(profile, { nameless: false, cameras: [{ id: 'a', label: 'A' }] });
        return best;`);
      assert.deepEqual(
        seen,
        Object.values(PROFILES).map(({ best }) => [best, null]),
      );
    });

    test('a camera on its side is turned, and its picture is upright', async () => {
      const seen = await run(`fresh('<face-capture></face-capture>');
        profile.cameras = ${JSON.stringify(KIOSK.cameras)};
        capture.start();
        await live();
        for (let turns = 0; turns < 3; turns += 1) await press('turn-right');
        await good();
        await press('shutter');
        await inState('review');
        profile.cameras = [{ id: 'a', label: 'A' }];
        const { ok, report } = capture.photo;
        return [ok, report.checks.find(({ id }) => id === 'turned_photo').status];`);
      assert.deepEqual(seen, [true, 'pass']);
    });

    test('the photo is taken automatically, sent, and every step fires an event', async () => {
      const seen = await run(`fresh('<face-capture auto policy="signup" endpoint="/verify"></face-capture>');
        capture.start();
        await inState('review');
        await press('use-button');
        await inState('verdict');
        const states = told('state').map(({ state }) => state);
        return [states, [...new Set(events.map(({ name }) => name))].sort(), told('hint').at(-1).hint, ended()];`);
      assert.deepEqual(seen, [
        ['intro', 'camera', 'working', 'review', 'sending', 'verdict'],
        ['camera', 'hint', 'photo', 'state', 'verdict'],
        'good',
        true,
      ]);
    });

    test('from right to left, and with text of twice the size, it fits', async () => {
      const seen = await run(`document.documentElement.style.fontSize = '200%';
        fresh('<face-capture lang="ar"></face-capture>');
        capture.style.width = '328px';
        const root = part('root');
        await until('Arabic', () => root.lang === 'ar' && root.dir === 'rtl');
        const wide = [];
        const look = (name) => root.scrollWidth > root.clientWidth && wide.push(name);
        look('intro');
        await choose('/person.png');
        await inState('review');
        look('review');
        const { direction } = getComputedStyle(part('step'));
        document.documentElement.style.fontSize = '';
        return { direction, wide };`);
      assert.deepEqual(seen, { direction: 'rtl', wide: [] });
    });

    test('two elements on one page do not know of each other', async () => {
      const seen =
        await run(`fresh('<form><face-capture name="one" id="one"></face-capture><face-capture name="two" id="two"></face-capture></form>');
        const [one, two] = document.querySelectorAll('face-capture');
        await choose('/person.png', one);
        await inState('review', one);
        two.start();
        await live(two);
        const between = [one.state, two.value];
        await press('shutter', two);
        await inState('review', two);
        const waiting = [...new FormData(two.form).keys()];
        await press('use-button', two);
        await inState('done', two);
        one.reset();
        return [...between, waiting, one.value, [...new FormData(two.form).keys()]];`);
      assert.deepEqual(seen, ['review', null, [], null, ['two']]);
    });

    test('fifty times opened and closed inside of another shadow tree, its events reach the host, and nothing is left', async () => {
      await run(`fresh('<p id="around"></p>');
        const { shadowRoot } = (around.attachShadow({ mode: 'open' }), around);
        shadowRoot.innerHTML = '<face-capture></face-capture>';
        window.capture = shadowRoot.querySelector('face-capture');
        window.heard = {};
        for (const name of ['state', 'camera', 'hint']) {
          around.addEventListener('face-capture:' + name, ({ target }) => { heard[name] = target === around; });
        }
        capture.start();
        await until('a hint', () => dialog().dataset.hint);
        capture.stop();`);
      const counts = [];
      for (let tens = 0; tens < 5; tens += 1) {
        counts.push(
          await run(`for (let times = 0; times < 10; times += 1) {
            capture.start();
            await live();
            capture.stop();
          }
          return capture.shadowRoot.querySelectorAll('*').length;`),
        );
      }
      assert.deepEqual(counts, Array(5).fill(counts[0]), 'as many nodes as before');
      const seen = await run(
        "return [heard, told('camera').length, ended(), workers.filter(({ alive }) => alive).length < 2]",
      );
      assert.deepEqual(seen, [{ state: true, camera: true, hint: true }, 51, true, true]);
    });

    test('taken away while the camera runs, it leaves no track and no worker', async () => {
      const seen = await run(`fresh('<face-capture></face-capture>');
        // A worker that has nothing to do ends after ten seconds; here sooner.
        const { setTimeout: wait } = window;
        window.setTimeout = (then, ms, ...given) => wait(then, ms === 10_000 ? 500 : ms, ...given);
        capture.start();
        await until('a hint', () => dialog().dataset.hint);
        const began = workers.length;
        capture.remove();
        const stopped = ended();
        await until('no worker', () => workers.every(({ alive }) => !alive));
        window.setTimeout = wait;
        return [began > 0, stopped];`);
      assert.deepEqual(seen, [true, true]);
    });

    test('all of it under a strict policy, without a fault', async () => {
      assert.deepEqual(await run('return faults;'), []);
    });
  });
}
