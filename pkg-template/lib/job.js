import { PreflightError } from './errors.js';

/** @import { PreflightOptions, Report, Size, Source } from './types.js' */
/** @import { Instance, Instances } from './instance.js' */

/**
 * What a call is after: the header only, the whole result, or the picture's fingerprint.
 *
 * @typedef {'source' | 'photo' | 'fingerprint'} Want
 */

/**
 * What is to be done. Plain data, so that it can be handed to a worker.
 *
 * @typedef {object} Task
 * @property {Want} want
 * @property {PreflightOptions} [options]
 * @property {Size} [pixels] the picture's size, where RGBA pixels are pushed and not a file
 */

/**
 * What a finished job gives; `fingerprint` only where it was wanted.
 *
 * @typedef {{ jpeg: Uint8Array<ArrayBuffer> | null, report: Report }} PhotoOutcome
 * @typedef {{ fingerprint: Uint8Array<ArrayBuffer> }} FingerprintOutcome
 * @typedef {PhotoOutcome | FingerprintOutcome} Outcome
 */

/**
 * One photo on its way through one wasm instance. After a failure, only {@link Job.close} may follow.
 */
export class Job {
  #instances;
  /** @type {Instance | undefined} */
  #instance;
  #want;
  /** @type {InstanceType<Instance['Session']> | undefined} */
  #session;
  #crashed = false;

  /**
   * @param {Instances} instances
   * @param {Instance} instance acquired for this job alone
   * @param {Task} task
   */
  constructor(instances, instance, { want, options, pixels }) {
    this.#instances = instances;
    this.#instance = instance;
    this.#want = want;
    const { Session } = instance;
    try {
      this.#session = this.#enter(() =>
        pixels ? Session.forPixels(pixels.width, pixels.height, options) : new Session(options),
      );
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /**
   * @param {Instances} instances
   * @param {Task} task
   */
  static async open(instances, task) {
    return new Job(instances, await instances.acquire(), task);
  }

  /**
   * @param {Uint8Array} chunk copied before the call returns
   * @returns {Source | undefined} the header, where it is wanted and known
   */
  push(chunk) {
    const session = this.#open();
    return this.#enter(() => {
      session.push(chunk);
      return this.#want === 'source' ? session.source() : undefined;
    });
  }

  /** @returns {Outcome} */
  finish() {
    const session = this.#open();
    // Consumed whether or not it succeeds.
    this.#session = undefined;
    const finish = () => (this.#want === 'fingerprint' ? { fingerprint: session.fingerprint() } : session.finish());
    return this.#enter(() => /** @type {Outcome} */ (finish()));
  }

  /** Frees what is left and hands the instance on, unless it crashed. May be called again. */
  close() {
    const session = this.#session;
    this.#session = undefined;
    if (this.#crashed) {
      // Its memory cannot be trusted any more, not even to be freed by the garbage collector.
      session?.__destroy_into_raw();
    } else {
      session?.free();
      if (this.#instance) this.#instances.release(this.#instance);
    }
    this.#instance = undefined;
  }

  #open() {
    if (!this.#session) throw new PreflightError('crashed', 'the job is over');
    return this.#session;
  }

  /**
   * The wasm throws plain objects with a code. Anything else, a `RuntimeError` or an overflown stack, means
   * that the instance broke off in the middle.
   *
   * @template T
   * @param {() => T} work
   * @returns {T}
   */
  #enter(work) {
    try {
      return work();
    } catch (thrown) {
      const error = PreflightError.from(thrown);
      if (error) throw error;
      this.#crashed = true;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new PreflightError('crashed', `the wasm stopped: ${reason}`, { cause: thrown });
    }
  }
}
