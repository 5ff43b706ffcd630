// The element as a field of its form: the photo is its value, and what is missing is said in words.

/** @import { Photo } from '../lib/types.js' */
/** @import { FaceCapture } from './element.js' */
/** @import { Flow } from './flow.js' */
/** @import { Words } from './texts.js' */

export class FormValue {
  internals;
  /** @type {File | null} */
  file = null;
  /** @type {Photo | null} the photo that the file was made of */
  #photo = null;

  /** @param {ElementInternals} internals */
  constructor(internals) {
    this.internals = internals;
    internals.role = 'group';
  }

  /** @param {FaceCapture} host @param {Flow} flow @param {Words} words @param {HTMLElement | undefined} anchor */
  update(host, flow, { say }, anchor) {
    this.internals.ariaLabel = say('capture.label');
    this.#take(flow.accepted && flow.usable ? flow.photo : null);
    const fault = faultOf(host, flow);
    // What is only not done yet is no mistake.
    this.internals.ariaInvalid = String(fault?.key === 'capture.invalid.refused');
    if (fault) {
      this.internals.setValidity(fault.flags, say(fault.key), anchor);
    } else {
      this.internals.setValidity({});
    }
  }

  /** @param {Photo | null} photo */
  #take(photo) {
    if (photo === this.#photo) {
      return;
    }
    this.#photo = photo;
    this.file = photo && new File([photo.blob()], 'face.jpg', { type: 'image/jpeg' });
    this.internals.setFormValue(this.file);
  }
}

/**
 * @param {FaceCapture} host
 * @param {Flow} flow
 * @returns {{ flags: ValidityStateFlags, key: string } | null}
 */
function faultOf({ required }, { state, photo, usable, accepted, sends, answer }) {
  if (state === 'working' || state === 'sending') {
    return { flags: { customError: true }, key: 'capture.invalid.working' };
  }
  if (photo && (!usable || (answer && !answer.passed && answer.actor === 'photo'))) {
    return { flags: { customError: true }, key: 'capture.invalid.refused' };
  }
  if (!required) {
    return null;
  }
  if (!photo) {
    return { flags: { valueMissing: true }, key: 'capture.invalid.missing' };
  }
  if (sends) {
    return answer?.passed ? null : { flags: { customError: true }, key: 'capture.invalid.not_sent' };
  }
  return accepted ? null : { flags: { valueMissing: true }, key: 'capture.invalid.not_used' };
}
