// The camera's dialog: preview, guidance, shutter, and other ways to a photo where there is no camera.

import { CameraError } from '../camera/errors.js';
import { listCameras, remember } from '../camera/devices.js';
import { deviceIdOf, openCamera, stopCamera, wishOf } from '../camera/open.js';
import { sharperOf } from '../camera/still.js';
import { drawShown, shownPart, sizeOf, turned } from '../camera/shown.js';
import { button, element, focusOn } from '../dom.js';
import { guide } from '../guidance/guide.js';
import { ovalFor } from '../guidance/oval.js';
import { problemOf } from '../problems.js';
import { asFile } from '../review/edit.js';
import { lookOf, photoOptions } from '../settings.js';
import { buzz } from './buzz.js';
import { cameraControls } from './controls.js';
import { drawOval, ovalView } from './oval.js';
import { problemView } from './problem.js';
import { hasOtherWay, otherWays } from './ways.js';

/** @import { CameraReason } from '../camera/errors.js' */
/** @import { CameraWish, OpenCamera } from '../camera/open.js' */
/** @import { Turn } from '../camera/shown.js' */
/** @import { Finding } from '../guidance/hints.js' */
/** @import { Problem } from '../problems.js' */
/** @import { Look } from '../settings.js' */
/** @import { Context } from './context.js' */

/** After this the element says that the browser's question is still open. */
const ASKING_MS = 10_000;
/** A camera that shows nothing for so long was taken by something else, such as a call. */
const MUTED_MS = 3000;
/** A camera that shows nothing for so long after it was opened is in use elsewhere. */
const FIRST_FRAME_MS = 5000;
/** The service's smallest picture; the picture is never enlarged. */
const SMALLEST = { width: 480, height: 640 };

export class CameraView {
  #context;
  #video = element('video', { muted: true, playsInline: true, part: 'video', 'aria-hidden': 'true' });
  #oval = ovalView();
  #view = element('div', { className: 'camera-view', part: 'preview' }, this.#video, this.#oval);
  #message = element('div', { className: 'camera-message', part: 'hint' });
  #controls = element('div', { className: 'camera-controls' });
  #title = element('h2', { id: 'camera-title', className: 'camera-title', tabIndex: -1 });
  #cancel = button('', () => this.dialog.close(), { kind: 'quiet' });
  /** The element that is shown: everything else on the page is inert. */
  dialog = element('dialog', { className: 'camera', part: 'camera', 'aria-labelledby': 'camera-title' });
  /** Ends the current session of the camera. */
  #session = new AbortController();
  /** @type {OpenCamera | null} */
  #camera = null;
  /** How the person turned each camera, by the device's id. @type {Map<string | undefined, Turn>} */
  #turns = new Map();
  /** Shows the devices that there are now. */
  #showDevices = () => {};
  /** @type {Finding | null} */
  #finding = null;
  /** The key of the text under the preview. */
  #said = '';
  /** Draws what else has words. */
  #redraw = () => {};
  /** Whether the frames are inspected. */
  #isGuided = false;
  #isAutomatic = false;

  /** @param {Context} context */
  constructor(context) {
    this.#context = context;
    this.dialog.addEventListener('close', () => {
      // The event comes later than the close: it may have been opened again.
      if (this.dialog.open) {
        return;
      }
      this.#end();
      if (context.flow.state === 'camera') {
        context.flow.stop();
      }
    });
    this.#video.addEventListener('resize', () => this.#shape());
  }

  get isOpen() {
    return this.dialog.open;
  }

  open() {
    const { host, announcer } = this.#context;
    this.#isAutomatic = host.auto;
    this.#nameHead();
    this.dialog.replaceChildren(
      element('div', { className: 'camera-head' }, this.#title, this.#cancel),
      this.#view,
      this.#message,
      this.#controls,
    );
    this.dialog.showModal();
    announcer.speakFrom(this.dialog);
    void this.#start(wishOf(host.camera));
  }

  #nameHead() {
    const { say } = this.#context.words();
    this.#title.textContent = say('capture.camera.title');
    this.#cancel.textContent = say('capture.action.cancel');
  }

