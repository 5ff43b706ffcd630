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
 */

/**
 * The result of a finished job; `fingerprint` only where it was wanted.
 *
 * @typedef {{ jpeg: Uint8Array<ArrayBuffer> | null, report: Report }} PhotoResult
 * @typedef {{ fingerprint: Uint8Array<ArrayBuffer> }} FingerprintResult
 * @typedef {PhotoResult | FingerprintResult} JobResult
 */

/**
 * One photo on its way through one wasm instance. After a failure, only {@link Job.close} may follow.
 */
export class Job {
  #lease;
  #want;
  /** Whether the face was to be looked for, and could not be. */
  #lacksFace;
  /** Whether faces are looked for. */
  #looks;
  /** @type {Session | undefined} */
  #session;

  /**
   * @param {InstanceLease} lease for this job only
   * @param {FaceDetector | undefined} detector
   * @param {Task} task
   */
  constructor(lease, detector, { want, options, pixels, face }) {
    this.#lease = lease;
    this.#want = want;
    this.#lacksFace = face === 'optional' && detector === undefined;
    this.#looks = want === 'photo' && detector !== undefined;
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
   * @param {Instances} instances
   * @param {Task} task
   * @param {() => void} [onProgress] called while something is loaded
   */
  static async open(instances, task, onProgress) {
    const { lease, detector } = await InstanceLease.take(instances, task.face, onProgress);
    return new Job(lease, detector, task);
  }

  /**
   * @param {Uint8Array} chunk copied before the call returns
   * @returns {Source | undefined} the header, where it is wanted and known
   */
  push(chunk) {
    const session = this.#open();
    return this.#lease.call(() => {
      session.push(chunk);
      return this.#want === 'source' ? session.source() : undefined;
    });
  }

  /** @returns {Promise<JobResult>} */
  async finish() {
    if (this.#looks) {
      await this.#resolveDoubt();
    }
    const session = this.#open();
    // Consumed whether or not it succeeds.
    this.#session = undefined;
    const finish = () => (this.#want === 'fingerprint' ? { fingerprint: session.fingerprint() } : session.finish());
    const result = this.#lease.call(() => /** @type {JobResult} */ (finish()));
    return this.#lacksFace && 'report' in result
      ? { ...result, report: { ...result.report, faceUnavailable: true } }
      : result;
  }

  /** Where the detector is in doubt about the face, the net that looks closely is loaded to decide. */
  async #resolveDoubt() {
    const session = this.#open();
    if (!this.#lease.call(() => session.inDoubt())) {
      return;
    }
    const closer = await this.#lease.closer();
    if (closer) {
      this.#lease.call(() => this.#open().setDetector(closer));
    }
  }

  /** Frees what is left and gives the instance back, unless it crashed. May be called again. */
  close() {
    const session = this.#session;
    this.#session = undefined;
    if (this.#lease.crashed) {
      session?.__destroy_into_raw();
    } else {
      session?.free();
    }
    this.#lease.giveBack();
  }

  #open() {
    if (!this.#session) {
      throw new PreflightError('crashed', 'the job is over');
    }
    return this.#session;
  }
}
