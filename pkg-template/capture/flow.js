// The element's state machine: from nothing to a photo that was accepted. Views read it; only this file changes it.

import { preflight, warmUp } from '../browser.js';
import { submit } from '../client.js';
import { problemOf, unreachable } from './problems.js';
import { isSameFace, isUsable } from './settings.js';
import { watchProgress } from './stall.js';

/** @import { Answer, SubmitFields, SubmitPicture } from '../lib/client/types.js' */
/** @import { Texts } from '../lib/texts/types.js' */
/** @import { Photo, PreflightOptions } from '../lib/types.js' */
/** @import { FaceChoice } from './attributes.js' */
/** @import { Problem } from './problems.js' */
/** @import { CaptureSource, CaptureState, CaptureStep, PhotoDetail, Token } from './types.js' */

/**
 * Of a picture just taken with the camera or edited, the `pixels` are checked and the file only shows them.
 * @typedef {{ file: Blob, pixels?: HTMLCanvasElement, source: CaptureSource }} Original
 */

/**
 * What the page has set.
 * @typedef {object} Settings
 * @property {ReadonlySet<CaptureStep>} steps
 * @property {PreflightOptions} options
 * @property {FaceChoice} face
 * @property {string} endpoint empty: nothing is sent
 * @property {string} policy
 * @property {Token | undefined} token
 * @property {SubmitFields | undefined} fields
 * @property {SubmitPicture | undefined} target
 * @property {boolean} sendAnyway
 * @property {Texts} texts for the advice
 * @property {boolean} isConnected whether the element is in a page
 */

/**
 * @typedef {object} Listener
 * @property {(state: CaptureState, previous: CaptureState) => void} onState
 * @property {() => void} onProgress
 * @property {(detail: PhotoDetail) => boolean} onPhoto false keeps the photo out
 * @property {(answer: Answer) => void} onVerdict
 * @property {(problem: Problem) => void} onProblem
 */

export class Flow {
  /** @type {CaptureState} */
  state = 'idle';
  /** @type {Original | null} */
  original = null;
  /** @type {Photo | null} what came of the original */
  photo = null;
  /** @type {Problem | null} */
  problem = null;
  /** @type {Answer | null} */
  answer = null;
  /** Whether the photo is what the person wants to hand in, or the page without asking them. */
  accepted = false;
  /** @type {{ stage: string, fraction: number | null }} */
  progress = { stage: 'load', fraction: null };
  /** Whether the crop begins with the face. */
  cropFits = false;
  /** What the photo was checked with. @type {{ options: string, face: FaceChoice }} */
  #checkedWith = { options: '', face: 'optional' };
  /** Ends what is being done. */
  #abort = new AbortController();
  #settings;
  #listener;

  /** @param {() => Settings} settings @param {Listener} listener */
  constructor(settings, listener) {
    this.#settings = settings;
    this.#listener = listener;
  }

  get sends() {
    const { steps, endpoint, policy } = this.#settings();
    return steps.has('send') && endpoint !== '' && policy !== '';
  }

  /** Whether the photo may be used. */
  get usable() {
    return this.photo !== null && isUsable(this.photo, this.#settings().sendAnyway);
  }

  /** Aborted once something else begins. */
  get signal() {
    return this.#abort.signal;
  }

  /** Whether the photo was checked with other options than those in force. */
  get #isStale() {
    const { options, face, isConnected } = this.#settings();
    const { options: before, face: faceBefore } = this.#checkedWith;
    // A photo of an element that was taken away waits for its return.
    return isConnected && (JSON.stringify(options) !== before || !isSameFace(face, faceBefore));
  }

  /** Ends what is being done; the photo stays. */
  stop() {
    this.#begin();
    // While a photo is edited, the photo before is still there.
    if (this.state === 'working' && !this.photo) {
      this.#forget();
    }
    if (['camera', 'working', 'sending', 'crop', 'problem'].includes(this.state)) {
      this.#go(this.#rest());
    }
  }

