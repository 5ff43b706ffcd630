import { PreflightError } from './errors.js';
import { EXTENTS } from './extents.js';
import { STALLED_MS } from './lazy.js';

/** @import { FaceDetector } from '../wasm/face_preflight.js' */
/** @import { Extent } from './extents.js' */
/** @import { Instance, Instances } from './instance.js' */

/**
 * Whether to look for faces, how closely, and with which weights.
 *
 * @typedef {boolean | 'optional' | 'thorough' | Uint8Array | FaceNets} FaceChoice
 */

/**
 * The bytes of each net, where they are not the package's own. Without `landmarks` the package's are loaded where the
 * detector is in doubt, with `false` never, with `true` always.
 *
 * @typedef {{ detector?: Uint8Array, landmarks?: boolean | Uint8Array }} FaceNets
 */

/**
 * The same, net by net: the package's weights, none, or these.
 *
 * @typedef {{ detector: boolean | Uint8Array, landmarks: boolean | 'in doubt' | Uint8Array }} Nets
 */

/**
 * @param {FaceChoice} face
 * @returns {Nets}
 */
function netsOf(face) {
  if (typeof face === 'boolean' || face === 'optional') {
    return { detector: face !== false, landmarks: 'in doubt' };
  }
  if (face === 'thorough') {
    return { detector: true, landmarks: true };
  }
  // A caller who brings the weights does not expect others to be fetched.
  return face instanceof Uint8Array
    ? { detector: face, landmarks: false }
    : { detector: face.detector ?? true, landmarks: face.landmarks ?? 'in doubt' };
}

/** @typedef {Instances['weights']} Weights */

/**
 * What is needed of an instance.
 *
 * @typedef {{ face?: FaceChoice, png?: boolean }} Need
 */

/**
 * Of weights that a photo can do without.
 *
 * @param {Weights} weights
 * @param {() => void} [onProgress]
 * @returns {Promise<Uint8Array>} rejects once nothing more arrives; the next call asks for them again
 */
function inTime(weights, onProgress) {
  return new Promise((resolve, reject) => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    let isOver = false;
    function wait() {
      clearTimeout(timer);
      timer = isOver ? undefined : setTimeout(giveUp, STALLED_MS);
    }
    function giveUp() {
      isOver = true;
      weights.forget();
      reject(new PreflightError('load_failed', `no weights came within ${STALLED_MS} ms`));
    }
    function onPart() {
      wait();
      onProgress?.();
    }
    wait();
    weights
      .get(onPart)
      .then(resolve, reject)
      .finally(() => {
        isOver = true;
        clearTimeout(timer);
      });
  });
}

/** The exclusive use of one instance, from its acquisition to its return. */
export class InstanceLease {
  #instances;
  /** @type {Instance | undefined} */
  #instance;
  #crashed = false;
  /** @type {Uint8Array | undefined} those of the detector, where one that looks closely may be wanted */
  #weights;

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
   * @param {Need} need
   * @param {() => void} [onProgress] called while something is loaded
   * @returns {Promise<{ lease: InstanceLease, detector: FaceDetector | undefined }>} no detector where no face is looked
   *   for, or where the optional weights do not load
   */
  static async take(instances, { face = false, png = false }, onProgress) {
    const extent = png ? EXTENTS.whole : face ? EXTENTS.face : EXTENTS.jpeg;
    // First, so that the time for the weights is theirs alone.
    await instances.load(extent, onProgress);
    /** @param {FaceChoice} choice @param {(weights: Weights) => Promise<Uint8Array>} load */
    const take = async (choice, load) => InstanceLease.#takeWith(instances, extent, netsOf(choice), load);
    if (face !== 'optional') {
      return take(face, (weights) => weights.get(onProgress));
    }
    try {
      return await take(true, (weights) => inTime(weights, onProgress));
    } catch {
      return take(false, (weights) => weights.get(onProgress));
    }
  }

  /**
   * Makes an instance with its detector, for the next call to find.
   *
   * @param {Instances} instances
   * @param {FaceChoice} [face]
   */
  static async warm(instances, face) {
    const { lease } = await InstanceLease.take(instances, { ...(face && { face }) });
    lease.giveBack();
  }

  /**
   * @param {Instances} instances
   * @param {Extent} extent
   * @param {Nets} nets
   * @param {(weights: Weights) => Promise<Uint8Array>} load
   */
  static async #takeWith(instances, extent, nets, load) {
    const weights = nets.detector === true ? await load(instances.weights) : nets.detector;
    const landmarks = nets.landmarks === true ? await load(instances.landmarks) : nets.landmarks;
    const lease = new InstanceLease(instances, await instances.acquire(extent));
    if (!weights) {
      return { lease, detector: undefined };
    }
    if (landmarks === 'in doubt') {
      lease.#weights = weights;
    }
    const closely = landmarks instanceof Uint8Array ? landmarks : undefined;
    try {
      return { lease, detector: lease.#detector(weights, closely) };
    } catch (error) {
      lease.giveBack();
      throw forgotten(error, instances, nets);
    }
  }

  /**
   * A detector that looks closely, for where the other is in doubt. None where the caller wants none, or where its
   * weights do not load: then the doubt remains.
   *
   * @returns {Promise<FaceDetector | undefined>}
   */
  async closer() {
    const weights = this.#weights;
    if (!weights) {
      return undefined;
    }
    try {
      return this.#detector(weights, await inTime(this.#instances.landmarks));
    } catch (error) {
      if (this.#crashed) {
        throw error;
      }
      this.#instances.landmarks.forget();
      return undefined;
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
      instance.lastCloser?.detector.__destroy_into_raw();
    } else {
      this.#instances.release(instance);
    }
  }

  /**
   * The detector for these weights, kept with the instance: creating one takes as long as a frame.
   *
   * @param {Uint8Array} weights
   * @param {Uint8Array} [landmarks] of the net that looks closely
   */
  #detector(weights, landmarks) {
    const { instance } = this;
    const place = landmarks ? 'lastCloser' : 'lastDetector';
    const last = instance[place];
    if (last && areSame(last.weights, weights) && areSame(last.landmarks, landmarks)) {
      return last.detector;
    }
    const detector = this.call(() => new instance.FaceDetector(weights, landmarks));
    last?.detector.free();
    instance[place] = { weights, landmarks, detector };
    return detector;
  }
}

/**
 * The error of a detector that could not be made. Weights of the package's own are another version's, and are dropped:
 * the next call loads them again.
 *
 * @param {unknown} error
 * @param {Instances} instances
 * @param {Nets} nets
 */
function forgotten(error, instances, nets) {
  const ofLandmarks = error instanceof PreflightError && error.details['name'] === 'landmarkWeights';
  const [net, loaded, file] = ofLandmarks
    ? [nets.landmarks, instances.landmarks, 'face_landmarks.bin']
    : [nets.detector, instances.weights, 'face_weights.bin'];
  if (net !== true) {
    return error;
  }
  loaded.forget();
  return new PreflightError('load_failed', `${file} is not what this version needs`, { cause: error });
}

/**
 * A worker gets the same weights from its page as another array each time.
 *
 * @param {Uint8Array | undefined} one
 * @param {Uint8Array | undefined} other
 */
function areSame(one, other) {
  return one === other || (one?.length === other?.length && one?.every((byte, at) => byte === other?.[at]) === true);
}
