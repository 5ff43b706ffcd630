/** @import { ErrorCode } from './contract-types.js' */
/** @import { Actor } from './types.js' */

/**
 * Who has to act on an error that JavaScript raises. Errors of the wasm bring their actor with them.
 *
 * @type {Readonly<Partial<Record<ErrorCode, Actor>>>}
 */
const ACTORS = Object.freeze({
  /** The input holds no photo: pass a Blob, bytes, a Response, a stream or pixels. */
  invalid_input: 'caller',
  /** A request parameter is missing, malformed or contradicts another: correct the parameter. */
  invalid_parameter: 'caller',
  /** An option cannot be passed on: options are plain data. */
  invalid_option: 'caller',
  /** The caller's AbortSignal ended the call; the signal's reason is the `cause`. */
  aborted: 'caller',
  /** `base64()` or `blob()` was asked of a photo without a picture: look at the failed checks. */
  no_picture: 'photo',
  /** The browser does not return what a canvas shows, or changes it: pass a JPEG or PNG file. */
  canvas_blocked: 'environment',
  /** Reading the input failed half-way; the `cause` says how. Choose the file or fetch it again. */
  input_failed: 'environment',
  /** The wasm could not be loaded; the next call tries again. */
  load_failed: 'environment',
  /** The wasm stopped, for example out of memory; the next call starts a new instance. */
  crashed: 'environment',
  /** The worker that did the work died; the next call starts another. */
  worker_died: 'environment',
});

/**
 * Why a call could not give a report. An unfit photo is not an error: it has a failed check in
 * `photo.report.checks`.
 *
 * Structured cloning reduces errors of a custom class to a plain `Error`. To send one through
 * `postMessage` or to log it, use {@link PreflightError.toJSON} here and {@link PreflightError.from} there.
 */
export class PreflightError extends Error {
  /**
   * @param {ErrorCode} code stable, machine-readable name of the failure
   * @param {string} message one sentence for a developer
   * @param {{ actor?: Actor, details?: Record<string, unknown>, cause?: unknown }} [more]
   */
  constructor(code, message, { actor, details, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    /** @override */
    this.name = 'PreflightError';
    /**
     * Stable, machine-readable name of the failure, for example `'unsupported_format'`.
     *
     * @type {ErrorCode}
     */
    this.code = code;
    /**
     * Who has to act: the calling program, the person with the photo, those who set the limits, or those who run the
     * machine.
     *
     * @type {Actor}
     */
    this.actor = actor ?? ACTORS[code] ?? 'environment';
    /**
     * What the failure is about, for example the name of the option and what it allows.
     *
     * @type {Record<string, unknown>}
     */
    this.details = details ?? {};
  }

  /**
   * The error as plain data, fit for `postMessage` and for logs.
   *
   * @returns {{ name: 'PreflightError', code: ErrorCode, actor: Actor, message: string,
   *   details: Record<string, unknown>, cause?: unknown, stack?: string }}
   */
  toJSON() {
    const { code, actor, message, details, stack } = this;
    const cause = this.cause === undefined ? {} : { cause: describeCause(this.cause) };
    return { name: 'PreflightError', code, actor, message, details, ...cause, ...(stack && { stack }) };
  }

  /**
   * Turns the plain form of {@link PreflightError.toJSON}, or what the wasm threw, into an error again.
   *
   * @param {unknown} value
   * @returns {PreflightError | undefined} nothing where `value` is no such thing
   */
  static from(value) {
    if (value instanceof PreflightError) {
      return value;
    }
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    const { code, actor, message, details, cause, stack } = /** @type {Record<string, any>} */ (value);
    if (typeof code !== 'string' || typeof message !== 'string') {
      return undefined;
    }
    const error = new PreflightError(/** @type {ErrorCode} */ (code), message, { actor, details, cause });
    if (typeof stack === 'string') {
      error.stack = stack;
    }
    return error;
  }
}

/**
 * A cause can be anything, also what structured cloning refuses.
 *
 * @param {unknown} cause
 * @returns {unknown}
 */
function describeCause(cause) {
  if (cause instanceof PreflightError) {
    return cause.toJSON();
  }
  if (cause instanceof Error) {
    return { name: cause.name, message: cause.message };
  }
  return cause === null || ['string', 'number', 'boolean'].includes(typeof cause) ? cause : String(cause);
}
