// Once loaded, the page works offline: a service worker keeps its files.

import { byId } from './debug/dom.js';
import { inspect, probe } from './package.js';

/** The header of a PNG of one pixel: enough to make the package load its worker and its wasm. */
const SMALLEST_PNG = Uint8Array.from([
  137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58, 126, 155,
  85,
]);

/** Enough to make it load the weights of the face detector. */
const SMALL_FRAME = { data: new Uint8Array(4 * 16 * 16), width: 16, height: 16 };

/** Loads what the first photo will need, so that it is quick, and keeps it for offline use. */
export async function keepForOffline() {
  const worker = await control();
  // Failing is fine: the first photo loads it too.
  await probe(SMALLEST_PNG).catch(() => {});
  await inspect(SMALL_FRAME).catch(() => {});
  await import('./debug/panel.js').catch(() => {});
  const files = performance.getEntriesByType('resource').map(({ name }) => name);
  worker?.postMessage({ keep: [location.href, ...files] });
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
