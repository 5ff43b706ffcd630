// The page's state: the step, the photos, the settings and the answer. Views read it; only this file changes it.

import { isGenuine } from './api.js';
import { preflight, submit } from './package.js';
import { describe, describeUnreachable } from './problem-texts.js';
import { needsTarget, photoOptions } from './settings.js';
import { buildSubmission } from './submission.js';

/** @import { Problem } from './problem-texts.js' */
/** @import { Answer, Photo, UnreachableAnswer } from './package.js' */
/** @import { Settings } from './settings.js' */
/** @import { Submission } from './submission.js' */
/** @import { Side } from './texts.js' */

/** @typedef {'photo' | 'check' | 'verdict'} Step */
/**
 * Of a picture just taken with the camera, the `pixels` are checked and the file only shows them.
 * @typedef {{ file: File, pixels?: HTMLCanvasElement }} Original
 */
/**
 * @typedef {{ state: 'empty' }
 *   | { state: 'working', original: Original, stage: string, fraction: number | null, abort: AbortController }
 *   | { state: 'ready', original: Original, photo: Photo, tookMs: number }
 *   | { state: 'problem', original: Original, problem: Problem }} Slot
 */
/**
 * @typedef {{ state: 'none' }
 *   | { state: 'asking', abort: AbortController }
 *   | { state: 'answered', answer: Exclude<Answer, UnreachableAnswer>, receipt: boolean | null }
 *   | { state: 'problem', problem: Problem }} Asked
 */
/**
 * @typedef {{ part: 'step' } | { part: 'slot', side: Side } | { part: 'settings' } | { part: 'asked' }} Change
 */

export class Flow {
  /** @type {Step} */
  step = 'photo';
  /** @type {Record<Side, Slot>} */
  slots = { source: { state: 'empty' }, target: { state: 'empty' } };
  /** @type {Asked} */
  asked = { state: 'none' };
  #listener;

  /**
   * @param {Settings} settings
   * @param {(change: Change) => void} listener
   */
  constructor(settings, listener) {
    this.settings = settings;
    this.#listener = listener;
  }

  /** The sides that the policy and mode need. @returns {Side[]} */
  get sides() {
    return needsTarget(this.settings) ? ['source', 'target'] : ['source'];
  }

  /** @param {Side} side @returns {Photo | null} */
  photo(side) {
    const slot = this.slots[side];
    return slot.state === 'ready' ? slot.photo : null;
  }

  /** Whether every photo that is needed has been checked. */
  get complete() {
    return this.sides.every((side) => this.slots[side].state === 'ready');
  }

  /** Whether every photo may be sent. */
  get sendable() {
    return this.sides.every((side) => this.photo(side)?.ok);
  }

  /** @param {Step} step */
  canGo(step) {
    if (step === 'photo') {
      return true;
    }
    return step === 'check' ? this.complete : this.complete && this.asked.state !== 'none';
  }

  /** @param {Step} step */
  go(step) {
    if (step === this.step || !this.canGo(step)) {
      return;
    }
    this.step = step;
    this.#listener({ part: 'step' });
  }

  /**
   * Checks a photo; once all are ready, the check is shown.
   * @param {Side} side
   * @param {Original} original
   */
  async examine(side, original) {
    this.#stop(side);
    this.#forgetAnswer();
    const abort = new AbortController();
    /** @type {Slot & { state: 'working' }} */
    const working = { state: 'working', original, stage: 'load', fraction: 0, abort };
    this.#set(side, working);
    const startMs = performance.now();
    try {
      const photo = await preflight(original.pixels ?? original.file, photoOptions(this.settings), {
        signal: abort.signal,
        face: true,
        onProgress: ({ stage, fraction }) => this.#set(side, Object.assign(working, { stage, fraction })),
      });
      this.#set(side, { state: 'ready', original, photo, tookMs: performance.now() - startMs });
      if (this.step === 'photo') {
        this.go('check');
      }
    } catch (error) {
      const problem = describe(error);
      // A newer photo may be in its place.
      if (this.slots[side] !== working) {
        return;
      }
      this.#set(side, problem ? { state: 'problem', original, problem } : { state: 'empty' });
    }
  }

  /** Ends the work on a photo, or takes the photo away. @param {Side} side */
  clear(side) {
    this.#stop(side);
    this.#forgetAnswer();
    this.#set(side, { state: 'empty' });
  }

