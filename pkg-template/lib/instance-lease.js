import { PreflightError } from './errors.js';

/** @import { FaceDetector } from '../wasm/face_preflight.js' */
/** @import { Instance, Instances } from './instance.js' */

/**
 * Whether to look for faces, and with which weights: the package's, the package's where they load, or the caller's.
 *
 * @typedef {boolean | 'optional' | Uint8Array} FaceChoice
 */

/** The exclusive use of one instance, from its acquisition to its return. */
export class InstanceLease {
  #instances;
  /** @type {Instance | undefined} */
  #instance;
  #crashed = false;

  /**
   * @param {Instances} instances
   * @param {Instance} instance acquired for this lease only
   */
  constructor(instances, instance) {
    this.#instances = instances;
    this.#instance = instance;
  }

  /**
   * @param {Instances} instances
   * @param {FaceChoice} [face]
   * @returns {Promise<{ lease: InstanceLease, detector: FaceDetector | undefined }>} no detector where no face is looked
   *   for, or where the optional weights do not load
   */
  static async take(instances, face = false) {
    if (face !== 'optional') {
      return InstanceLease.#takeWith(instances, face);
    }
    try {
      return await InstanceLease.#takeWith(instances, true);
    } catch {
      // Where it is the wasm that does not load, this says so.
      return InstanceLease.#takeWith(instances, false);
    }
  }

  /**
   * @param {Instances} instances
   * @param {boolean | Uint8Array} face
   */
  static async #takeWith(instances, face) {
    const weights = face === true ? await instances.weights.get() : face;
    const lease = new InstanceLease(instances, await instances.acquire());
    try {
      return { lease, detector: weights ? lease.#detector(weights) : undefined };
    } catch (error) {
      lease.giveBack();
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
   * Calls into the wasm, which throws plain objects with a code. Anything else, a `RuntimeError` or a stack overflow,
   * means that the instance stopped in the middle.
   *
   * @template T
   * @param {() => T} work
   * @returns {T}
   */
  call(work) {
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

  /** Gives the instance back, unless it crashed. May be called again. */
  giveBack() {
    const instance = this.#instance;
    this.#instance = undefined;
    if (!instance) {
      return;
    }
    // A crashed instance's memory cannot be trusted, not even to be freed by the garbage collector.
    if (this.#crashed) {
      instance.lastDetector?.detector.__destroy_into_raw();
    } else {
      this.#instances.release(instance);
    }
  }

  /**
   * The detector for these weights, kept with the instance: creating one takes as long as a frame.
   *
   * @param {Uint8Array} weights
   */
  #detector(weights) {
    const { instance } = this;
    const { lastDetector } = instance;
    if (lastDetector && areSame(lastDetector.weights, weights)) {
      return lastDetector.detector;
    }
    const detector = this.call(() => new instance.FaceDetector(weights));
    lastDetector?.detector.free();
    instance.lastDetector = { weights, detector };
    return detector;
  }
}

/**
 * A worker gets the same weights from its page as another array each time.
 *
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
function areSame(one, other) {
  return one === other || (one.length === other.length && one.every((byte, at) => byte === other[at]));
}
