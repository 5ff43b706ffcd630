// Defines the custom element `<face-capture>`. On a server, where there are no elements, it defines nothing.
import { FaceCapture } from './capture/element.js';

export { FaceCapture };

/** @typedef {import('./capture/types.js').CameraDetail} CameraDetail */
/** @typedef {import('./capture/types.js').CaptureSource} CaptureSource */
/** @typedef {import('./capture/types.js').CaptureState} CaptureState */
/** @typedef {import('./capture/types.js').CaptureStep} CaptureStep */
/** @typedef {import('./capture/types.js').ErrorDetail} ErrorDetail */
/** @typedef {import('./capture/types.js').FaceCaptureEvent} FaceCaptureEvent */
/** @typedef {import('./capture/types.js').FaceCaptureEventMap} FaceCaptureEventMap */
/** @typedef {import('./capture/types.js').Hint} Hint */
/** @typedef {import('./capture/types.js').HintDetail} HintDetail */
/** @typedef {import('./capture/types.js').PhotoDetail} PhotoDetail */
/** @typedef {import('./capture/types.js').StateDetail} StateDetail */
/** @typedef {import('./capture/types.js').Token} Token */
/** @typedef {import('./capture/types.js').VerdictDetail} VerdictDetail */

if (typeof customElements !== 'undefined' && !customElements.get('face-capture')) {
  customElements.define('face-capture', FaceCapture);
}
