// The camera's dialog: preview, guidance, shutter, and a way on when there is no camera.

import { announce, speakFrom } from '../announce.js';
import { CameraError, asPicture, drawShown, isMirrored, openCamera, shownPart, stopCamera } from '../camera.js';
import { button, byId, element, focusOn } from '../dom.js';
import { guide } from '../guide.js';
import { describe } from '../problems.js';
import { CAMERA, HINTS } from '../words.js';
import { problemView } from './problem.js';

/** @import { Original } from '../flow.js' */
/** @import { Hint } from '../hints.js' */
/** @import { Side } from '../words.js' */

/** After this the person is told that the browser's question still waits. */
const ASKING_MS = 10_000;
/** What the service takes at least; the picture is never enlarged. */
const SMALLEST = { width: 480, height: 640 };

/**
 * @param {object} to
 * @param {() => 'advise' | 'strict'} to.preset of the checks
 * @param {(side: Side, original: Original) => void} to.onPicture
 * @param {(side: Side) => void} to.onChoose
 */
export function cameraView({ preset, onPicture, onChoose }) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('camera'));
  const video = /** @type {HTMLVideoElement} */ (byId('camera-video'));
  const message = byId('camera-message');
  const actions = byId('camera-actions');
  /** What ends the run of the camera that is under way. */
  let run = new AbortController();
  /** @type {Side} */
  let side = 'source';

  const close = button('Cancel', () => dialog.close(), 'quiet');
  /** @type {Hint | null} */
  let shown = null;
  const automatic = element('input', { type: 'checkbox', id: 'camera-automatic', onchange: () => show(shown) });
  const automatically = element('label', { className: 'camera-automatic' }, automatic, CAMERA.byItself);
  dialog.addEventListener('close', () => {
    end();
    speakFrom(document.body);
  });
  // A page that is left or put away keeps no camera.
  addEventListener('pagehide', end);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && video.srcObject) {
      dialog.close();
    }
  });

  function end() {
    run.abort();
    if (video.srcObject instanceof MediaStream) {
      stopCamera(video.srcObject);
    }
    video.srcObject = null;
    shown = null;
    delete dialog.dataset.hint;
    delete dialog.dataset.light;
  }

  async function start() {
    end();
    run = new AbortController();
    const { signal } = run;
    dialog.dataset.state = 'starting';
    dialog.dataset.preset = preset();
    say(CAMERA.allow);
    actions.replaceChildren(close);
    const reminder = setTimeout(() => {
      say(CAMERA.stillAsking);
      actions.replaceChildren(...otherWays(), close);
    }, ASKING_MS);
    signal.addEventListener('abort', () => clearTimeout(reminder));
    try {
      const stream = await openCamera(side === 'source' ? 'user' : 'environment', signal);
      clearTimeout(reminder);
      stream.getVideoTracks()[0]?.addEventListener('ended', () => fail(new CameraError('busy')));
      await preview(stream, signal);
    } catch (error) {
      clearTimeout(reminder);
      if (!signal.aborted) {
        fail(error);
      }
    }
  }

  /** @param {MediaStream} stream @param {AbortSignal} signal */
  async function preview(stream, signal) {
    const mirrored = isMirrored(stream);
    video.srcObject = stream;
    video.classList.toggle('mirrored', mirrored);
    await video.play();
    if (signal.aborted) {
      return;
    }
    dialog.dataset.state = 'live';
    const shown = shownPart(video);
    byId('camera-view').style.setProperty('--shape', String(shown.width / shown.height));
    const isSmall = shown.width < SMALLEST.width || shown.height < SMALLEST.height;
    const shutter = button(CAMERA.take, () => shoot(drawShown(video, document.createElement('canvas'))), 'primary');
    actions.replaceChildren(shutter, ...(isSmall ? otherWays() : [automatically]), close);
    focusOn(shutter);
    if (isSmall) {
      // No hint would make it larger.
      say(CAMERA.small(video.videoWidth, video.videoHeight));
      announce(CAMERA.small(video.videoWidth, video.videoHeight));
      return;
    }
    say(CAMERA.fill);
    announce(CAMERA.on);
    const isAutomatic = () => automatic.checked;
    guide(video, { mirrored, signal, preset: preset(), onHint: show, isAutomatic, onSteady: shoot }).catch(() => {
      if (signal.aborted) {
        return;
      }
      // Without guidance the camera works as well; a photo is judged when it is taken.
      automatically.remove();
      show(null);
    });
  }

  /** @param {Hint | null} hint */
  function show(hint) {
    shown = hint;
    const words = hint === null ? CAMERA.fill : hint === 'good' && automatic.checked ? CAMERA.holdStill : HINTS[hint];
    say(words);
    if (hint === null) {
      delete dialog.dataset.hint;
    } else {
      dialog.dataset.hint = hint;
    }
    // The white around lights the face, and stays: nothing should flash.
    if (hint === 'dark') {
      dialog.dataset.light = 'on';
    }
    if (hint !== null) {
      announce(words, { again: false });
    }
  }

  /** @param {string} text */
  function say(text) {
    message.replaceChildren(element('p', { className: 'camera-hint' }, text));
  }

  /** @param {HTMLCanvasElement} frame */
  async function shoot(frame) {
    const { signal } = run;
    try {
      const picture = await asPicture(frame);
      // Pressed twice, or taken by itself at the same moment.
      if (signal.aborted) {
        return;
      }
      dialog.close();
      onPicture(side, picture);
    } catch (error) {
      fail(error);
    }
  }

  /** @param {unknown} error */
  function fail(error) {
    if (!dialog.open) {
      return;
    }
    end();
    const problem = describe(error);
    if (!problem) {
      return;
    }
    dialog.dataset.state = 'problem';
    message.replaceChildren(problemView(problem));
    actions.replaceChildren(...(problem.again ? [button('Try again', start)] : []), ...otherWays(), close);
    focusOn(message.querySelector('.problem-title'));
  }

  /** The phone's own camera app, and photos that are already there. */
  function otherWays() {
    const input = element('input', { type: 'file', accept: 'image/*', hidden: true, id: 'camera-app' });
    input.setAttribute('capture', side === 'source' ? 'user' : 'environment');
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (!file) {
        return;
      }
      dialog.close();
      onPicture(side, { file });
    });
    const choose = () => {
      dialog.close();
      onChoose(side);
    };
    // Only touch devices have a camera app to hand over to.
    const app = matchMedia('(pointer: coarse)').matches && button('Use the camera app', () => input.click());
    return [...(app ? [app] : []), button('Choose a photo', choose), input];
  }

  return {
    /** @param {Side} forSide */
    open(forSide) {
      side = forSide;
      dialog.showModal();
      // What is outside of a modal dialog is not spoken.
      speakFrom(dialog);
      void start();
    },
  };
}
