// The texts that people read, by their keys.

import type en from './en.js';
import type { CHECK_ADVICE } from './en-checks.js';

/** Names what a check tells the person: its id and a variant, for example `face_share.too_far`. */
export type CheckKey = {
  [Key in keyof typeof CHECK_ADVICE]: Key extends `check.${infer Rest}` ? Rest : never;
}[keyof typeof CHECK_ADVICE];

/** Names a text. `language` and `direction` stand among the texts and say what they are. */
export type TextKey = keyof typeof en;

/** All texts of a language. */
export interface CompleteTexts extends Readonly<Record<TextKey, string>> {
  readonly direction: 'ltr' | 'rtl';
}

/** What to tell a person: the text's key, and the text in English. */
export interface ForPerson {
  key: TextKey;
  forPerson: string;
}

/** Texts by key. What is missing is said in English. */
export type Texts = Readonly<Partial<Record<TextKey, string>>>;

/** The languages that the package has, as BCP 47 tags. */
export type Language =
  | 'ar'
  | 'en'
  | 'es'
  | 'fil'
  | 'id'
  | 'ja'
  | 'ko'
  | 'ms'
  | 'pt'
  | 'ta'
  | 'th'
  | 'vi'
  | 'zh-Hans'
  | 'zh-Hant';
