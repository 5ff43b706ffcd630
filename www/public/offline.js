// Once loaded, the page works offline: a service worker keeps its files.

import { byId } from './debug/dom.js';
import { inspect } from './package.js';

/** Which of them a photo needs is known only when it comes: for JPEG alone, with its face, or PNG. */
const MODULES = ['face_preflight_jpeg', 'face_preflight_face', 'face_preflight'];

/** Enough to make the package load its worker, the wasm that finds faces, and the weights. */
const SMALL_FRAME = { data: new Uint8Array(4 * 16 * 16), width: 16, height: 16 };

/** Loads what the first photo will need, so that it is quick, and keeps it for offline use. */
export async function keepForOffline() {
  const worker = await control();
  // Failing is fine: the first photo loads it too.
  await inspect(SMALL_FRAME).catch(() => {});
  await import('./debug/panel.js').catch(() => {});
  const files = performance.getEntriesByType('resource').map(({ name }) => name);
  const modules = MODULES.map((name) => new URL(`./wasm/${name}.wasm`, location.href).href);
  worker?.postMessage({ keep: [location.href, ...files, ...modules] });
}

/** @returns {Promise<ServiceWorker | null>} the worker, once it sees this page's requests */
async function control() {
  if (!('serviceWorker' in navigator)) {
    return null;
  }
  try {
    await navigator.serviceWorker.register('./sw.js');
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => {
        navigator.serviceWorker.addEventListener('controllerchange', done, { once: true });
      });
    }
    return navigator.serviceWorker.controller;
  } catch {
    return null; // Private windows may refuse it; the page still works while there is a connection.
  }
}

/** Shows whether there is a connection. @param {() => void} onBack */
export function watchConnection(onBack) {
  const show = () => {
    byId('offline').hidden = navigator.onLine;
  };
  addEventListener('offline', show);
  addEventListener('online', () => {
    show();
    onBack();
  });
  show();
}
