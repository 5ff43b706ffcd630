import { encodeBase64 } from './base64.js';
import { PreflightError } from './errors.js';

/** @import { Report } from './types.js' */

/** What came of a photo: the picture to send and everything that was found out. */
export class Photo {
  /**
   * @param {Uint8Array<ArrayBuffer> | null} jpeg
   * @param {Report} report
   */
  constructor(jpeg, report) {
    /** The picture as a metadata-free JPEG; null where no usable one could be made. */
    this.jpeg = jpeg;
    /** The source, the output and every check. */
    this.report = report;
    /** Whether no check failed, so that there is a picture to send. */
    this.ok = jpeg !== null && report.checks.every((check) => check.status !== 'fail');
    /** Width of the picture in pixels; 0 without one. */
    this.width = report.output?.width ?? 0;
    /** Height of the picture in pixels; 0 without one. */
    this.height = report.output?.height ?? 0;
  }

  /** The picture in Base64 (RFC 4648 §4), as the API takes it. */
  base64() {
    return encodeBase64(this.#picture());
  }

  /** The picture as a Blob of type image/jpeg. */
  blob() {
    return new Blob([this.#picture()], { type: 'image/jpeg' });
  }

  #picture() {
    if (this.jpeg) {
      return this.jpeg;
    }
    const failed = this.report.checks.filter((check) => check.status === 'fail').map((check) => check.id);
    throw new PreflightError('no_picture', `no picture was made; failed checks: ${failed.join(', ') || 'none'}`, {
      details: { failed },
    });
  }
}
