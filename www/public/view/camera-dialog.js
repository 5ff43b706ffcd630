// The camera's dialog: preview, guidance, shutter, and other ways to a photo when there is no camera.

import { announce, speakFrom } from '../announce.js';
import { CameraError, asPicture, drawShown, isMirrored, openCamera, shownPart, stopCamera } from '../camera.js';
import { button, byId, element, focusOn } from '../dom.js';
import { guide } from '../guide.js';
import { describe } from '../problem-texts.js';
import { CAMERA, HINTS } from '../texts.js';
import { otherWays } from './other-ways.js';
import { problemView } from './problem.js';

/** @import { Original } from '../flow.js' */
/** @import { Hint } from '../hints.js' */
/** @import { Side } from '../texts.js' */

/** After this the page says that the browser's question is still open. */
const ASKING_MS = 10_000;
/** The service's smallest picture; the picture is never enlarged. */
const SMALLEST = { width: 480, height: 640 };

/**
 * @typedef {object} Listener
 * @property {() => 'advise' | 'strict'} preset of the checks
 * @property {(side: Side, original: Original) => void} onPicture
 * @property {(side: Side) => void} onChoose
 */

export class CameraDialog {
  #dialog = /** @type {HTMLDialogElement} */ (byId('camera'));
  #video = /** @type {HTMLVideoElement} */ (byId('camera-video'));
  #message = byId('camera-message');
  #actions = byId('camera-actions');
  #close = button('Cancel', () => this.#dialog.close(), 'quiet');
  #automatic = element('input', {
    type: 'checkbox',
    id: 'camera-automatic',
    onchange: () => this.#showHint(this.#hint),
  });
  #automaticLabel = element('label', { className: 'camera-automatic' }, this.#automatic, CAMERA.byItself);
  /** Ends the current session of the camera. */
  #session = new AbortController();
  /** @type {Hint | null} */
  #hint = null;
  /** @type {Side} */
  #side = 'source';
  #listener;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
    this.#dialog.addEventListener('close', () => {
      this.#end();
      speakFrom(document.body);
    });
    // A page that is left or hidden releases the camera.
    addEventListener('pagehide', () => this.#end());
    document.addEventListener('visibilitychange', () => {
      if (document.hidden && this.#video.srcObject) {
        this.#dialog.close();
      }
    });
  }

  /** @param {Side} side */
  open(side) {
    this.#side = side;
    this.#dialog.showModal();
    // Screen readers do not speak what is outside of a modal dialog.
    speakFrom(this.#dialog);
    void this.#start();
  }

  async #start() {
    this.#end();
    this.#session = new AbortController();
    const { signal } = this.#session;
    this.#dialog.dataset.state = 'starting';
    this.#say(CAMERA.allow);
    this.#actions.replaceChildren(this.#close);
    const reminder = setTimeout(() => {
      this.#say(CAMERA.stillAsking);
      this.#actions.replaceChildren(...this.#otherWays(), this.#close);
    }, ASKING_MS);
    signal.addEventListener('abort', () => clearTimeout(reminder));
    try {
      const stream = await openCamera(this.#side === 'source' ? 'user' : 'environment', signal);
      clearTimeout(reminder);
      stream.getVideoTracks()[0]?.addEventListener('ended', () => this.#fail(new CameraError('busy')));
      await this.#preview(stream, signal);
    } catch (error) {
      clearTimeout(reminder);
      if (!signal.aborted) {
        this.#fail(error);
      }
    }
  }

  /** @param {MediaStream} stream @param {AbortSignal} signal */
  async #preview(stream, signal) {
    const video = this.#video;
    const mirrored = isMirrored(stream);
    video.srcObject = stream;
    video.classList.toggle('mirrored', mirrored);
    await video.play();
    if (signal.aborted) {
      return;
    }
    this.#dialog.dataset.state = 'live';
    const { width, height } = shownPart(video);
    byId('camera-view').style.setProperty('--shape', String(width / height));
    const isSmall = width < SMALLEST.width || height < SMALLEST.height;
    const shutter = button(
      CAMERA.take,
      () => this.#capture(drawShown(video, document.createElement('canvas'))),
      'primary',
    );
    this.#actions.replaceChildren(shutter, ...(isSmall ? this.#otherWays() : [this.#automaticLabel]), this.#close);
    focusOn(shutter);
    if (isSmall) {
      // No hint would make it larger.
      const text = CAMERA.small(video.videoWidth, video.videoHeight);
      this.#say(text);
      announce(text);
      return;
    }
    this.#say(CAMERA.fill);
    announce(CAMERA.on);
    void this.#guide(mirrored, signal);
  }

  /** @param {boolean} mirrored @param {AbortSignal} signal */
  async #guide(mirrored, signal) {
    try {
      await guide(this.#video, {
        mirrored,
        signal,
        preset: this.#listener.preset(),
        onHint: (hint) => this.#showHint(hint),
        isAutomatic: () => this.#automatic.checked,
        onCapture: (frame) => this.#capture(frame),
      });
    } catch {
      if (signal.aborted) {
        return;
      }
      // The camera works without guidance too; a photo is checked after it is taken.
      this.#automaticLabel.remove();
      this.#showHint(null);
    }
  }

  /** @param {Hint | null} hint */
  #showHint(hint) {
    this.#hint = hint;
    const isHeld = hint === 'good' && this.#automatic.checked;
    const text = hint === null ? CAMERA.fill : isHeld ? CAMERA.holdStill : HINTS[hint];
    this.#say(text);
    if (hint === null) {
      delete this.#dialog.dataset.hint;
    } else {
      this.#dialog.dataset.hint = hint;
    }
    // The white surround lights the face, and stays on so that nothing flashes.
    if (hint === 'dark') {
      this.#dialog.dataset.light = 'on';
    }
    if (hint !== null) {
      announce(text, { again: false });
    }
  }

  /** @param {string} text */
  #say(text) {
    this.#message.replaceChildren(element('p', { className: 'camera-hint' }, text));
  }

  /** @param {HTMLCanvasElement} frame */
  async #capture(frame) {
    const { signal } = this.#session;
    try {
      const picture = await asPicture(frame);
      // The shutter was pressed twice, or at the moment of an automatic capture.
      if (signal.aborted) {
        return;
      }
      this.#dialog.close();
      this.#listener.onPicture(this.#side, picture);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    if (!this.#dialog.open) {
      return;
    }
    this.#end();
    const problem = describe(error);
    if (!problem) {
      return;
    }
    this.#dialog.dataset.state = 'problem';
    this.#message.replaceChildren(problemView(problem));
    const again = problem.again ? [button('Try again', () => this.#start())] : [];
    this.#actions.replaceChildren(...again, ...this.#otherWays(), this.#close);
    focusOn(this.#message.querySelector('.problem-title'));
  }

  #end() {
    this.#session.abort();
    if (this.#video.srcObject instanceof MediaStream) {
      stopCamera(this.#video.srcObject);
    }
    this.#video.srcObject = null;
    this.#hint = null;
    delete this.#dialog.dataset.hint;
    delete this.#dialog.dataset.light;
  }

  #otherWays() {
    const side = this.#side;
    return otherWays(side, {
      onFile: (file) => {
        this.#dialog.close();
        this.#listener.onPicture(side, { file });
      },
      onChoose: () => {
        this.#dialog.close();
        this.#listener.onChoose(side);
      },
    });
  }
}
