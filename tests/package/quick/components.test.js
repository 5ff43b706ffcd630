// `face-preflight/react` and `face-preflight/vue`, installed, built by Vite without configuration and used in Chromium.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { after, before, test } from 'node:test';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { chooseFile, inState, POLICY } from '../../support/capture.js';
import { evaluator, launch, serve } from '../../support/chromium.js';
import { fakeCameras } from '../../support/fake-cameras.js';
import { encodeUnfilteredPng } from '../../support/png.js';
import { makeProject, runIn } from '../help/project.js';

const ada = asFile(drawPerson('ada'));
const person = encodeUnfilteredPng(drawPerson('ada', 720, 960));

/** @import { Page } from 'playwright-core' */

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const PAGE = `<!doctype html><html lang="en"><head><title>Capture</title></head>
  <body><div id="app"></div><script type="module" src="/main.js"></script></body></html>`;

const REACT = `
  import { createElement as h, StrictMode, useRef, useState } from 'react';
  import { createRoot } from 'react-dom/client';
  import { FaceCapture, useFaceCapture } from 'face-preflight/react';
  window.heard = [];
  function Steps() {
    const { state, hint, photo, error, ...actions } = useFaceCapture();
    window.actions = actions;
    return [
      h('output', { id: 'own', key: 'own' }, window.saidOf(state, photo)),
      h('output', { id: 'live', key: 'live' }, window.liveOf(hint, error)),
    ];
  }
  function App() {
    const [props, setProps] = useState({ name: 'selfie', required: true, sources: ['file'], face: false });
    const [own, setOwn] = useState(true);
    window.setProps = setProps;
    window.setOwn = setOwn;
    const element = useRef(null);
    window.element = element;
    return h('form', null,
      h(FaceCapture, { ...props, ref: element, className: 'mine', onPhoto: ({ detail }) => window.heard.push([props.name, detail.photo.ok]) }),
      own && h(Steps));
  }
  createRoot(document.getElementById('app')).render(h(StrictMode, null, h(App)));
`;

const VUE = `
  import { createApp, h, ref, shallowRef } from 'vue';
  import { FaceCapture, useFaceCapture } from 'face-preflight/vue';
  window.heard = [];
  const Steps = {
    setup() {
      const { snapshot, ...actions } = useFaceCapture();
      window.actions = actions;
      return () => {
        const { state, hint, photo, error } = snapshot.value;
        return [
          h('output', { id: 'own' }, window.saidOf(state, photo)),
          h('output', { id: 'live' }, window.liveOf(hint, error)),
        ];
      };
    },
  };
  createApp({
    setup() {
      const props = shallowRef({ name: 'selfie', required: true, sources: ['file'], face: false });
      const own = ref(true);
      const capture = ref(null);
      window.setProps = (value) => (props.value = value);
      window.setOwn = (value) => (own.value = value);
      window.element = { get current() { return capture.value?.element ?? null; } };
      return () => h('form', [
        h(FaceCapture, { ...props.value, ref: capture, class: 'mine', onPhoto: ({ detail }) => window.heard.push([props.value.name, detail.photo.ok]) }),
        own.value ? h(Steps) : null,
      ]);
    },
  }).mount('#app');
`;

/** What both say of a snapshot, and the cameras of the page. */
const PRELUDE = `${fakeCameras({ cameras: [{ id: 'a', label: 'A' }] })}
  window.saidOf = (state, photo) => state + ' ' + (photo ? photo.ok + ' ' + photo.report.source.format : 'none');
  window.liveOf = (hint, error) => [hint ? hint.hint : 'no hint', error ? error.code : 'no error'].join(', ');`;

const WHAT_IT_IS = `const { current } = window.element;
  return current && { tag: current.localName, attributes: current.getAttributeNames().sort(), face: current.face,
    sources: current.sources, options: current.options };`;

/** @param {string} folder @param {string[]} missing collects what was not found */
function serveBuilt(folder, missing) {
  return serve(
    async (path) => {
      if (path === '/person.png') {
        return { body: person };
      }
      try {
        return {
          body: await readFile(join(folder, 'dist', normalize(path === '/' ? 'index.html' : path))),
        };
      } catch {
        missing.push(path);
        return { status: 404, body: 'not found' };
      }
    },
    { 'content-security-policy': POLICY },
  );
}

/**
 * The camera of steps of the page's own: a hint, the photo, and an error.
 * @param {Page} page
 * @param {(code: string) => Promise<any>} run
 */
