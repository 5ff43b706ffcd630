// The camera's dialog: preview, shutter, and a way on when there is no camera.

import { announce } from '../announce.js';
import { CameraError, isMirrored, openCamera, stopCamera, takePicture } from '../camera.js';
import { button, byId, element, focusOn } from '../dom.js';
import { describe } from '../problems.js';
import { problemView } from './problem.js';

/** After this the person is told that the browser's question still waits. */
const ASKING_MS = 10_000;

/** @typedef {import('../words.js').Side} Side */

/**
 * @param {{ onPicture: (side: Side, original: import('../flow.js').Original) => void, onChoose: (side: Side) => void }} to
 */
export function cameraView({ onPicture, onChoose }) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('camera'));
  const video = /** @type {HTMLVideoElement} */ (byId('camera-video'));
  const message = byId('camera-message');
  const actions = byId('camera-actions');
  /** What ends the run of the camera that is under way. */
  let run = new AbortController();
  /** @type {Side} */
  let side = 'source';

  const close = button('Cancel', () => dialog.close(), 'quiet');
  dialog.addEventListener('close', end);
  // A page that is left or put away keeps no camera.
  addEventListener('pagehide', end);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && video.srcObject) dialog.close();
  });

  function end() {
    run.abort();
    if (video.srcObject instanceof MediaStream) stopCamera(video.srcObject);
    video.srcObject = null;
  }

  async function start() {
    end();
    run = new AbortController();
    const { signal } = run;
    dialog.dataset.state = 'starting';
    message.replaceChildren(element('p', {}, 'Please allow the camera when the browser asks.'));
    actions.replaceChildren(close);
    const reminder = setTimeout(() => {
      message.replaceChildren(
        element(
          'p',
          {},
          'The browser still waits for your permission. Look for its question near the address, or go on ' +
            'without the camera:',
        ),
      );
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
      if (!signal.aborted) fail(error);
    }
  }

  /** @param {MediaStream} stream @param {AbortSignal} signal */
  async function preview(stream, signal) {
    video.srcObject = stream;
    video.classList.toggle('mirrored', isMirrored(stream));
    await video.play();
    if (signal.aborted) return;
    dialog.dataset.state = 'live';
    byId('camera-view').style.setProperty(
      '--shape',
      String(video.videoHeight > video.videoWidth ? video.videoWidth / video.videoHeight : 0.75),
    );
    message.replaceChildren(element('p', {}, 'Fill the oval with your face, in even light.'));
    const shutter = button('Take the photo', shoot, 'primary');
    actions.replaceChildren(shutter, close);
    focusOn(shutter);
    announce('The camera is on. Fill the oval with your face and take the photo.');
  }

  async function shoot() {
    try {
      const picture = await takePicture(video);
      dialog.close();
      onPicture(side, { ...picture, live: true });
    } catch (error) {
      fail(error);
    }
  }

  /** @param {unknown} error */
  function fail(error) {
    if (!dialog.open) return;
    end();
    const problem = describe(error);
    if (!problem) return;
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
      if (!file) return;
      dialog.close();
      onPicture(side, { file, live: false });
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
      void start();
    },
  };
}
