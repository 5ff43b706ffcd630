// The events of the element.

/** @import { FaceCaptureEventMap } from './types.js' */

export const EVENT_NAMES = /** @type {const} */ (['state', 'hint', 'photo', 'verdict', 'error', 'camera']);

/** @typedef {(typeof EVENT_NAMES)[number]} EventName */

/** @typedef {ReturnType<typeof emitterOf>} Emit */

/** @param {HTMLElement} host */
export function emitterOf(host) {
  /**
   * @template {EventName} Name
   * @param {Name} name
   * @param {FaceCaptureEventMap[`face-capture:${Name}`]['detail']} detail
   * @returns {boolean} false where somebody cancelled it, which only a photo's event allows
   */
  return function emit(name, detail) {
    return host.dispatchEvent(
      new CustomEvent(`face-capture:${name}`, {
        detail,
        bubbles: true,
        composed: true,
        cancelable: name === 'photo',
      }),
    );
  };
}