  /** Loads what checks the photo, while the person chooses one or allows the camera. */
  warmUp() {
    void warmUp({ face: this.#settings().face });
  }

  /** Back to the beginning, without a photo. */
  reset() {
    this.#begin();
    this.#forget();
    this.#go(this.#home());
  }

  openCamera() {
    this.warmUp();
    this.#begin();
    this.#go('camera');
  }

  /** The crop of the photo by hand. @param {{ fit: boolean }} [how] fit: begins with the face */
  crop(how = { fit: false }) {
    this.#begin();
    this.cropFits = how.fit;
    this.#go('crop');
  }

  backToReview() {
    this.#begin();
    this.#go('review');
  }

  /**
   * Turns or crops the photo, and checks what comes of it. What begins meanwhile ends it.
   * @param {(original: Original) => Promise<Original>} work
   */
  async edit(work) {
    const { original } = this;
    // One at a time: a second press comes too late for its button.
    if (!original || !['review', 'crop'].includes(this.state)) {
      return;
    }
    const abort = this.#begin();
    this.progress = { stage: 'read', fraction: null };
    this.#go('working');
    try {
      const next = await work(original);
      if (this.#abort === abort) {
        await this.examine(next);
      }
    } catch (error) {
      if (this.#abort === abort) {
        this.#fail(problemOf(error));
      }
    }
  }

  /** Checks a photo. @param {Original} original */
  async examine(original) {
    const abort = this.#begin();
    this.#forget();
    this.original = original;
    this.progress = { stage: 'load', fraction: null };
    const { options, face, texts } = this.#settings();
    this.#checkedWith = { options: JSON.stringify(options), face };
    this.#go('working');
    const startMs = performance.now();
    try {
      const photo = await watchProgress(
        (onProgress) =>
          preflight(original.pixels ?? original.file, options, {
            signal: abort.signal,
            face,
            texts,
            onProgress: (progress) => {
              onProgress(progress.stage);
              this.progress = progress;
              this.#listener.onProgress();
            },
          }),
        (error) => this.#abort === abort && this.#fail(problemOf(error)),
      );
      if (this.#abort === abort) {
        this.#finish(photo, original, performance.now() - startMs);
      }
    } catch (error) {
      if (this.#abort === abort) {
        this.#fail(problemOf(error));
      }
    }
  }

  /** @param {Photo} photo @param {Original} original @param {number} tookMs */
  #finish(photo, { file, source }, tookMs) {
    this.photo = photo;
    if (!this.#listener.onPhoto({ photo, original: file, source, tookMs })) {
      this.#forget();
      this.#go(this.#home());
    } else if (this.#settings().steps.has('review')) {
      this.#go('review');
    } else if (this.usable) {
      void this.accept();
    } else {
      this.#go(this.#home());
    }
  }

  /** The person is content with the photo. */
  async accept() {
    if (!this.usable) {
      return;
    }
    this.accepted = true;
    if (this.sends) {
      await this.send();
    } else {
      this.#go(this.#settings().steps.has('review') ? 'done' : this.#home());
    }
  }

  /** Sends the photo and waits for the verdict. The package sends the same photo again as the same question. */
  async send() {
    const { photo } = this;
    if (!photo || !this.usable) {
      return;
    }
    const abort = this.#begin();
    const { endpoint, policy, token, fields, target, sendAnyway, texts } = this.#settings();
    this.answer = null;
    this.progress = { stage: 'upload', fraction: null };
    this.#go('sending');
    try {
      const answer = await submit(target === undefined ? photo : { source: photo, target }, {
        endpoint,
        policy,
        fields,
        token,
        allowFailed: sendAnyway,
        texts,
        signal: abort.signal,
        onProgress: (progress) => {
          this.progress = progress;
          this.#listener.onProgress();
        },
      });
      if (this.#abort === abort) {
        this.#answered(answer);
      }
    } catch (error) {
      if (this.#abort === abort) {
        this.#fail(problemOf(error));
      }
    }
  }

  /** @param {Answer} answer */
  #answered(answer) {
    this.answer = answer;
    this.#listener.onVerdict(answer);
    if (answer.kind === 'unreachable') {
      this.#fail(unreachable(answer));
    } else if (this.#settings().steps.has('verdict')) {
      this.#go('verdict');
    } else {
      this.#go(answer.passed ? 'done' : this.#rest());
    }
  }

  /** Other options may be in force: a photo that waits, or is being checked, is checked anew. */
  recheck() {
    const { original, photo, state } = this;
    const isChecked = state === 'working' && !photo;
    if (original && (isChecked || ['review', 'done', 'verdict'].includes(state)) && this.#isStale) {
      void this.examine(original);
    }
  }

  /** Something else would be asked now: an answer to the old question does not count. */
  forgetAnswer() {
    if (this.state === 'sending' || (this.photo && this.state === 'problem')) {
      this.stop();
    }
    if (this.answer) {
      this.answer = null;
      // Another photo may be on its way already.
      if (this.state !== 'camera' && this.state !== 'crop') {
        this.#go(this.#rest());
      }
    }
  }

  /** The connection is back: what could not be sent is sent. */
  online() {
    if (this.state === 'problem' && this.accepted && this.problem?.actor === 'environment') {
      this.retry();
    }
  }

  /** Tries again what failed. Nothing is sent but what the person accepted. */
  retry() {
    const { original, photo } = this;
    if (photo && !this.accepted) {
      this.backToReview();
    } else if (photo && !this.#isStale) {
      void this.send();
    } else if (original) {
      void this.examine(original);
    } else {
      this.reset();
    }
  }

  /** Ends what is being done, and begins with something else. */
  #begin() {
    this.#abort.abort();
    this.#abort = new AbortController();
    return this.#abort;
  }

  /** Something went wrong outside of the flow's own work. @param {unknown} error */
  fail(error) {
    this.#begin();
    this.#fail(problemOf(error));
  }

  /** @param {Problem | null} problem null when the person stopped it */
  #fail(problem) {
    if (problem === null) {
      this.#go(this.#rest());
      return;
    }
    this.problem = problem;
    this.#listener.onProblem(problem);
    this.#go('problem');
  }

  #forget() {
    this.original = null;
    this.photo = null;
    this.answer = null;
    this.problem = null;
    this.accepted = false;
  }

  /** @returns {CaptureState} where nothing has been done yet */
  #home() {
    return this.#settings().steps.has('intro') ? 'intro' : 'idle';
  }

  /** @returns {CaptureState} where the photo waits, or the beginning without one */
  #rest() {
    return this.photo && this.#settings().steps.has('review') ? 'review' : this.#home();
  }

  /** @param {CaptureState} state */
  #go(state) {
    if (state === 'review' && this.original && this.#isStale) {
      void this.examine(this.original);
      return;
    }
    const previous = this.state;
    this.state = state;
    // There the person decides anew.
    this.accepted &&= state !== 'review';
    if (state !== previous) {
      this.#listener.onState(state, previous);
    }
  }
}
