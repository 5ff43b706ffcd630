// Runs in the page: draws every state of `<face-capture>` with its own views, one after another, and finds what does not fit.
import { button, element } from '../../../pkg/capture/dom.js';
import { wordsOf } from '../../../pkg/capture/texts.js';
import { CameraView } from '../../../pkg/capture/view/camera.js';
import { cameraControls } from '../../../pkg/capture/view/controls.js';
import { cropView } from '../../../pkg/capture/view/crop.js';
import { problemView } from '../../../pkg/capture/view/problem.js';
import { reviewView } from '../../../pkg/capture/view/review.js';
import { doneView, introView, problemStep, workingView } from '../../../pkg/capture/view/steps.js';
import { verdictView } from '../../../pkg/capture/view/verdict.js';
import { otherWays } from '../../../pkg/capture/view/ways.js';

/** @import { CompleteTexts } from '../../../pkg/texts.js' */

const capture = /** @type {any} */ (document.querySelector('face-capture'));
/** @type {ShadowRoot} */
const shadow = capture.shadowRoot;
const root = /** @type {HTMLElement} */ (shadow.querySelector('.root'));
const step = /** @type {HTMLElement} */ (shadow.querySelector('.step'));

const file = new Blob(['no picture'], { type: 'image/jpeg' });
const nothing = () => {};
const track = { getSettings: () => ({ deviceId: 'a' }), getCapabilities: () => ({ torch: true }) };
const CAMERA = /** @type {any} */ ({
  ...{ track, stream: { getVideoTracks: () => [track] }, facing: 'user', mirrored: true },
  devices: [
    { id: 'a', label: '', rank: 0 },
    { id: 'b', label: 'camera2 1, facing front', rank: 0 },
  ],
});
const CAMERA_PROBLEMS = ['denied', 'missing', 'busy', 'lost', 'insecure', 'unsupported', 'failed', 'load_failed'];

/** @param {CompleteTexts} texts @param {Record<string, unknown>} flow @returns {any} what the views need */
function contextOf(texts, flow) {
  const words = wordsOf(texts);
  return {
    host: capture,
    words: () => words,
    flow: { state: 'idle', sends: true, photo: null, original: null, progress: { fraction: 0.5 }, ...flow },
    urls: { of: () => undefined, ofPhoto: () => undefined },
    announcer: { announce: nothing, speakFrom: nothing },
    ...{ emit: nothing, report: nothing, chooseFile: nothing, cameraApp: nothing },
  };
}

/** @param {CompleteTexts} texts @param {string} start @returns {string[]} the rest of the keys that begin so */
const keysOf = (texts, start) =>
  Object.keys(texts).flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []));

/** @param {CompleteTexts} texts @returns {Generator<[name: string, nodes: any[]]>} */
function* steps(texts) {
  for (const sends of [true, false]) {
    yield [`intro ${sends}`, introView(contextOf(texts, { sends }))];
  }
  for (const [state, key] of [
    ['working', 'working.'],
    ['sending', 'send.'],
  ]) {
    for (const stage of keysOf(texts, `capture.${key}`).filter((name) => name !== 'title')) {
      const { nodes, update } = workingView(contextOf(texts, { state, progress: { stage, fraction: 0.5 } }));
      update();
      yield [`${state} ${stage}`, nodes];
    }
  }
  for (const key of new Set(keysOf(texts, 'capture.problem.').map((rest) => rest.split('.')[0]))) {
    yield [`problem ${key}`, problemStep(contextOf(texts, { problem: { key, retryable: true } }))];
  }
  yield* reviews(texts);
  yield ['crop', cropStep(texts)];
  yield ['done', doneView(contextOf(texts, {}))];
  yield* verdicts(texts);
}

/** With what is only there once a face was found. @param {CompleteTexts} texts */
function cropStep(texts) {
  const nodes = cropView(contextOf(texts, {}));
  for (const hidden of nodes.at(-1)?.querySelectorAll('[hidden]') ?? []) {
    hidden.removeAttribute('hidden');
  }
  return nodes;
}

