import { PreflightError } from './errors.js';

/**
 * The bytes of a buffer or of a view on one, of this realm or of another.
 *
 * @param {any} value
 * @returns {Uint8Array<any> | undefined}
 * @throws {PreflightError} `invalid_input` where the buffer was transferred
 */
export function asBytes(value) {
  try {
    if (ArrayBuffer.isView(value)) {
      return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    }
    return /^(Shared)?ArrayBuffer$/.test(kindOf(value)) ? new Uint8Array(value) : undefined;
  } catch (cause) {
    const message = `the ${kindOf(value)} is empty: its buffer was transferred or resized`;
    throw new PreflightError('invalid_input', message, { cause });
  }
}

/**
 * The name of a value's type, for example `ImageBitmap`, whichever realm it comes from.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function kindOf(value) {
  if (value === null || typeof value !== 'object') {
    return value === null ? 'null' : typeof value;
  }
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** @param {unknown} cause */
export function readFailed(cause) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PreflightError('input_failed', `reading the input failed: ${reason}`, { cause });
}
