// The light beside a camera's lens, where there is one.

/** @typedef {MediaTrackCapabilities & { torch?: boolean }} WithTorch */

/** @param {MediaStreamTrack} track */
export function hasTorch(track) {
  // Firefox has no capabilities.
  const capabilities = 'getCapabilities' in track ? /** @type {WithTorch} */ (track.getCapabilities()) : {};
  return capabilities.torch === true;
}

/** @param {MediaStreamTrack} track @param {boolean} on @returns {Promise<boolean>} whether it obeyed */
export async function setTorch(track, on) {
  try {
    await track.applyConstraints({ advanced: [/** @type {MediaTrackConstraintSet} */ ({ torch: on })] });
    return true;
  } catch {
    return false;
  }
}
