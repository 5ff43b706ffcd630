// What the page knows: the step, the photos, the settings and the answer. Views read it; only this file changes it.

import { verify } from './api.js';
import { describe } from './problem-texts.js';
import { preflight } from './package.js';
import { randomHex } from './random.js';
import { buildPayload } from './request.js';
import { modeOf, photoOptions } from './settings.js';

/** @import { Answer } from './api.js' */
/** @import { Problem } from './problem-texts.js' */
/** @import { Photo } from './package.js' */
/** @import { Settings } from './settings.js' */
/** @import { Side } from './texts.js' */

/** @typedef {'photo' | 'check' | 'verdict'} Step */
/**
 * Of a picture that was taken with the camera just now the `pixels` are looked at, and the file only shows them.
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
 *   | { state: 'answered', answer: Answer }
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
  /** One key for one request, kept over retries. @type {{ of: string, key: string } | null} */
  #sent = null;
  #listener;

  /**
   * @param {Settings} settings
   * @param {(change: Change) => void} listener
   */
  constructor(settings, listener) {
    this.settings = settings;
    this.#listener = listener;
  }

  /** The sides that the mode asks for. @returns {Side[]} */
  get sides() {
    return modeOf(this.settings) === '0' ? ['source'] : ['source', 'target'];
  }

  /** @param {Side} side @returns {Photo | null} */
  photo(side) {
    const slot = this.slots[side];
    return slot.state === 'ready' ? slot.photo : null;
  }

  /** Whether every photo that the mode needs has been looked at. */
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
   * Looks at a photo; once all are there, the check is shown.
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
      // A newer photo may have taken the place.
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

  /** Begins anew with the same settings. */
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
   * @returns {{ request: Record<string, string> } | { problem: Problem }}
   */
  payload() {
    if (!this.sendable) {
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
      return { request: buildPayload(this.settings, this.photo('source'), this.photo('target')) };
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

  /** Sends the request and waits for the verdict. */
  async send() {
    const built = this.payload();
    const policy = this.settings.policy;
    if (!policy || 'problem' in built) {
      return;
    }
    const of = JSON.stringify({ policy: policy.name, ...built.request, MerchantBizId: '' });
    if (this.#sent?.of !== of) {
      this.#sent = { of, key: randomHex(16) };
    }
    const abort = new AbortController();
    const asking = this.#ask({ state: 'asking', abort });
    this.go('verdict');
    try {
      const answer = await verify(policy.name, built.request, {
        signal: abort.signal,
        idempotencyKey: this.#sent.key,
      });
      // A verdict stands; asking again is a new question.
      if (answer.ok) {
        this.#sent = null;
      }
      if (this.asked === asking) {
        this.#ask({ state: 'answered', answer });
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

  /** The connection is back: what failed for want of it is tried again. */
  online() {
    if (this.asked.state === 'problem' && this.step === 'verdict') {
      void this.send();
    }
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
