// The element's shadow tree: one step at a time, the camera's dialog, and the browser's file dialogs.

import { element, focusOn } from '../dom.js';
import { Announcer } from './announcer.js';
import { CameraView } from './camera.js';
import { cropView } from './crop.js';
import { renew } from './renew.js';
import { reviewView } from './review.js';
import { doneView, introView, problemStep, workingView } from './steps.js';
import { Urls } from './urls.js';
import { verdictView } from './verdict.js';

/** @import { CaptureState } from '../types.js' */
/** @import { Child } from '../dom.js' */
/** @import { Context } from './context.js' */

/** The states that nothing has led to yet. */
const BEGINNINGS = new Set(['idle', 'intro']);

export class View {
  #step = element('div', { className: 'step', part: 'step' });
  #file = fileInput();
  #app = fileInput();
  #root = element('div', { className: 'root', part: 'root' }, this.#step, this.#file, this.#app);
  #announcer = new Announcer();
  #urls = new Urls();
  /** @type {Context} */
  #context;
  #camera;
  /** Shows the progress of the step, where it has any. */
  #update = () => {};

  /**
   * @param {ShadowRoot} shadow
   * @param {Pick<Context, 'host' | 'flow' | 'words' | 'emit' | 'report' | 'redraw'>} parts
   */
  constructor(shadow, parts) {
    this.#context = {
      ...parts,
      announcer: this.#announcer,
      urls: this.#urls,
      chooseFile: () => {
        parts.flow.warmUp();
        this.#file.click();
      },
      cameraApp: () => {
        parts.flow.warmUp();
        this.#app.setAttribute('capture', parts.host.camera === 'environment' ? 'environment' : 'user');
        this.#app.click();
      },
    };
    this.#camera = new CameraView(this.#context);
    this.#root.append(this.#camera.dialog, this.#announcer.region);
    shadow.append(this.#root);
    for (const input of [this.#file, this.#app]) {
      input.addEventListener('change', () => this.#take(input));
    }
  }

  /** What the form points at when the photo is missing. @returns {HTMLElement | undefined} */
  get anchor() {
    return this.#step.querySelector('button') ?? undefined;
  }

  /** Shows the flow's state. @param {CaptureState} [previous] the state before, where it changed */
  show(previous) {
    const { flow, words } = this.#context;
    const { lang, direction } = words();
    const hasOtherWords = this.#root.lang !== lang;
    Object.assign(this.#root, { lang, dir: direction });
    this.#root.dataset.state = flow.state;
    if (flow.state === 'camera') {
      // Of two slots of one name only the first is filled, and the camera may have a problem too.
      this.#step.querySelector('slot[name="error"]')?.remove();
      if (previous !== undefined) {
        this.#camera.open();
      } else if (hasOtherWords) {
        this.#camera.reword();
      }
      return;
    }
    const hadFocus = this.#hasFocus();
    this.#camera.close();
    this.#announcer.speakFrom(this.#root);
    this.#render(previous === undefined);
    this.#urls.keepOnly(flow.original?.file, flow.photo && this.#urls.blobOf(flow.photo));
    if (previous !== undefined) {
      this.#tellTitle(hadFocus);
    } else if (hadFocus && !this.#hasFocus()) {
      // Its button is no longer there.
      focusOn(this.#step.querySelector('h2'));
    }
  }

  /** Tells the step's title once: by the focus where that was inside, by the live region where it was not. @param {boolean} hadFocus */
  #tellTitle(hadFocus) {
    const title = this.#step.querySelector('h2');
    this.#announcer.clear();
    if (hadFocus) {
      focusOn(title);
    } else if (title && !BEGINNINGS.has(this.#context.flow.state)) {
      this.#announcer.announce(title.textContent ?? '');
    }
  }

  progress() {
    this.#update();
  }

  /** Takes the picture that the camera shows now. */
  capture() {
    this.#camera.capture();
  }

  /** Of the step that is shown, until it is shown anew. */
  disable() {
    for (const control of this.#step.querySelectorAll('button, input')) {
      /** @type {HTMLButtonElement | HTMLInputElement} */ (control).disabled = true;
    }
  }

  chooseFile() {
    this.#context.chooseFile();
  }

  /** Lets everything go that outlives the element. */
  release() {
    this.#camera.close();
    this.#announcer.stop();
    this.#urls.keepOnly();
  }

  /** @param {boolean} again whether the step may be the one that is shown */
  #render(again) {
    const { nodes: children, update } = this.#content();
    const nodes = /** @type {Node[]} */ (children.filter((node) => node instanceof Node));
    if (again && !update) {
      renew(this.#step, nodes);
      return;
    }
    this.#step.replaceChildren(...nodes);
    this.#update = update ?? (() => {});
    this.#update();
  }

  /** @returns {{ nodes: Child[], update?: () => void }} */
  #content() {
    const context = this.#context;
    switch (context.flow.state) {
      case 'intro':
        return { nodes: introView(context) };
      case 'working':
      case 'sending':
        return workingView(context);
      case 'review':
        return { nodes: reviewView(context) };
      case 'crop':
        return { nodes: cropView(context) };
      case 'verdict':
        return { nodes: verdictView(context) };
      case 'done':
        return { nodes: doneView(context) };
      case 'problem':
        return { nodes: problemStep(context) };
      default:
        return { nodes: [] };
    }
  }

  /** Whether the focus is inside, or was on what is about to go. */
  #hasFocus() {
    const root = /** @type {ShadowRoot} */ (this.#root.getRootNode());
    return root.activeElement !== null || this.#camera.isOpen;
  }

  /** @param {HTMLInputElement} input */
  #take(input) {
    const [file] = input.files ?? [];
    // The same file may be chosen again.
    input.value = '';
    if (file) {
      void this.#context.host.check(file);
    }
  }
}

function fileInput() {
  return element('input', { type: 'file', accept: 'image/*', hidden: true, tabIndex: -1 });
}
