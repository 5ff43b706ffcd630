// The attributes of the element and the properties that reflect them.

import { PreflightError } from '../lib/errors.js';

/** @import { CallOptions, PreflightOptions } from '../lib/types.js' */
/** @import { SubmitFields, SubmitPicture } from '../lib/client/types.js' */
/** @import { CaptureSource, CaptureStep, Token } from './types.js' */

export const ATTRIBUTES = [
  'auto',
  'camera',
  'disabled',
  'endpoint',
  'face',
  'landscape',
  'lang',
  'name',
  'nonce',
  'options',
  'policy',
  'required',
  'send-anyway',
  'sources',
  'steps',
  'strings',
  'token',
];

/** Those that hold JSON. */
export const JSON_ATTRIBUTES = ['options', 'strings'];

/** @param {string} name @param {string | null} text @returns {object} */
export function parseAttribute(name, text) {
  try {
    return text ? Object(JSON.parse(text)) : {};
  } catch (cause) {
    const details = { name };
    throw new PreflightError('invalid_option', `the attribute ${name} is not JSON`, { cause, details });
  }
}

/** What `preflight` takes as `face`. @typedef {NonNullable<CallOptions['face']>} FaceChoice */

/** Properties that can be set before the element is defined, as frameworks do. */
const EARLY = [
  ...ATTRIBUTES.filter((name) => !['lang', 'nonce', 'send-anyway'].includes(name)),
  'sendAnyway',
  'fields',
  'target',
];

/** @type {readonly CaptureStep[]} */
const STEPS = ['intro', 'review', 'send', 'verdict'];
/** @type {readonly CaptureSource[]} */
const SOURCES = ['camera', 'file'];

/** On a server, where there are no elements, the module can be imported all the same. */
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

export class ReflectedElement extends Base {
  /** @type {PreflightOptions | null} */
  #options = null;
  /** @type {Exclude<FaceChoice, string> | null} */
  #face = null;
  /** @type {Token | null} */
  #token = null;
  /** @type {Record<string, string> | null} */
  #strings = null;
  /** @type {SubmitFields | undefined} */
  #fields;
  /** @type {SubmitPicture | undefined} */
  #target;

  /** Takes over what was set before the element was defined. @protected */
  adoptEarlyProperties() {
    for (const name of EARLY) {
      if (Object.hasOwn(this, name)) {
        const value = Reflect.get(this, name);
        Reflect.deleteProperty(this, name);
        Reflect.set(this, name, value);
      }
    }
  }

  /** Something that the element shows may have changed. @protected */
  settingsChanged() {}

  /** Something else would be asked of the backend now. @protected */
  questionChanged() {}

  /** The name of the photo in its form. */
  get name() {
    return this.getAttribute('name') ?? '';
  }
  set name(value) {
    this.#set('name', value);
  }

  /** Whether the form needs a photo. */
  get required() {
    return this.hasAttribute('required');
  }
  set required(on) {
    this.toggleAttribute('required', Boolean(on));
  }

  /** Whether the element cannot be used now. */
  get disabled() {
    return this.hasAttribute('disabled');
  }
  set disabled(on) {
    this.toggleAttribute('disabled', Boolean(on));
  }

  /** Address of the backend's `verify`. Default: nothing is sent. */
  get endpoint() {
    return this.getAttribute('endpoint') ?? '';
  }
  set endpoint(value) {
    this.#set('endpoint', value);
  }

  /** Name of the backend's policy. */
  get policy() {
    return this.getAttribute('policy') ?? '';
  }
  set policy(value) {
    this.#set('policy', value);
  }

  /** The token that the integrator's server issued, or a function that gets it. @returns {Token | undefined} */
  get token() {
    return this.#token ?? this.getAttribute('token') ?? undefined;
  }
  set token(value) {
    this.#token = value ?? null;
  }

  /** How photos are made ready: the options of `preflight`. As an attribute: JSON. @returns {PreflightOptions} */
  get options() {
    return this.#options ?? /** @type {PreflightOptions} */ (this.#json('options'));
  }
  set options(value) {
    const before = this.options;
    this.#options = this.#objectOf('options', value);
    this.#compare(before, this.options);
  }

