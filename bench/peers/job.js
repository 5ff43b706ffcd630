// What every contestant does: upright, Lanczos to this shorter side, JPEG of this quality.

export const SHORTER_SIDE_PX = 720;
export const QUALITY = 90;

/** Of a photo of 9 to 16, for those that are told the longer side. */
export const LONGER_SIDE_PX = 1280;

/** @param {Uint8Array} photo */
export function isPng(photo) {
  return photo[0] === 0x89;
}

/**
 * @param {number} width
 * @param {number} height
 */
export function scaled(width, height) {
  const scale = SHORTER_SIDE_PX / Math.min(width, height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? NaN;
}