  /** Says all that is shown anew: the words of the language may come after the dialog is open. */
  reword() {
    const hadFocus = this.#controls.matches(':focus-within');
    this.#nameHead();
    this.#say(this.#said);
    this.#redraw();
    if (hadFocus) {
      focusOn(this.#controls.querySelector('.shutter, button'));
    }
  }

  /** Lets the camera go. */
  close() {
    if (this.dialog.open) {
      this.dialog.close();
    }
    this.#end();
  }

  /** Takes the picture that the preview shows now. */
  capture() {
    if (this.#isLive) {
      void this.#take(drawShown(this.#video, this.#turn, document.createElement('canvas')));
    }
  }

  /** @param {CameraWish} wish @param {{ isChoice?: boolean }} [how] isChoice: the device is remembered once it runs */
  async #start(wish, { isChoice = false } = {}) {
    this.#end();
    this.#session = new AbortController();
    const { signal } = this.#session;
    this.dialog.dataset.state = 'starting';
    this.#say('capture.camera.allow');
    this.#draw(() => this.#controls.replaceChildren());
    const reminder = setTimeout(() => {
      this.#context.announcer.announce(this.#say('capture.camera.still_asking'));
      this.#draw(() => this.#showOtherWays());
    }, ASKING_MS);
    signal.addEventListener('abort', () => clearTimeout(reminder));
    try {
      const camera = await openCamera(wish, signal);
      clearTimeout(reminder);
      await this.#preview(camera, signal);
      if (isChoice && wish.id !== undefined && this.deviceId === wish.id) {
        remember(camera.facing, wish.id);
      }
    } catch (error) {
      clearTimeout(reminder);
      if (!signal.aborted) {
        this.#fail(error);
      }
    }
  }

