// The page in the language of the person: the elements, and the page's own few sentences.

import { matchLanguage } from '../../pkg/texts.js';

/** @import { Words } from './words.js' */

const wanted = new URLSearchParams(location.search).get('lang');
const language = matchLanguage([wanted, ...navigator.languages]);
const { documentElement } = document;
documentElement.lang = language;
documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
// The elements may be there already, and do not watch the document.
for (const capture of document.querySelectorAll('face-capture')) {
  capture.setAttribute('lang', language);
}
if (language !== 'en') {
  void speak();
}

/** English stands in the HTML; the others are a file of their own. */
async function speak() {
  const { WORDS } = await import('./words.js');
  const words = WORDS[/** @type {keyof typeof WORDS} */ (language)];
  document.title = words.title;
  for (const node of document.querySelectorAll('[data-words]')) {
    node.textContent = words[/** @type {keyof Words} */ (node.getAttribute('data-words'))];
  }
}
