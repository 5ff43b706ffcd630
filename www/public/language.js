// The page in the language of the person: the elements follow the document's, and the page's own few sentences are said
// in it.

import { matchLanguage } from '../../pkg/texts.js';

/** @import { Words } from './words.js' */

const wanted = new URLSearchParams(location.search).get('lang');
const language = matchLanguage([wanted, ...navigator.languages]);
const { documentElement } = document;
documentElement.lang = language;
documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
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