  /** @param {OpenCamera} camera @param {AbortSignal} signal */
  async #preview(camera, signal) {
    const video = this.#video;
    this.#camera = camera;
    this.#watch(camera.track, signal);
    video.srcObject = camera.stream;
    this.dialog.classList.toggle('mirrored', camera.mirrored);
    const late = setTimeout(() => this.#fail(new CameraError('busy')), FIRST_FRAME_MS);
    signal.addEventListener('abort', () => clearTimeout(late));
    await video.play();
    clearTimeout(late);
    if (signal.aborted) {
      return;
    }
    this.dialog.dataset.state = 'live';
    this.#shape();
    this.#context.emit('camera', { label: camera.track.label, settings: camera.track.getSettings() });
    const { width, height } = shownPart(turned(sizeOf(video), this.#turn));
    const isSmall = width < SMALLEST.width || height < SMALLEST.height;
    const look = lookOf(this.#context.host);
    this.#isGuided = look !== null;
    this.#draw(() => this.#showControls(isSmall));
    focusOn(this.#controls.querySelector('.shutter'));
    const { announcer, words } = this.#context;
    if (isSmall) {
      // No hint would make it larger.
      const key = hasOtherWay(this.#context.host) ? 'capture.camera.small' : 'capture.camera.small_only';
      announcer.announce(this.#say(key));
      return;
    }
    this.#say('capture.camera.fill');
    announcer.announce(words().say('capture.camera.on'));
    if (look) {
      void this.#guide(look, camera.mirrored, signal);
    }
  }

  /** @param {MediaStreamTrack} track @param {AbortSignal} signal */
  #watch(track, signal) {
    track.addEventListener('ended', () => this.#fail(new CameraError('lost')), { signal });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let muted;
    /** @param {CameraReason} reason @param {number} ms */
    const wait = (reason, ms) => {
      clearTimeout(muted);
      muted = setTimeout(() => this.#fail(new CameraError(reason)), ms);
    };
    if (track.muted) {
      wait('busy', FIRST_FRAME_MS);
    }
    track.addEventListener('mute', () => wait('lost', MUTED_MS), { signal });
    track.addEventListener('unmute', () => clearTimeout(muted), { signal });
    signal.addEventListener('abort', () => clearTimeout(muted));
    // Web views that replace the cameras may not tell of changes.
    navigator.mediaDevices.addEventListener?.('devicechange', () => void this.#listAnew(signal), { signal });
    // A page that is left or hidden releases the camera.
    addEventListener('pagehide', () => this.close(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden && this.close(), { signal });
  }

  /** A camera was plugged in or out. @param {AbortSignal} signal */
  async #listAnew(signal) {
    const camera = this.#camera;
    const devices = camera && (await listCameras(camera.facing));
    if (devices && !signal.aborted) {
      camera.devices = devices;
      this.#showDevices();
    }
  }

  /** @param {Look} look @param {boolean} mirrored @param {AbortSignal} signal */
  async #guide(look, mirrored, signal) {
    let isTold = false;
    /** @param {unknown} error */
    const goUnguided = (error) => {
      // What did not load in time may fail later on, too.
      if (!signal.aborted && !isTold) {
        isTold = true;
        this.#goUnguided(error);
      }
    };
    try {
      await guide(this.#video, {
        look,
        mirrored,
        signal,
        turn: () => this.#turn,
        onStalled: goUnguided,
        onHint: (finding) => this.#hint(finding),
        isAutomatic: () => this.#isAutomatic && this.#isLive,
        onCapture: (frame) => this.#take(frame),
      });
    } catch (error) {
      goUnguided(error);
    }
  }

  /** The camera works without guidance too; a photo is checked after it is taken. @param {unknown} error */
  #goUnguided(error) {
    this.#isAutomatic = false;
    this.#isGuided = false;
    this.#controls.querySelector('.automatic')?.remove();
    this.#say('capture.camera.fill');
    const problem = problemOf(error);
    if (problem) {
      this.#context.report(problem);
    }
  }

  /** @param {Finding} finding */
  #hint(finding) {
    this.#finding = finding;
    const { hint } = finding;
    const { emit, announcer } = this.#context;
    const isHeld = hint === 'good' && this.#isAutomatic;
    const text = this.#say(isHeld ? 'capture.camera.hold' : `capture.hint.${hint}`);
    this.dialog.dataset.hint = hint;
    // The white surround lights the face, and stays on so that nothing flashes.
    if (hint === 'dark') {
      this.dialog.dataset.light = 'on';
    }
    if (hint === 'good') {
      buzz(15);
    }
    emit('hint', finding);
    announcer.announce(text, { again: false });
  }

  /** @param {string} key @returns {string} its text */
  #say(key) {
    this.#said = key;
    const text = this.#context.words().say(key);
    this.#message.replaceChildren(element('p', { className: 'hint' }, text));
    return text;
  }

  /** @param {() => void} redraw */
  #draw(redraw) {
    this.#redraw = redraw;
    redraw();
  }

  /** @param {HTMLCanvasElement} frame */
  async #take(frame) {
    const { signal } = this.#session;
    const camera = this.#camera;
    if (!camera || !this.#isLive) {
      return;
    }
    this.dialog.dataset.state = 'taking';
    this.#say('capture.camera.taking');
    buzz(40);
    try {
      const look = lookOf(this.#context.host);
      const pixels = await sharperOf(camera.track, frame, { turn: this.#turn, look });
      const file = await asFile(pixels);
      if (!signal.aborted) {
        void this.#context.flow.examine({ file, pixels, source: 'camera' });
      }
    } catch (error) {
      // The camera may have been opened again meanwhile.
      if (!signal.aborted) {
        this.#fail(error);
      }
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    if (!this.dialog.open) {
      return;
    }
    this.#end();
    const problem = problemOf(error);
    if (!problem) {
      return;
    }
    this.#context.report(problem);
    this.dialog.dataset.state = 'problem';
    this.#draw(() => this.#showProblem(problem));
    focusOn(this.#message.querySelector('h2'));
  }

  /** @param {Problem} problem */
  #showProblem(problem) {
    const { host, words } = this.#context;
    this.#message.replaceChildren(problemView(this.#context, problem));
    const again =
      problem.retryable &&
      button(words().say('capture.action.retry'), () => this.#start(wishOf(host.camera)), { kind: 'primary' });
    this.#showOtherWays(again);
  }

  /** @param {...(Node | false)} before */
  #showOtherWays(...before) {
    this.#controls.replaceChildren(element('div', { className: 'actions' }, ...before, ...otherWays(this.#context)));
  }

  /** @param {boolean} isSmall whether the camera's picture is too small */
  #showControls(isSmall) {
    const camera = this.#camera;
    if (!camera) {
      return;
    }
    const { nodes, update } = cameraControls(this.#context, camera, {
      isSmall,
      isGuided: this.#isGuided,
      isAutomatic: this.#isAutomatic,
      onShutter: () => this.capture(),
      onAutomatic: (on) => {
        this.#isAutomatic = on;
        if (this.#finding) {
          this.#hint(this.#finding);
        }
      },
      onTurn: () => {
        this.#turns.set(this.deviceId, /** @type {Turn} */ ((this.#turn + 1) % 4));
        this.#shape();
      },
      onDevice: (id) => void this.#start({ id, facing: camera.facing }, { isChoice: true }),
    });
    this.#showDevices = update;
    this.#controls.replaceChildren(...nodes);
  }

  /** The preview takes the shape of the picture. */
  #shape() {
    const size = sizeOf(this.#video);
    if (size.width === 0) {
      return;
    }
    const part = shownPart(turned(size, this.#turn));
    this.#view.style.setProperty('--shape', String(part.width / part.height));
    this.#view.dataset.turn = String(this.#turn);
    drawOval(this.#oval, part, ovalFor(photoOptions(this.#context.host), part));
  }

  #end() {
    this.#session.abort();
    if (this.#camera) {
      stopCamera(this.#camera.stream);
    }
    this.#camera = null;
    this.#showDevices = () => {};
    this.#video.srcObject = null;
    this.#finding = null;
    delete this.dialog.dataset.hint;
    delete this.dialog.dataset.light;
  }

  /** Whether the preview shows what a picture can be taken of. */
  get #isLive() {
    return this.#camera !== null && this.dialog.dataset.state === 'live';
  }

  /** Of the camera that runs. @returns {Turn} */
  get #turn() {
    return this.#turns.get(this.deviceId) ?? 0;
  }

  /** @returns {string | undefined} */
  get deviceId() {
    return this.#camera ? deviceIdOf(this.#camera.stream) : undefined;
  }
}
