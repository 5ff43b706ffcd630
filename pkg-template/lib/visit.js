import { PreflightError } from './errors.js';

/** @import { FaceDetector } from '../wasm/face_preflight.js' */
/** @import { Instance, Instances } from './instance.js' */

/**
 * Whether faces are looked for, and by which weights: those of the package, or the caller's.
 *
 * @typedef {boolean | Uint8Array} FaceChoice
 */

/** The use of one instance, from its acquisition to its return. */
export class Visit {
  #instances;
  /** @type {Instance | undefined} */
  #instance;
  #crashed = false;

  /**
   * @param {Instances} instances
   * @param {Instance} instance acquired for this visit alone
   */
  constructor(instances, instance) {
    this.#instances = instances;
    this.#instance = instance;
  }

  /**
   * @param {Instances} instances
   * @param {FaceChoice} [face]
   * @returns {Promise<{ visit: Visit, detector: FaceDetector | undefined }>}
   */
  static async begin(instances, face = false) {
    const weights = face === true ? await instances.weights.get() : face;
    const visit = new Visit(instances, await instances.acquire());
    try {
      return { visit, detector: weights ? visit.#detector(weights) : undefined };
    } catch (error) {
      visit.end();
      if (face !== true) {
        throw error;
      }
      instances.weights.forget();
      throw new PreflightError('load_failed', 'face_weights.bin is not what this version needs', { cause: error });
    }
  }

  get instance() {
    if (!this.#instance) {
      throw new PreflightError('crashed', 'the job is over');
    }
    return this.#instance;
  }

  get crashed() {
    return this.#crashed;
  }

  /**
   * The wasm throws plain objects with a code. Anything else, a `RuntimeError` or an overflown stack, means
   * that the instance broke off in the middle.
   *
   * @template T
   * @param {() => T} work
   * @returns {T}
   */
  enter(work) {
    try {
      return work();
    } catch (thrown) {
      const error = PreflightError.from(thrown);
      if (error) {
        throw error;
      }
      this.#crashed = true;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new PreflightError('crashed', `the wasm stopped: ${reason}`, { cause: thrown });
    }
  }

  /** Hands the instance on, unless it crashed. May be called again. */
  end() {
    const instance = this.#instance;
    this.#instance = undefined;
    if (!instance) {
      return;
    }
    // A crashed one's memory cannot be trusted any more, not even to be freed by the garbage collector.
    if (this.#crashed) {
      instance.finder?.detector.__destroy_into_raw();
    } else {
      this.#instances.release(instance);
    }
  }

  /**
   * The detector for these weights, kept with the instance: making one costs as much as a frame.
   *
   * @param {Uint8Array} weights
   */
  #detector(weights) {
    const { instance } = this;
    const { finder } = instance;
    if (finder && areSame(finder.weights, weights)) {
      return finder.detector;
    }
    const detector = this.enter(() => new instance.FaceDetector(weights));
    finder?.detector.free();
    instance.finder = { weights, detector };
    return detector;
  }
}

/**
 * From a page to its worker the same weights come as another array each time.
 *
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
function areSame(one, other) {
  return one === other || (one.length === other.length && one.every((byte, at) => byte === other[at]));
}
