// The service worker: the network first, so that the page is never stale; the kept copy where there is no network.

/// <reference lib="webworker" />

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const KEPT = 'selfie-check';

worker.addEventListener('install', () => {
  void worker.skipWaiting();
});
worker.addEventListener('activate', (event) => event.waitUntil(Promise.all([worker.clients.claim(), tidy()])));

worker.addEventListener('message', (event) => event.waitUntil(keep(event.data.keep)));

worker.addEventListener('fetch', (event) => {
  if (isFile(event.request)) {
    event.respondWith(fetchOrKept(event.request));
  }
});

/** Paths below this script's folder. Whatever else is served there, the backend's answers above all, is not kept. */
const OWN_FILES = [/^(index\.html)?$/, /^[\w-]+\.(js|css|svg)$/, /^wasm\/\w+\.(wasm|bin)$/];
const FOLDER = new URL('./', location.href).href;

/** The page's and the package's own files. @param {Pick<Request, 'method' | 'url'>} request */
function isFile({ method, url }) {
  const address = nameOf(url);
  const path = address.startsWith(FOLDER) ? address.slice(FOLDER.length) : undefined;
  return method === 'GET' && path !== undefined && OWN_FILES.some((own) => own.test(path));
}

/** A file is kept once, whatever its query says. @param {string} url */
function nameOf(url) {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** Removes what an earlier version has kept beside them. */
async function tidy() {
  const cache = await caches.open(KEPT);
  const kept = await cache.keys();
  await Promise.all(kept.filter((request) => !isFile(request)).map((request) => cache.delete(request)));
}

/** @param {Request} request */
async function fetchOrKept(request) {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok) {
      await cache.put(nameOf(request.url), response.clone());
    }
    return response;
  } catch (error) {
    const kept = await cache.match(nameOf(request.url));
    if (kept) {
      return kept;
    }
    throw error;
  }
}

/** A file whose name says its content: another version has another name. */
const NAMED_BY_CONTENT = /-[A-Z0-9]{8}\.js$/;

/** Keeps the files of the page, and drops those of an earlier version. @param {string[]} addresses */
async function keep(addresses) {
  const cache = await caches.open(KEPT);
  const files = addresses.filter((url) => isFile({ method: 'GET', url })).map(nameOf);
  const stale = (await cache.keys()).filter(({ url }) => NAMED_BY_CONTENT.test(url) && !files.includes(url));
  await Promise.all(stale.map((request) => cache.delete(request)));
  await Promise.all(
    files.map(async (url) => {
      if (!(await cache.match(url))) {
        await cache.add(url);
      }
    }),
  );
}
