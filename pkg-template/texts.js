// The texts that people read, in the languages of the package. Needs no wasm and no DOM.
export { LANGUAGES, chooseLanguage, loadTexts, matchLanguage } from './lib/texts/languages.js';
export { describe, describeAnswer, describeError, say } from './lib/texts/say.js';

/** @typedef {import('./lib/texts/types.js').CheckKey} CheckKey */
/** @typedef {import('./lib/texts/types.js').CompleteTexts} CompleteTexts */
/** @typedef {import('./lib/texts/types.js').Language} Language */
/** @typedef {import('./lib/texts/types.js').TextKey} TextKey */
/** @typedef {import('./lib/texts/types.js').Texts} Texts */
