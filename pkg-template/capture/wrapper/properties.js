// The element's properties as components of frameworks hand them on: what is written as an attribute, so that a server
// can render it, and what only a property can hold.

/** @import { FaceCapture } from '../element.js' */
/** @import { ObjectProperties, WrapperProperties } from './types.js' */

/** Texts: the attribute has the same name. */
export const TEXTS = /** @type {const} */ (['camera', 'endpoint', 'landscape', 'lang', 'name', 'nonce', 'policy']);

/** Switches, and the attribute of each. */
export const SWITCHES = /** @type {const} */ ({
  auto: 'auto',
  disabled: 'disabled',
  required: 'required',
  sendAnyway: 'send-anyway',
});

/** Lists of words: the attribute holds them with blanks between. */
export const LISTS = /** @type {const} */ (['sources', 'steps']);

/** Objects and functions. The token is one of them, because an attribute would show it to every script of the page. */
export const OBJECTS = /** @type {const} */ (['face', 'fields', 'options', 'strings', 'target', 'token']);

export const PROPERTIES = [...TEXTS, ...Object.keys(SWITCHES), ...LISTS, ...OBJECTS];

/**
 * @param {WrapperProperties} properties
 * @returns {Record<string, string | true | undefined>} the attributes; `undefined` is for one that is not set
 */
export function attributesOf(properties) {
  /** @type {Record<string, string | true | undefined>} */
  const attributes = {};
  for (const name of TEXTS) {
    attributes[name] = properties[name] ?? undefined;
  }
  for (const [name, attribute] of Object.entries(SWITCHES)) {
    attributes[attribute] = properties[/** @type {keyof typeof SWITCHES} */ (name)] ? true : undefined;
  }
  for (const name of LISTS) {
    attributes[name] = properties[name]?.join(' ');
  }
  return attributes;
}

/** @param {ObjectProperties} properties @returns {ObjectProperties} those that only a property can hold */
export function objectsOf(properties) {
  return Object.fromEntries(OBJECTS.map((name) => [name, properties[name]]));
}

/** Sets what changed. An element re-checks a photo when its options change. @param {FaceCapture} element @param {ObjectProperties} values @param {ObjectProperties} before */
export function setObjects(element, values, before) {
  for (const name of OBJECTS) {
    if (values[name] !== before[name]) {
      Reflect.set(element, name, values[name]);
    }
  }
}
