import en from './en.js';

/** @import { CompleteTexts, Language } from './types.js' */

/** Each in a file that is loaded alone. @type {Readonly<Record<Language, () => Promise<{ default: CompleteTexts }>>>} */
const FILES = {
  en: async () => ({ default: en }),
};

/** The languages that the package has texts in, as BCP 47 tags. */
export const LANGUAGES = /** @type {readonly Language[]} */ (Object.freeze(Object.keys(FILES)));

/**
 * The first language of a list that the package has, English where it has none of them. `zh-TW` is met by `zh-Hant`,
 * `pt-BR` by `pt`, `tl` by `fil`.
 *
 * @param {readonly (string | null | undefined)[]} wanted BCP 47 tags; others are passed over
 * @returns {Language}
 */
export function matchLanguage(wanted) {
  for (const tag of wanted) {
    const language = languageOf(tag);
    if (language !== undefined) {
      return language;
    }
  }
  return 'en';
}

/**
 * Loads the texts of a language: the first that the package has of `wanted`, the page's `lang`, and the languages of the
 * browser. English is there without loading, and stands in for a file that does not load.
 *
 * @param {string | readonly string[]} [wanted] BCP 47 tags, the best first
 * @returns {Promise<CompleteTexts>}
 */
export async function loadTexts(wanted = []) {
  const page = globalThis.document?.documentElement?.lang;
  const language = matchLanguage([...[wanted].flat(), page, ...(globalThis.navigator?.languages ?? [])]);
  return FILES[language]().then(
    (file) => file.default,
    () => en,
  );
}

/**
 * @param {string | null | undefined} tag
 * @returns {Language | undefined}
 */
function languageOf(tag) {
  try {
    const { language = '', script } = new Intl.Locale(String(tag)).maximize();
    const found = [language, `${language}-${script}`].find((name) => Object.hasOwn(FILES, name));
    return /** @type {Language | undefined} */ (found);
  } catch {
    return undefined;
  }
}
