// Puts the style sheet on a shadow tree: as a constructed sheet, which a strict policy allows; else as an element with the
// page's nonce.

import { css } from './sheet.js';

/** @type {CSSStyleSheet | undefined} shared by all elements */
let sheet;

/** @param {ShadowRoot} shadow @param {string} nonce of the page's policy, for browsers before constructed sheets */
export function wearStyles(shadow, nonce) {
  if ('adoptedStyleSheets' in Document.prototype) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
    }
    shadow.adoptedStyleSheets = [sheet];
    return;
  }
  const style = document.createElement('style');
  style.nonce = nonce;
  style.textContent = css;
  shadow.append(style);
}