async function throughTheCamera(page, run) {
  await run('window.actions.start()');
  await page.getByText(/^camera true png$/).waitFor();
  await page.getByText('good, no error').waitFor();
  await run('window.actions.capture()');
  await page.getByText(/^idle true pixels$/).waitFor();
  await page.getByText('no hint, no error').waitFor();
  await run("window.profile.error = 'NotAllowedError'; window.actions.start()");
  await page.getByText('no hint, camera_denied').waitFor();
  await run('window.actions.stop()');
  await page.getByText(/^idle true pixels$/).waitFor();
  await page.getByText('no hint, no error').waitFor();
  await run('window.actions.reset()');
  await page.getByText(/^idle none$/).waitFor();
  assert.ok(await run("return window.tracks.every(({ readyState }) => readyState === 'ended')"));
}

for (const [name, script] of Object.entries({ react: REACT, vue: VUE })) {
  test(`${name}: properties, events, ref, and steps of the page's own`, async () => {
    const folder = makeProject('quick', `component-${name}`, {
      'index.html': PAGE,
      'main.js': script,
    });
    await runIn(folder, 'vite', ['build']);
    /** @type {string[]} */
    const missing = [];
    const server = await serveBuilt(folder, missing);
    const page = await browser.context.newPage();
    /** @type {string[]} */
    const faults = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on(
      'console',
      (message) => message.type() === 'error' && !/404/.test(message.text()) && faults.push(message.text()),
    );
    try {
      await page.addInitScript(PRELUDE);
      await page.goto(server.url);
      const run = await evaluator(page);
      await page.locator('face-capture.mine').waitFor({ state: 'attached', timeout: 30_000 });
      assert.deepEqual(await run(WHAT_IT_IS), {
        tag: 'face-capture',
        attributes: ['class', 'name', 'required', 'sources'],
        face: false,
        sources: ['file'],
        options: {},
      });

      await run(`window.setProps({ name: 'portrait', face: false, options: { landscape: 'crop' } });
        await new Promise((done) => setTimeout(done, 100));`);
      assert.deepEqual(await run(WHAT_IT_IS), {
        tag: 'face-capture',
        attributes: ['class', 'name'],
        face: false,
        sources: ['camera', 'file'],
        options: { landscape: 'crop' },
      });

      await chooseFile(page, ada, 'face-capture.mine');
      await inState(page, 'review');
      assert.deepEqual(await run('return window.heard;'), [['portrait', true]], 'by the latest handler, once');

      assert.equal(await page.locator('#own').innerText(), 'idle none');
      const bytes = [...ada.buffer];
      await run(`await window.actions.check(new File([new Uint8Array(${JSON.stringify(bytes)})], 'ada.png'));`);
      await page.getByText(/^idle true png$/).waitFor();
      await throughTheCamera(page, run);
      assert.equal(await page.locator('face-capture').count(), 2);
      await run('window.setOwn(false); await new Promise((done) => setTimeout(done, 100));');
      assert.equal(await page.locator('face-capture').count(), 1, 'the headless element goes with its component');
      assert.deepEqual(faults, []);
      // What is missing is the icon that every browser asks for.
      assert.deepEqual(missing, ['/favicon.ico']);
    } finally {
      await page.close();
      server.close();
    }
  });
}

const ON_A_SERVER = {
  react: `import { createElement } from 'react';
    import { renderToString } from 'react-dom/server';
    import { FaceCapture } from 'face-preflight/react';
    console.log(renderToString(createElement(FaceCapture, { name: 'selfie', required: true, token: 'secret' })));`,
  vue: `import { createSSRApp, h } from 'vue';
    import { renderToString } from 'vue/server-renderer';
    import { FaceCapture } from 'face-preflight/vue';
    console.log(await renderToString(createSSRApp(() => h(FaceCapture, { name: 'selfie', required: true, token: 'secret' }))));`,
};

for (const [name, script] of Object.entries(ON_A_SERVER)) {
  test(`${name}: a server renders the tag and its attributes, and never the token`, async () => {
    const folder = makeProject('quick', `server-${name}`, { 'render.mjs': script });
    const { stdout } = await runIn(folder, process.execPath, ['render.mjs']);
    assert.match(stdout, /^<face-capture[^>]* name="selfie"[^>]*><\/face-capture>\s*$/);
    assert.match(stdout, / required(="")?[ >]/);
    assert.doesNotMatch(stdout, /secret/);
  });
}
