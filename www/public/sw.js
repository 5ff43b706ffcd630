// The service worker: the network first, so that the page is never stale; the kept copy where there is no network.

/// <reference lib="webworker" />

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const KEPT = 'selfie-check';

worker.addEventListener('install', () => {
  void worker.skipWaiting();
});
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('message', (event) => event.waitUntil(keep(event.data.keep)));

worker.addEventListener('fetch', (event) => {
  if (isFile(event.request)) {
    event.respondWith(fetchOrKept(event.request));
  }
});

/** The page's and the package's files; never the backend's answers. @param {Request} request */
function isFile({ method, url }) {
  const { origin, pathname } = new URL(url);
  return method === 'GET' && origin === location.origin && !pathname.includes('/api/');
}

/** @param {Request} request */
async function fetchOrKept(request) {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok) {
      await cache.put(request.url, response.clone());
    }
    return response;
  } catch (error) {
    const kept = await cache.match(request.url, { ignoreSearch: true });
    if (kept) {
      return kept;
    }
    throw error;
  }
}

/** @param {string[]} addresses */
async function keep(addresses) {
  const cache = await caches.open(KEPT);
  const files = addresses.filter((url) => isFile(new Request(url)));
  await Promise.all(
    files.map(async (url) => {
      if (!(await cache.match(url))) {
        await cache.add(url);
      }
    }),
  );
}
