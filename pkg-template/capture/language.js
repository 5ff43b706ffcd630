// The language around the element, across shadow trees, and when it changes.

/** @param {Node} node @returns {Iterable<Element>} the node and what it stands in, the nearest first */
function* around(node) {
  for (let at = /** @type {Node | null} */ (node); at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
    if (at instanceof Element) {
      yield at;
    }
  }
}

/** @param {Element} element @returns {string | undefined} of the nearest that names one */
export function languageAround(element) {
  for (const at of around(element)) {
    const language = at.getAttribute('lang');
    if (language !== null) {
      return language;
    }
  }
  return undefined;
}

/**
 * Tells when the language around an element changes. The element's own attribute is its own matter.
 * @param {Element} element
 * @param {() => void} onChange
 * @returns {() => void} ends it
 */
export function watchLanguage(element, onChange) {
  const observer = new MutationObserver(onChange);
  for (const at of around(element)) {
    if (at !== element) {
      observer.observe(at, { attributeFilter: ['lang'] });
    }
  }
  return () => observer.disconnect();
}
