// Object URLs that live as long as their place on the page shows them.

/** @type {WeakMap<Blob, string>} */
const urls = new WeakMap();

/** @param {Blob} blob */
export function urlOf(blob) {
  const url = urls.get(blob) ?? URL.createObjectURL(blob);
  urls.set(blob, url);
  return url;
}

/** @param {Blob} blob */
export function releaseUrl(blob) {
  const url = urls.get(blob);
  if (url) {
    URL.revokeObjectURL(url);
  }
  urls.delete(blob);
}
