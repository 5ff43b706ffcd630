// One photo at a time: choose, see what is wrong with it, send.
import { PreflightError, explain, preflight } from './node_modules/face-preflight/browser.js';
import { submit } from './node_modules/face-preflight/client.js';

/** @import { Photo, Progress } from 'face-preflight' */

/**
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 */
function element(selector, type) {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) {
    throw new Error(`the page has no ${selector}`);
  }
  return found;
}

const form = element('form', HTMLFormElement);
const input = element('input', HTMLInputElement);
const progress = element('progress', HTMLProgressElement);
const list = element('ul', HTMLUListElement);
const image = element('img', HTMLImageElement);
const button = element('button', HTMLButtonElement);
const output = element('output', HTMLOutputElement);

/** @type {Photo | undefined} */
let ready;
let controller = new AbortController();

input.addEventListener('change', async () => {
  // A newly chosen photo does not wait for the one before.
  controller.abort();
  controller = new AbortController();
  const { signal } = controller;
  reset();
  const [file] = input.files ?? [];
  if (!file) {
    return;
  }
  progress.hidden = false;
  try {
    const onProgress = (/** @type {Progress} */ { fraction }) => (progress.value = fraction ?? 0);
    show(await preflight(file, {}, { signal, onProgress, face: true }));
  } catch (error) {
    if (!(error instanceof PreflightError)) {
      throw error;
    }
    if (error.code !== 'aborted') {
      tell([explain(error.code).forPerson]);
    }
  } finally {
    if (!signal.aborted) {
      progress.hidden = true;
    }
  }
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (!ready) {
    return;
  }
  button.disabled = true;
  // The backend decides everything else and signs. Your own server's token tells it who the person is.
  const token = async () => (await fetch('/token', { method: 'POST' })).text();
  const answer = await submit(ready, { policy: 'signup', token });
  output.value = answer.passed ? 'Thank you.' : answer.advice;
  button.disabled = false;
});

/** @param {Photo} photo */
function show(photo) {
  const bad = photo.report.checks.filter((check) => check.status === 'fail' || check.status === 'warn');
  tell(bad.map((check) => check.advice ?? check.id));
  if (!photo.ok) {
    return;
  }
  ready = photo;
  image.src = URL.createObjectURL(photo.blob());
  image.hidden = false;
  button.disabled = false;
}

/** @param {string[]} sentences */
function tell(sentences) {
  list.replaceChildren(
    ...sentences.map((sentence) => Object.assign(document.createElement('li'), { textContent: sentence })),
  );
}

function reset() {
  ready = undefined;
  tell([]);
  URL.revokeObjectURL(image.src);
  image.hidden = true;
  image.removeAttribute('src');
  button.disabled = true;
  output.value = '';
  progress.value = 0;
}