  /**
   * Whether the face is looked for, how closely, and with which weights. Default: `'optional'`, so that a photo is still
   * checked where the weights do not load. As an attribute: `off`, `required`, `thorough` or `optional`.
   * @returns {FaceChoice}
   */
  get face() {
    if (this.#face !== null) {
      return this.#face;
    }
    const text = this.getAttribute('face');
    return text === 'off' ? false : text === 'required' ? true : text === 'thorough' ? text : 'optional';
  }
  set face(value) {
    this.#face = this.#objectOf('face', value);
    this.settingsChanged();
  }

  /** Whether a good picture is taken automatically. The person can change it. */
  get auto() {
    return this.hasAttribute('auto');
  }
  set auto(on) {
    this.toggleAttribute('auto', Boolean(on));
  }

  /** `user`, `environment` or the id of a device. */
  get camera() {
    return this.getAttribute('camera') ?? 'user';
  }
  set camera(value) {
    this.#set('camera', value);
  }

  /** Where photos may come from: `camera file` by default. @returns {CaptureSource[]} */
  get sources() {
    return SOURCES.filter((source) => this.#tokens('sources', SOURCES).has(source));
  }
  set sources(value) {
    this.#set('sources', Array.isArray(value) ? value.join(' ') : value);
  }

  /** The steps that are shown: `intro review send verdict` by default. @returns {CaptureStep[]} */
  get steps() {
    return STEPS.filter((step) => this.#tokens('steps', STEPS).has(step));
  }
  set steps(value) {
    this.#set('steps', Array.isArray(value) ? value.join(' ') : value);
  }

  /** What happens to a photo that is not higher than wide. @returns {PreflightOptions['landscape']} */
  get landscape() {
    const value = this.getAttribute('landscape');
    return value === 'fail' || value === 'crop' || value === 'allow' ? value : undefined;
  }
  set landscape(value) {
    this.#set('landscape', value);
  }

  /** Texts of the page's own by key, which win. As an attribute: JSON. @returns {Record<string, string>} */
  get strings() {
    return this.#strings ?? /** @type {Record<string, string>} */ (this.#json('strings'));
  }
  set strings(value) {
    const before = this.strings;
    this.#strings = this.#objectOf('strings', value);
    this.#compare(before, this.strings);
  }

  /** Whether photos may be used that are badly blurred or nearly black, or show several people. */
  get sendAnyway() {
    return this.hasAttribute('send-anyway');
  }
  set sendAnyway(on) {
    this.toggleAttribute('send-anyway', Boolean(on));
  }

  /** What a demo policy leaves to the page. @returns {SubmitFields | undefined} */
  get fields() {
    return this.#fields;
  }
  set fields(value) {
    const changed = JSON.stringify(value) !== JSON.stringify(this.#fields);
    this.#fields = value;
    if (changed) {
      this.questionChanged();
    }
  }

  /** The second picture, for a policy that takes two from the page. @returns {SubmitPicture | undefined} */
  get target() {
    return this.#target;
  }
  set target(value) {
    const changed = value !== this.#target;
    this.#target = value;
    if (changed) {
      this.questionChanged();
    }
  }

  /**
   * Frameworks make the same object anew each time they draw. A page may have changed the object that it sets again.
   * @param {object} before @param {object} now
   */
  #compare(before, now) {
    if (before === now || JSON.stringify(before) !== JSON.stringify(now)) {
      this.settingsChanged();
    }
  }

  /**
   * Frameworks set a property to nothing when it is no longer given.
   * @param {string} name @param {string | null | undefined} value
   */
  #set(name, value) {
    if (value === null || value === undefined) {
      this.removeAttribute(name);
    } else {
      this.setAttribute(name, value);
    }
  }

  /**
   * A framework that sets a property where an attribute was written hands on the attribute's text.
   * @template {object | boolean | string} T
   * @param {string} name @param {T | null | undefined} value @returns {Exclude<T, string> | null}
   */
  #objectOf(name, value) {
    if (typeof value === 'string') {
      this.setAttribute(name, value);
      return null;
    }
    return /** @type {Exclude<T, string> | null | undefined} */ (value) ?? null;
  }

  /** @param {string} name @returns {object} of the attribute's JSON; empty where there is none, or where it is broken */
  #json(name) {
    try {
      return parseAttribute(name, this.getAttribute(name));
    } catch {
      // Reported when it was set; this is read again and again.
      return {};
    }
  }

  /** @param {string} name @param {readonly string[]} all that count where the attribute is missing */
  #tokens(name, all) {
    const text = this.getAttribute(name);
    return new Set(text === null ? all : text.split(/\s+/));
  }
}
