import { PreflightError } from './errors.js';
import { InstanceLease } from './instance-lease.js';

/** @import { FaceDetector, Session } from '../wasm/face_preflight.js' */
/** @import { Instances } from './instance.js' */
/** @import { PreflightOptions, Report, Size, Source } from './types.js' */
/** @import { FaceChoice } from './instance-lease.js' */

/**
 * What a call wants: the header only, the whole result, or the picture's fingerprint.
 *
 * @typedef {'source' | 'photo' | 'fingerprint'} Want
 */

/**
 * What to do. Plain data, so that it can be sent to a worker.
 *
 * @typedef {object} Task
 * @property {Want} want
 * @property {PreflightOptions} [options]
 * @property {Size} [pixels] the picture's size, where RGBA pixels are pushed and not a file
 * @property {FaceChoice} [face]
 * @property {boolean} [png] whether the file is known to be a PNG
 */

/**
 * The result of a finished job; `fingerprint` only where it was wanted.
 *
 * @typedef {{ jpeg: Uint8Array<ArrayBuffer> | null, report: Report }} PhotoResult
 * @typedef {{ fingerprint: Uint8Array<ArrayBuffer> }} FingerprintResult
 * @typedef {PhotoResult | FingerprintResult} JobResult
 */

/** How many bytes the wasm needs to recognise a PNG. */
const KNOWN_BYTES = 12;

/**
 * One photo on its way through one wasm instance; through another one, if it turns out to be a PNG only once it is read. After
 * a failure, only {@link Job.close} may follow.
 */
export class Job {
  #instances;
  #task;
  /** @type {InstanceLease | undefined} */
  #lease;
  /** @type {FaceDetector | undefined} */
  #detector;
  /** @type {Session | undefined} */
  #session;
  /** What was pushed, while its format is not known. */
  #head = new Uint8Array(0);
  #closed = false;

  /**
   * @param {Instances} instances
   * @param {Task} task
   */
  constructor(instances, task) {
    this.#instances = instances;
    this.#task = task;
  }

  /**
   * @param {Instances} instances
   * @param {Task} task
   * @param {() => void} [onProgress] called while something is loaded
   */
  static async open(instances, task, onProgress) {
    const job = new Job(instances, task);
    await job.#begin(onProgress);
    return job;
  }

  /** @param {() => void} [onProgress] */
  async #begin(onProgress) {
    const { options, pixels } = this.#task;
    const { lease, detector } = await InstanceLease.take(this.#instances, this.#task, onProgress);
    this.#lease = lease;
    this.#detector = detector;
    const { Session } = lease.instance;
    try {
      this.#session = lease.call(() =>
        pixels ? Session.forPixels(pixels.width, pixels.height, options, detector) : new Session(options, detector),
      );
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /**
   * @param {Uint8Array} chunk copied before the promise settles
   * @returns {Promise<Source | undefined>} the header, where it is wanted and known
   */
  async push(chunk) {
    const source = await this.#orWhole(() => this.#push(chunk));
    if (this.#head.length + chunk.length < KNOWN_BYTES) {
      this.#head = Uint8Array.of(...this.#head, ...chunk);
    }
    return source;
  }

  /** @returns {Promise<JobResult>} */
  async finish() {
    return this.#orWhole(() => this.#finish());
  }

  /**
   * Does a step, once more by the module that reads PNG where the photo turns out to be one.
   *
   * @template T
   * @param {() => T | Promise<T>} step
   * @returns {Promise<T>}
   */
  async #orWhole(step) {
    try {
      return await step();
    } catch (error) {
      const isPng =
        error instanceof PreflightError &&
        error.code === 'unsupported_format' &&
        String(error.details['found']).startsWith('PNG');
      if (!isPng) {
        throw error;
      }
    }
    this.#giveBack();
    this.#task = { ...this.#task, png: true };
    await this.#begin();
    if (this.#closed) {
      this.#giveBack();
    }
    this.#push(this.#head);
    return step();
  }

  /** @param {Uint8Array} chunk */
  #push(chunk) {
    const { lease, session } = this.#open();
    return lease.call(() => {
      session.push(chunk);
      return this.#task.want === 'source' ? session.source() : undefined;
    });
  }

  /** @returns {Promise<JobResult>} */
  async #finish() {
    const { want, face } = this.#task;
    if (want === 'photo' && this.#detector) {
      await this.#resolveDoubt();
    }
    const { lease, session } = this.#open();
    // Consumed whether or not it succeeds.
    this.#session = undefined;
    const finish = () => (want === 'fingerprint' ? { fingerprint: session.fingerprint() } : session.finish());
    const result = lease.call(() => /** @type {JobResult} */ (finish()));
    return face === 'optional' && !this.#detector && 'report' in result
      ? { ...result, report: { ...result.report, faceUnavailable: true } }
      : result;
  }

  /** Where the detector is in doubt about the face, the net that looks closely is loaded to decide. */
  async #resolveDoubt() {
    const { lease, session } = this.#open();
    if (!lease.call(() => session.inDoubt())) {
      return;
    }
    const closer = await lease.closer();
    if (closer) {
      lease.call(() => this.#open().session.setDetector(closer));
    }
  }

  /** Frees what is left and gives the instance back, unless it crashed. May be called again. */
  close() {
    this.#closed = true;
    this.#giveBack();
  }

  #giveBack() {
    const session = this.#session;
    this.#session = undefined;
    if (this.#lease?.crashed) {
      session?.__destroy_into_raw();
    } else {
      session?.free();
    }
    this.#lease?.giveBack();
  }

  #open() {
    const [lease, session] = [this.#lease, this.#session];
    if (!lease || !session) {
      throw new PreflightError('crashed', 'the job is over');
    }
    return { lease, session };
  }
}
