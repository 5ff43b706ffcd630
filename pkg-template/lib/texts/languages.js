import en from './en.js';

/** @import { CompleteTexts, Language } from './types.js' */

/** Each in a file that is loaded alone. @type {Readonly<Record<Language, () => Promise<{ default: CompleteTexts }>>>} */
const FILES = {
  en: async () => ({ default: en }),
  ar: () => import('./ar.js'),
  es: () => import('./es.js'),
  fil: () => import('./fil.js'),
  id: () => import('./id.js'),
  ja: () => import('./ja.js'),
  ko: () => import('./ko.js'),
  ms: () => import('./ms.js'),
  pt: () => import('./pt.js'),
  ta: () => import('./ta.js'),
  th: () => import('./th.js'),
  vi: () => import('./vi.js'),
  'zh-Hans': () => import('./zh-Hans.js'),
  'zh-Hant': () => import('./zh-Hant.js'),
};

/** The languages that the package has texts in, as BCP 47 tags. */
export const LANGUAGES = /** @type {readonly Language[]} */ (Object.freeze(Object.keys(FILES)));

/**
 * The first language of a list that the package has, English where it has none of them. `zh-TW` is met by `zh-Hant`,
 * `pt-BR` by `pt`, `tl` by `fil`.
 *
 * @param {readonly (string | null | undefined)[]} wanted BCP 47 tags; others are ignored
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
 * The language for a page: the first that the package has of `wanted`, the page's `lang`, and the languages of the
 * browser.
 *
 * @param {string | readonly string[]} [wanted] BCP 47 tags, the best first
 * @returns {Language}
 */
export function chooseLanguage(wanted = []) {
  const page = globalThis.document?.documentElement?.lang;
  return matchLanguage([...[wanted].flat(), page, ...(globalThis.navigator?.languages ?? [])]);
}

/**
 * Loads the texts of the language that {@link chooseLanguage} gives. English is there without loading, and stands in for
 * a file that does not load.
 *
 * @param {string | readonly string[]} [wanted] BCP 47 tags, the best first
 * @returns {Promise<CompleteTexts>}
 */
export async function loadTexts(wanted) {
  try {
    return (await FILES[chooseLanguage(wanted)]()).default;
  } catch {
    return en;
  }
}

/**
 * @param {string | null | undefined} tag
 * @returns {Language | undefined}
 */
function languageOf(tag) {
  try {
    const { language, script } = new Intl.Locale(String(tag)).maximize();
    const found = [language, `${language}-${script}`].find((name) => Object.hasOwn(FILES, name));
    return /** @type {Language | undefined} */ (found);
  } catch {
    return undefined;
  }
}
