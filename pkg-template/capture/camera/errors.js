// Why a camera cannot be used.

/** @typedef {'denied' | 'missing' | 'busy' | 'lost' | 'insecure' | 'unsupported' | 'failed'} CameraReason */

export class CameraError extends Error {
  /** @param {CameraReason} reason @param {unknown} [cause] */
  constructor(reason, cause) {
    super(`the camera cannot be used: ${reason}`, { cause });
    this.name = 'CameraError';
    this.reason = reason;
  }
}

/** @type {Record<string, CameraReason>} */
const REASONS = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  DevicesNotFoundError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** @param {unknown} error */
export function asCameraError(error) {
  if (error instanceof CameraError) {
    return error;
  }
  return new CameraError(REASONS[/** @type {Error} */ (error)?.name] ?? 'failed', error);
}
