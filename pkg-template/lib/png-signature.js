/** A file's first bytes that say PNG (W3C Recommendation, third edition, 5.2). */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** So long is waited for a file's first bytes: those of a file that has yet to be downloaded may take their time. */
const PATIENCE_MS = 200;

/**
 * Whether a file is a PNG, as far as that is known soon.
 *
 * @param {(() => Promise<Uint8Array>) | undefined} begins reads the first bytes; absent where they cannot be had early
 * @returns {Promise<boolean>}
 */
export function isPng(begins) {
  return new Promise((resolve) => {
    if (!begins) {
      resolve(false);
      return;
    }
    const timer = setTimeout(resolve, PATIENCE_MS, false);
    begins()
      // What is wrong with the file is said where it is read.
      .catch(() => new Uint8Array(0))
      .then((bytes) => {
        clearTimeout(timer);
        resolve(SIGNATURE.every((byte, at) => bytes[at] === byte));
      });
  });
}

/** @type {number} */
export const SIGNATURE_BYTES = SIGNATURE.length;
