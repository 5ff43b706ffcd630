// What the page asks of its two elements, and what came of it. Views read it; only this file changes it.

import { isGenuine } from './api.js';
import { needsTarget, photoOptions } from './settings.js';
import { buildSubmission } from './submission.js';

/** @import { Answer, FaceCapture, Photo, UnreachableAnswer } from './package.js' */
/** @import { Settings } from './settings.js' */
/** @import { Submission } from './submission.js' */

/** @typedef {'source' | 'target'} Side */
/** @typedef {{ photo: Photo, original: Blob, tookMs: number }} Checked */
/** @typedef {{ answer: Answer, receipt: boolean | null }} Answered */
/** @typedef {'settings' | 'photo' | 'answer'} Change */

export class Session {
  /** @type {Record<Side, Checked | null>} */
  checked = { source: null, target: null };
  /** @type {Answered | null} */
  answered = null;
  #captures;
  #listener = (/** @type {Change} */ _change) => {};

  /**
   * @param {Settings} settings
   * @param {Record<Side, FaceCapture>} captures
   */
  constructor(settings, captures) {
    this.settings = settings;
    this.#captures = captures;
    for (const side of /** @type {Side[]} */ (['source', 'target'])) {
      this.#follow(side, captures[side]);
    }
  }

  /** @param {(change: Change) => void} listener */
  follow(listener) {
    this.#listener = listener;
  }

  /** The sides that the policy and mode need. @returns {Side[]} */
  get sides() {
    return needsTarget(this.settings) ? ['source', 'target'] : ['source'];
  }

  /** @param {Side} side @returns {Photo | null} */
  photo(side) {
    return this.checked[side]?.photo ?? null;
  }

  /** Whether every photo that is needed has been checked. */
  get complete() {
    return this.sides.every((side) => this.checked[side] !== null);
  }

  /** @param {Partial<Settings>} changes */
  change(changes) {
    Object.assign(this.settings, changes);
    this.answered = null;
    this.#apply();
    this.#listener('settings');
  }

  /** Starts over with the same settings. */
  restart() {
    for (const capture of Object.values(this.#captures)) {
      capture.reset();
    }
  }

  /** The connection is back: the elements send what they could not. */
  get knowsService() {
    return this.settings.policy !== null;
  }

  /**
   * The request for the photos as they are, or why there is none.
   * @returns {{ submission: Submission } | { problem: string }}
   */
  submission() {
    const source = this.photo('source');
    if (!source || !this.sides.every((side) => this.photo(side)?.ok)) {
      return { problem: 'There is no request until every photo passes its checks.' };
    }
    try {
      return { submission: buildSubmission(this.settings, source, this.photo('target')) };
    } catch (error) {
      return { problem: `The request is not complete: ${/** @type {Error} */ (error).message}.` };
    }
  }

  /** Hands the settings to the elements. Nothing can be sent until the request is complete. */
  #apply() {
    const { source, target } = this.#captures;
    const { policy, token } = this.settings;
    target.hidden = !this.sides.includes('target');
    for (const capture of [source, target]) {
      capture.options = photoOptions(this.settings);
    }
    source.token = policy?.demo ? undefined : token;
    const targetPhoto = target.hidden ? null : this.photo('target');
    source.target = targetPhoto ?? undefined;
    const fields = this.#fields();
    const sends = policy !== null && fields !== null && (target.hidden || targetPhoto?.ok === true);
    source.fields = fields ?? undefined;
    source.policy = sends ? policy.name : '';
  }

  /** @returns {Submission['fields'] | null} null where a choice is missing */
  #fields() {
    try {
      return buildSubmission(this.settings, /** @type {Photo} */ ({}), null).fields;
    } catch {
      return null;
    }
  }

  /** @param {Side} side @param {FaceCapture} capture */
  #follow(side, capture) {
    capture.addEventListener('face-capture:state', ({ detail: { state } }) => {
      if (state === 'working' || state === 'intro') {
        this.#take(side, null);
      }
    });
    capture.addEventListener('face-capture:photo', ({ detail: { photo, original, tookMs } }) =>
      this.#take(side, { photo, original, tookMs }),
    );
    capture.addEventListener('face-capture:verdict', ({ detail: { answer } }) => void this.#answer(answer));
  }

  /** @param {Side} side @param {Checked | null} checked */
  #take(side, checked) {
    this.checked[side] = checked;
    this.answered = null;
    if (side === 'target') {
      this.#apply();
    }
    this.#listener('photo');
  }

  /**
   * The page cannot trust itself: the server that goes on with the person verifies the verdict's receipt.
   * @param {Answer} answer
   */
  async #answer(answer) {
    const { receiptUrl } = this.settings;
    const receipt = answer.kind === 'verdict' ? answer.receipt : undefined;
    const isKnown = receipt === undefined || receiptUrl === undefined ? null : await isGenuine(receiptUrl, receipt);
    this.answered = { answer, receipt: isKnown };
    this.#listener('answer');
  }
}

/** @typedef {Exclude<Answer, UnreachableAnswer>} Understood */
