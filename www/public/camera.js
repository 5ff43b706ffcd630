// The device's camera: opening it, taking a picture, telling why it does not work.

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
 * `ideal`, never `exact`: desktops know no facing, and few cameras have just this size. Without `resizeMode` some
 * browsers would cut the frame to the wished shape.
 * @param {Facing} facing
 */
const wished = (facing) => ({
  facingMode: facing,
  width: { ideal: 1920 },
  height: { ideal: 1080 },
  frameRate: { ideal: 30 },
  resizeMode: 'none',
});

/**
 * @param {Facing} facing
 * @param {AbortSignal} signal when it fires while the person is being asked, a stream that comes later is stopped
 * @returns {Promise<MediaStream>} rejects with a {@link CameraError}
 */
export async function openCamera(facing, signal) {
  if (!isSecureContext) throw new CameraError('insecure');
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError('unsupported');
  const stream = await ask(wished(facing)).catch((error) => {
    if (error.name !== 'OverconstrainedError') throw asCameraError(error);
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
  for (const track of stream.getTracks()) track.stop();
}

/** Whether the preview has to be mirrored, as people know themselves. @param {MediaStream} stream */
export function isMirrored(stream) {
  return stream.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';
}

/** The frame that is shown, in the camera's own size and not mirrored. @param {HTMLVideoElement} video */
export function drawFrame(video) {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d', { alpha: false, willReadFrequently: true })?.drawImage(video, 0, 0);
  return canvas;
}

/**
 * A frame as the picture: its pixels, and a file to show it by.
 * @param {HTMLCanvasElement} frame
 * @returns {Promise<{ pixels: HTMLCanvasElement, file: File }>}
 */
export async function asPicture(frame) {
  /** @type {Blob | null} */
  const blob = await new Promise((done) => {
    frame.toBlob(done, 'image/png');
  });
  if (!blob) throw new CameraError('failed');
  return { pixels: frame, file: new File([blob], 'camera.png', { type: 'image/png' }) };
}