/** Every advice of the checks, three at once as in the review. @param {CompleteTexts} texts @returns {Generator<[string, any[]]>} */
function* reviews(texts) {
  const keys = keysOf(texts, 'check.').filter((key) => key.includes('.'));
  for (let at = 0; at < keys.length; at += 3) {
    const checks = keys.slice(at, at + 3).map((key) => ({ id: 'bytes', status: at % 2 ? 'warn' : 'fail', key }));
    const photo = { jpeg: null, report: { checks, faceUnavailable: true } };
    const context = contextOf(texts, { photo, original: { file }, usable: at % 2 === 1 });
    const nodes = reviewView(context);
    nodes[0]
      ?.querySelector('.actions')
      ?.prepend(button(texts['capture.action.turn_upright'], nothing, { kind: 'primary', icon: 'turn_right' }));
    yield [`review ${keys[at]}`, nodes];
  }
}

/** @param {CompleteTexts} texts @returns {Generator<[string, any[]]>} */
function* verdicts(texts) {
  for (const key of keysOf(texts, 'answer.')) {
    const answer = { kind: 'failed', actor: 'environment', retryable: true, key: `answer.${key}` };
    yield [`verdict ${key}`, verdictView(contextOf(texts, { answer }))];
  }
  const refused = { kind: 'verdict', actor: 'photo', key: 'answer.no_match' };
  for (const subCode of [...keysOf(texts, 'capture.verdict.'), 'none']) {
    yield [`verdict ${subCode}`, verdictView(contextOf(texts, { answer: { ...refused, subCode } }))];
  }
  yield ['verdict passed', verdictView(contextOf(texts, { answer: { ...refused, passed: true } }))];
}

/** @param {CompleteTexts} texts @param {any} context @returns {Generator<[name: string, message: Node, controls: Node[], state: string]>} */
function* cameraStates(texts, context) {
  const { say } = context.words();
  const controls = (/** @type {boolean} */ isSmall) =>
    cameraControls(context, CAMERA, {
      ...{ isSmall, isGuided: true, isAutomatic: true },
      ...{ onShutter: nothing, onAutomatic: nothing, onTurn: nothing, onDevice: nothing },
    }).nodes;
  const asking = element('div', { className: 'actions' }, ...otherWays(context));
  for (const key of ['allow', 'still_asking', 'fill', 'on', 'hold', 'small', 'taking'].map(
    (name) => `camera.${name}`,
  )) {
    const hint = element('p', { className: 'hint' }, say(`capture.${key}`));
    yield [key, hint, key === 'camera.still_asking' ? [asking] : controls(key === 'camera.small'), 'live'];
  }
  for (const key of keysOf(texts, 'capture.hint.')) {
    yield [`hint ${key}`, element('p', { className: 'hint' }, say(`capture.hint.${key}`)), controls(false), 'live'];
  }
  for (const key of CAMERA_PROBLEMS) {
    const again = button(say('capture.action.retry'), nothing, { kind: 'primary' });
    const problem = problemView(context, { key, code: '', actor: null, retryable: true, cause: null });
    yield [
      `camera ${key}`,
      problem,
      [element('div', { className: 'actions' }, again, ...otherWays(context))],
      'problem',
    ];
  }
}

/**
 * Draws all in a language.
 * @param {CompleteTexts} texts
 * @param {(name: string, place: HTMLElement) => string[]} look gives what it finds wrong
 */
export function drawAll(texts, look) {
  Object.assign(root, { lang: texts.language, dir: texts.direction });
  const found = [];
  const seen = [];
  for (const [name, nodes] of steps(texts)) {
    root.dataset['state'] = name.split(' ')[0];
    step.replaceChildren(...nodes.filter((node) => node instanceof Node));
    found.push(...look(name, step));
    seen.push(name);
  }
  step.replaceChildren();
  const context = contextOf(texts, {});
  const camera = new CameraView(context);
  root.append(camera.dialog);
  // No camera answers: the view's own state is `starting`, and the rest is put in here.
  camera.open();
  for (const [name, message, controls, state] of cameraStates(texts, context)) {
    camera.dialog.dataset['state'] = state;
    camera.dialog.querySelector('.camera-message')?.replaceChildren(message);
    camera.dialog.querySelector('.camera-controls')?.replaceChildren(...controls);
    found.push(...look(name, camera.dialog));
    seen.push(name);
  }
  camera.close();
  camera.dialog.remove();
  return { found, seen };
}

