// Object URLs that live as long as the report shows them.

/** @type {Map<Blob, string>} */
const urls = new Map();
/** What was asked for since the last release. @type {Set<Blob>} */
let shown = new Set();

/** @param {Blob} blob */
export function urlOf(blob) {
  const url = urls.get(blob) ?? URL.createObjectURL(blob);
  urls.set(blob, url);
  shown.add(blob);
  return url;
}

/** Once everything is drawn anew: what was not asked for again is not shown any more. */
export function releaseOthers() {
  for (const [blob, url] of urls) {
    if (!shown.has(blob)) {
      URL.revokeObjectURL(url);
      urls.delete(blob);
    }
  }
  shown = new Set();
}
