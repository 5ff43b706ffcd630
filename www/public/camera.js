// The device's camera: opening it, taking a picture, and why it does not work.

/** @typedef {'user' | 'environment'} Facing towards the person, or away */
/** @typedef {'denied' | 'missing' | 'busy' | 'insecure' | 'unsupported' | 'failed'} CameraReason */

export class CameraError extends Error {
  /** @param {CameraReason} reason @param {unknown} [cause] */
  constructor(reason, cause) {
    super(`the camera cannot be used: ${reason}`, { cause });
    this.reason = reason;
  }
}

/**
 * `ideal`, never `exact`: desktop cameras have no facing, and few cameras have exactly this size. Without `resizeMode`
 * some browsers crop the frame to the requested shape.
 * @param {Facing} facing
 */
const constraints = (facing) => ({
  facingMode: facing,
  width: { ideal: 1920 },
  height: { ideal: 1080 },
  frameRate: { ideal: 30 },
  resizeMode: 'none',
});

/**
 * @param {Facing} facing
 * @param {AbortSignal} signal when it fires while the person is being asked, a stream that is granted later is stopped
 * @returns {Promise<MediaStream>} rejects with a {@link CameraError}
 */
export async function openCamera(facing, signal) {
  if (!isSecureContext) {
    throw new CameraError('insecure');
  }
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new CameraError('unsupported');
  }
  const stream = await ask(constraints(facing)).catch((error) => {
    if (error.name !== 'OverconstrainedError') {
      throw asCameraError(error);
    }
    return ask(true).catch((again) => {
      throw asCameraError(again);
    });
  });
  if (signal.aborted) {
    stopCamera(stream);
    throw new CameraError('failed', signal.reason);
  }
  return stream;
}

/** @param {MediaTrackConstraints | true} video */
function ask(video) {
  return navigator.mediaDevices.getUserMedia({ video, audio: false });
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
function asCameraError(error) {
  return new CameraError(REASONS[/** @type {Error} */ (error)?.name] ?? 'failed', error);
}

/** @param {MediaStream} stream */
export function stopCamera(stream) {
  for (const track of stream.getTracks()) {
    track.stop();
  }
}

/** Whether to mirror the preview, as people know themselves. @param {MediaStream} stream */
export function isMirrored(stream) {
  return stream.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';
}

/**
 * The part of the frame that the preview shows: a landscape camera is cropped to 3:4. Nothing else is inspected or taken,
 * so no one gets into the picture who was not visible in the preview.
 * @param {{ videoWidth: number, videoHeight: number }} video
 */
export function shownPart({ videoWidth, videoHeight }) {
  const width = videoWidth < videoHeight ? videoWidth : Math.round(videoHeight * 0.75);
  return { x: Math.floor((videoWidth - width) / 2), width, height: videoHeight };
}

/**
 * Draws what the preview shows now, in the camera's own size and not mirrored.
 * @param {HTMLVideoElement} video
 * @param {HTMLCanvasElement} canvas takes its size
 */
export function drawShown(video, canvas) {
  const { x, width, height } = shownPart(video);
  // Setting a size clears the canvas, even if it stays the same.
  if (canvas.width !== width || canvas.height !== height) {
    Object.assign(canvas, { width, height });
  }
  canvas.getContext('2d', { alpha: false })?.drawImage(video, x, 0, width, height, 0, 0, width, height);
  return canvas;
}

/**
 * A frame as the picture: its pixels, and a file to show it.
 * @param {HTMLCanvasElement} frame
 * @returns {Promise<{ pixels: HTMLCanvasElement, file: File }>}
 */
export async function asPicture(frame) {
  /** @type {Blob | null} */
  const blob = await new Promise((done) => {
    frame.toBlob(done, 'image/png');
  });
  if (!blob) {
    throw new CameraError('failed');
  }
  return { pixels: frame, file: new File([blob], 'camera.png', { type: 'image/png' }) };
}
