// The custom element `<face-capture>`.

import en from '../lib/texts/en.js';
import { chooseLanguage, loadTexts } from '../lib/texts/languages.js';
import { ATTRIBUTES, JSON_ATTRIBUTES, ReflectedElement, parseAttribute } from './attributes.js';
import { emitterOf } from './events.js';
import { Flow } from './flow.js';
import { FormValue } from './form-value.js';
import { languageAround, watchLanguage } from './language.js';
import { problemOf } from './problems.js';
import { settingsOf } from './settings.js';
import { wearStyles } from './style/wear.js';
import { wordsOf } from './texts.js';
import { View } from './view/view.js';

/** @import { CompleteTexts, Language } from '../lib/texts/types.js' */
/** @import { Photo } from '../lib/types.js' */
/** @import { Problem } from './problems.js' */
/** @import { Words } from './texts.js' */
/** @import { CaptureState } from './types.js' */

/**
 * Takes a photo of a face by camera or file, checks it on the device, and sends it where it is asked to. In a form the
 * JPEG is its value.
 */
export class FaceCapture extends ReflectedElement {
  static formAssociated = true;
  static observedAttributes = ATTRIBUTES;

  /** @type {FormValue | undefined} */
  #form;
  /** @type {View | undefined} */
  #view;
  /** @type {Words | undefined} */
  #words;
  /** English until those of the language are loaded. @type {CompleteTexts} */
  #texts = en;
  /** @type {Language} */
  #language = 'en';
  #unwatch = () => {};
  #online = () => this.#flow.online();
  /** Whether the form or a fieldset around the element is disabled. */
  #disabledByForm = false;
  #emit = emitterOf(this);
  #flow = new Flow(() => ({ ...settingsOf(this), texts: { ...this.#texts, ...this.strings } }), {
    onState: (state, previous) => this.#follow(state, previous),
    onProgress: () => this.#view?.progress(),
    onPhoto: (detail) => this.#emit('photo', detail),
    onVerdict: (answer) => this.#emit('verdict', { answer }),
    onProblem: (problem) => this.#report(problem),
  });

  /** Where the element is. */
  get state() {
    return this.#flow.state;
  }

  /** The photo that was checked last; null without one. @returns {Photo | null} */
  get photo() {
    return this.#flow.photo;
  }

  /** The JPEG that the form sends; null while there is none. @returns {File | null} */
  get value() {
    return this.#form?.file ?? null;
  }

  /** The form that the element belongs to. */
  get form() {
    return this.#form?.internals.form ?? null;
  }

  /** What is wrong with the photo, as in every field of a form. Undefined before the element is in a page. */
  get validity() {
    return this.#form?.internals.validity;
  }

  /** The same in words; empty while nothing is wrong. */
  get validationMessage() {
    return this.#form?.internals.validationMessage ?? '';
  }

  /** Whether the form checks the element. */
  get willValidate() {
    return this.#form?.internals.willValidate ?? false;
  }

  /** Whether nothing is wrong with the photo; fires `invalid` where something is. */
  checkValidity() {
    return this.#form?.internals.checkValidity() ?? true;
  }

  /** The same, and the browser shows the message. */
  reportValidity() {
    return this.#form?.internals.reportValidity() ?? true;
  }

  /** Opens the camera, or the choice of a file where the camera is no source. */
  start() {
    if (this.#isOff || !this.#view) {
      return;
    }
    if (this.sources.includes('camera')) {
      this.#flow.openCamera();
    } else {
      this.#view.chooseFile();
    }
  }

  /** Ends what is being done, the camera too. A photo that was checked stays. */
  stop() {
    this.#flow.stop();
  }

  /** Back to the beginning, without a photo. */
  reset() {
    const { state } = this;
    this.#flow.reset();
    // Without an intro the beginning is where a photo waits, too.
    if (this.state === state) {
      this.#show();
    }
  }

  /** Takes the picture that the camera shows now. Nothing happens where none runs. */
  capture() {
    this.#view?.capture();
  }

  /** Checks a photo that comes from elsewhere, such as a drop on the page. @param {Blob} file */
  async check(file) {
    if (!this.#isOff) {
      await this.#flow.examine({ file, source: 'file' });
    }
  }

  /** Sends the photo that was checked, where there is a backend and a policy. */
  async send() {
    if (!this.#isOff) {
      await this.#flow.accept();
    }
  }

  connectedCallback() {
    this.adoptEarlyProperties();
    addEventListener('online', this.#online);
    this.#unwatch = watchLanguage(this, () => this.settingsChanged());
    if (!this.#view) {
      // Not in the constructor: a parser that knows the element may not find children or attributes there.
      const shadow = this.attachShadow({ mode: 'open', delegatesFocus: true });
      wearStyles(shadow, this.nonce);
      this.#form = new FormValue(this.attachInternals());
      this.#view = new View(shadow, {
        host: this,
        flow: this.#flow,
        words: () => this.#currentWords(),
        emit: this.#emit,
        report: (problem) => this.#report(problem),
        // Of an element that was taken away, nothing would let the addresses of its pictures go.
        redraw: () => this.isConnected && this.#show(),
      });
      JSON_ATTRIBUTES.forEach((attribute) => this.#checkJson(attribute));
    }
    if (this.#flow.state === 'idle' && this.steps.includes('intro')) {
      this.#flow.reset();
    } else {
      this.#show();
    }
    this.#flow.recheck();
  }

  disconnectedCallback() {
    removeEventListener('online', this.#online);
    this.#unwatch();
    this.#flow.stop();
    this.#view?.release();
  }

  /** @param {string} name @param {string | null} before @param {string | null} value */
  attributeChangedCallback(name, before, value) {
    if (before === value) {
      return;
    }
    if (this.#view && JSON_ATTRIBUTES.includes(name)) {
      this.#checkJson(name);
    }
    if (name === 'policy' || name === 'endpoint') {
      this.questionChanged();
    }
    this.settingsChanged();
  }

  formResetCallback() {
    this.reset();
  }

  /** @param {boolean} disabled */
  formDisabledCallback(disabled) {
    this.#disabledByForm = disabled;
    if (disabled) {
      this.stop();
    }
    this.settingsChanged();
  }

  /** @protected @override */
  questionChanged() {
    this.#flow.forgetAnswer();
    this.settingsChanged();
  }

  /** @protected @override */
  settingsChanged() {
    this.#words = undefined;
    this.#flow.recheck();
    // What runs goes on with what it began with.
    if (this.isConnected && this.#view && !['working', 'sending', 'crop'].includes(this.state)) {
      this.#show();
    }
  }

  /** @param {Problem} problem */
  #report({ code, actor, retryable, cause }) {
    this.#emit('error', { code, actor, retryable, cause });
  }

  /** @param {string} attribute */
  #checkJson(attribute) {
    try {
      parseAttribute(attribute, this.getAttribute(attribute));
    } catch (error) {
      const problem = problemOf(error);
      if (problem) {
        this.#report(problem);
      }
    }
  }

  get #isDisabled() {
    return this.disabled || this.#disabledByForm;
  }

  /** Whether nothing can be begun. */
  get #isOff() {
    return this.#isDisabled || !this.isConnected;
  }

  #currentWords() {
    const language = chooseLanguage(languageAround(this));
    if (language !== this.#language) {
      this.#language = language;
      void this.#load(language);
    }
    this.#words ??= wordsOf(this.#texts, this.strings);
    return this.#words;
  }

  /** @param {Language} language */
  async #load(language) {
    const texts = await loadTexts(language);
    // Another may have been asked for meanwhile.
    if (language === this.#language) {
      this.#texts = texts;
      this.settingsChanged();
    }
  }

  /** @param {CaptureState} state @param {CaptureState} previous */
  #follow(state, previous) {
    this.#show(previous);
    this.#emit('state', { state, previous });
  }

  /** @param {CaptureState} [previous] */
  #show(previous) {
    if (!this.#view || !this.#form) {
      return;
    }
    this.#view.show(previous);
    if (this.#isDisabled) {
      this.#view.disable();
    }
    this.#form.update(this, this.#flow, this.#currentWords(), this.#view.anchor);
  }
}