  /** Starts over with the same settings. */
  restart() {
    for (const side of /** @type {Side[]} */ (['source', 'target'])) {
      this.clear(side);
    }
    this.go('photo');
  }

  /** @param {Partial<Settings>} changes */
  change(changes) {
    const before = photoOptions(this.settings);
    Object.assign(this.settings, changes);
    this.#forgetAnswer();
    this.#listener({ part: 'settings' });
    if (this.step !== 'photo' && !this.complete) {
      this.go('photo');
    }
    if (JSON.stringify(before) === JSON.stringify(photoOptions(this.settings))) {
      return;
    }
    for (const side of this.sides) {
      const slot = this.slots[side];
      if (slot.state === 'ready') {
        void this.examine(side, slot.original);
      }
    }
  }

  /**
   * The request for the photos as they are, or why there is none.
   * @returns {{ submission: Submission } | { problem: Problem }}
   */
  submission() {
    const source = this.photo('source');
    if (!this.sendable || !source) {
      return {
        problem: {
          title: 'There is no request yet',
          text: 'It is built once every photo passes its checks.',
          again: false,
          code: null,
        },
      };
    }
    try {
      return { submission: buildSubmission(this.settings, source, this.photo('target')) };
    } catch (error) {
      return {
        problem: {
          title: 'The request is not complete',
          text: 'See the settings for engineers.',
          again: false,
          code: String(/** @type {Error} */ (error).message),
        },
      };
    }
  }

  /** Sends the photos and waits for the verdict. The package sends the same photos again as the same question. */
  async send() {
    const built = this.submission();
    const { policy, token } = this.settings;
    if (!policy || 'problem' in built) {
      return;
    }
    const { pictures, fields } = built.submission;
    const abort = new AbortController();
    const asking = this.#ask({ state: 'asking', abort });
    this.go('verdict');
    try {
      const answer = await submit(pictures, {
        endpoint: './api/verify',
        policy: policy.name,
        fields,
        token: policy.demo ? undefined : token,
        signal: abort.signal,
      });
      const receipt = await this.#checkReceipt(answer);
      if (this.asked !== asking) {
        return;
      }
      if (answer.kind === 'unreachable') {
        this.#ask({ state: 'problem', problem: describeUnreachable(answer) });
      } else {
        this.#ask({ state: 'answered', answer, receipt });
      }
    } catch (error) {
      if (this.asked !== asking) {
        return;
      }
      const problem = describe(error);
      if (problem) {
        this.#ask({ state: 'problem', problem });
      } else {
        this.#backToCheck();
      }
    }
  }

  /** Stops waiting for the verdict. */
  stopAsking() {
    if (this.asked.state === 'asking') {
      this.asked.abort.abort();
    }
  }

  /** The connection is back: tries again what failed without it. */
  online() {
    if (this.asked.state === 'problem' && this.step === 'verdict') {
      void this.send();
    }
  }

  /**
   * The page cannot trust itself: the server that goes on with the person verifies the verdict's receipt.
   * @param {Answer} answer
   * @returns {Promise<boolean | null>} null without a receipt
   */
  async #checkReceipt(answer) {
    const { receiptUrl } = this.settings;
    const receipt = answer.kind === 'verdict' ? answer.receipt : undefined;
    return receipt === undefined || receiptUrl === undefined ? null : isGenuine(receiptUrl, receipt);
  }

  #backToCheck() {
    this.go('check');
    this.#ask({ state: 'none' });
  }

  /** @param {Side} side */
  #stop(side) {
    const slot = this.slots[side];
    if (slot.state === 'working') {
      slot.abort.abort();
    }
  }

  #forgetAnswer() {
    if (this.asked.state === 'none') {
      return;
    }
    if (this.asked.state === 'asking') {
      this.asked.abort.abort();
    }
    this.#ask({ state: 'none' });
    if (this.step === 'verdict') {
      this.go('check');
    }
  }

  /** @param {Side} side @param {Slot} slot */
  #set(side, slot) {
    this.slots[side] = slot;
    this.#listener({ part: 'slot', side });
    if (this.step !== 'photo' && !this.complete) {
      this.go('photo');
    }
  }

  /** @template {Asked} Kind @param {Kind} asked @returns {Kind} */
  #ask(asked) {
    this.asked = asked;
    this.#listener({ part: 'asked' });
    return asked;
  }
}