/** @param {boolean} spaced whether the language has spaces between its words @returns {(name: string, place: HTMLElement) => string[]} */
export const fits = (spaced) => (name, place) =>
  [...tooWide(place), ...clipped(place), ...(spaced ? broken(place) : []), ...beyondReach(place)].map(
    (what) => `${name}: ${what}`,
  );

/** @param {Element} node */
const described = (node) => `${node.localName}.${node.className} ${node.textContent?.trim().slice(0, 60)}`;

/** @param {HTMLElement} place @returns {HTMLElement[]} */
const shownIn = (place) =>
  [...place.querySelectorAll('*')].flatMap((node) =>
    node instanceof HTMLElement && node.checkVisibility() && !node.closest('.visually-hidden') ? [node] : [],
  );

/** @param {HTMLElement} place */
function tooWide(place) {
  const wide = [place, ...shownIn(place)].filter((node) => {
    const { left, right, width } = node.getBoundingClientRect();
    const isOwn = !node.closest('select, input, canvas, video');
    return (
      width > 0 &&
      (left < -0.5 ||
        right > innerWidth + 0.5 ||
        (isOwn && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0))
    );
  });
  const page = document.documentElement.scrollWidth - innerWidth;
  return [
    ...wide.map((node) => `too wide: ${described(node)}`),
    ...(page > 0 ? [`the page is ${page} px too wide`] : []),
  ];
}

/** Text that its button, or an area that hides what overflows, does not hold. @param {HTMLElement} place */
function clipped(place) {
  const hides = (/** @type {HTMLElement} */ node) => ['hidden', 'clip'].includes(getComputedStyle(node).overflowY);
  return [place, ...shownIn(place)]
    .filter((box) => (box.localName === 'button' || hides(box)) && !box.matches('progress, .camera-view'))
    .filter((box) => {
      const outer = box.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(box);
      return [...range.getClientRects()].some(
        ({ top, bottom, left, right }) =>
          top < outer.top - 0.5 ||
          bottom > outer.bottom + 0.5 ||
          left < outer.left - 0.5 ||
          right > outer.right + 0.5,
      );
    })
    .map((box) => `clipped: ${described(box)}`);
}

/** Words on two lines. A hyphen, a slash and a dash may end a line. @param {HTMLElement} place */
function broken(place) {
  const words = [];
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const isShown = node.parentElement?.checkVisibility() && !node.parentElement.closest('.visually-hidden, select');
    for (const { 0: word, index } of isShown ? (node.textContent ?? '').matchAll(/[^\s\u2010-\u2014/-]+/g) : []) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = [...range.getClientRects()].map(({ top }) => top);
      if (Math.max(...tops) - Math.min(...tops) > 8) {
        words.push(`broken: ${word}`);
      }
    }
  }
  return words;
}

/** Controls that no scrolling brings into the window, or that something covers. @param {HTMLElement} place */
function beyondReach(place) {
  const controls = shownIn(place).filter((node) => node.matches('button, select, input, canvas'));
  return controls
    .filter((node) => {
      node.scrollIntoView({ block: 'center' });
      const { top, bottom, left, width, height } = node.getBoundingClientRect();
      const isInside = height > innerHeight || (top >= -0.5 && bottom <= innerHeight + 0.5);
      const hit = shadow.elementFromPoint(left + width / 2, Math.min(innerHeight - 1, Math.max(0, top + height / 2)));
      return !isInside || !(hit && (node.contains(hit) || hit.contains(node)));
    })
    .map((node) => `beyond reach: ${described(node)}`);
}

/** Controls that are too small for a finger. @param {string} name @param {HTMLElement} place */
export function tooSmall(name, place) {
  return shownIn(place)
    .filter((node) => node.matches('button, select, label, input[type=range]'))
    .flatMap((node) => {
      const { height } = node.getBoundingClientRect();
      return height < 44 ? [`${name}: ${described(node)} is ${height} px high`] : [];
    });
}
