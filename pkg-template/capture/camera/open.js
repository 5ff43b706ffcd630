// Opens a camera: the one that was asked for, the remembered one, or the best of those that face the right way.

import { bestOf, fitOf, forget, isBetter, listCameras, remembered } from './devices.js';
import { CameraError, asCameraError } from './errors.js';

/** @import { CameraDevice, Facing } from './devices.js' */

/**
 * `ideal`, never `exact`: desktop cameras have no facing, and few cameras have exactly this size. Without `resizeMode`
 * some browsers crop the frame to the requested shape.
 */
const SIZE = {
  width: { ideal: 1920 },
  height: { ideal: 1080 },
  frameRate: { ideal: 30 },
  resizeMode: 'none',
};

/**
 * @typedef {object} OpenCamera
 * @property {MediaStream} stream
 * @property {MediaStreamTrack} track
 * @property {CameraDevice[]} devices the best first
 * @property {Facing} facing the way that was asked for; where a device was, its own
 * @property {boolean} mirrored whether the preview is shown as in a mirror
 */

/**
 * Which camera is to be opened. Without an id, the one that the person chose last time, or the best; without a facing, any
 * that has the id, and else one that faces the person.
 * @typedef {{ id?: string, facing?: Facing }} CameraWish
 */

/** @param {string} camera a facing or the id of a device @returns {CameraWish} */
export function wishOf(camera) {
  return camera === 'user' || camera === 'environment' ? { facing: camera } : { id: camera };
}

/**
 * @param {CameraWish} wish
 * @param {AbortSignal} signal when it fires while the person is being asked, a stream that is granted later is stopped
 * @returns {Promise<OpenCamera>} rejects with a {@link CameraError}
 */
export async function openCamera(wish, signal) {
  checkContext();
  const id = wish.id ?? remembered(wish.facing ?? 'user');
  const known = id === null ? null : await openDevice(id, wish.facing ?? 'user');
  const facing = wish.facing ?? (known && facingOf(known)) ?? 'user';
  let isLeft = false;
  const stream =
    known ??
    (await openFacing(facing).catch((error) => {
      isLeft = true;
      return openOther(error, facing, { signal, tried: id });
    }));
  if (signal.aborted) {
    stopCamera(stream);
    throw new CameraError('failed', signal.reason);
  }
  const devices = await listCameras(facing);
  const chosen = known || isLeft ? stream : await improved(stream, devices, facing);
  if (signal.aborted) {
    stopCamera(chosen);
    throw new CameraError('failed', signal.reason);
  }
  return described(chosen, devices, facing);
}

function checkContext() {
  if (!isSecureContext) {
    throw new CameraError('insecure');
  }
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new CameraError('unsupported');
  }
}

/** What another camera may not have: this one is gone, or something else uses it. */
const ELSEWHERE = ['OverconstrainedError', 'NotFoundError', 'NotReadableError', 'AbortError'];

/**
 * A device that does not open is forgotten: ids change when a browser's data is cleared, cameras are unplugged or in use.
 * @param {string} id
 * @param {Facing} facing
 */
async function openDevice(id, facing) {
  try {
    return await ask({ ...SIZE, deviceId: { exact: id } });
  } catch (error) {
    if (!ELSEWHERE.includes(/** @type {Error} */ (error).name)) {
      throw asCameraError(error);
    }
    if (remembered(facing) === id) {
      forget(facing);
    }
    return null;
  }
}

/** @param {Facing} facing */
async function openFacing(facing) {
  try {
    return await ask({ ...SIZE, facingMode: facing });
  } catch (error) {
    if (/** @type {Error} */ (error).name !== 'OverconstrainedError') {
      throw asCameraError(error);
    }
  }
  return ask(true).catch((error) => {
    throw asCameraError(error);
  });
}

/**
 * The browser's own choice is in use or broken: each other camera that fits is tried once, the best first.
 * @param {CameraError} error what became of that choice
 * @param {Facing} facing
 * @param {{ signal: AbortSignal, tried: string | null }} how
 */
async function openOther(error, facing, { signal, tried }) {
  if (error.reason === 'busy') {
    for (const { id } of fitOf(await listCameras(facing))) {
      const stream = id !== tried && !signal.aborted && (await openDevice(id, facing));
      if (stream) {
        return stream;
      }
    }
  }
  throw error;
}

/**
 * Labels are known only once a camera was allowed. If the browser's choice is a poor one, such as an infrared camera, the
 * best is opened instead.
 * @param {MediaStream} stream
 * @param {CameraDevice[]} devices
 * @param {Facing} facing
 */
async function improved(stream, devices, facing) {
  const best = bestOf(devices);
  const current = devices.find(({ id }) => id === deviceIdOf(stream));
  if (!best || !current || !isBetter(best, current)) {
    return stream;
  }
  // Some phones open one camera at a time.
  stopCamera(stream);
  return ask({ ...SIZE, deviceId: { exact: best.id } }).catch(() => openFacing(facing));
}

/** @param {MediaStream} stream @param {CameraDevice[]} devices @param {Facing} facing @returns {OpenCamera} */
function described(stream, devices, facing) {
  const [track] = stream.getVideoTracks();
  if (!track) {
    throw new CameraError('missing');
  }
  const device = devices.find(({ id }) => id === deviceIdOf(stream));
  const faces = track.getSettings().facingMode ?? device?.facing;
  return { stream, track, devices, facing, mirrored: faces !== 'environment' };
}

/** @param {MediaTrackConstraints | true} video */
function ask(video) {
  return navigator.mediaDevices.getUserMedia({ video, audio: false });
}

/** @param {MediaStream} stream @returns {Facing | undefined} as its track tells it */
function facingOf(stream) {
  const facing = stream.getVideoTracks()[0]?.getSettings().facingMode;
  return facing === 'user' || facing === 'environment' ? facing : undefined;
}

/** @param {MediaStream} stream */
export function deviceIdOf(stream) {
  return stream.getVideoTracks()[0]?.getSettings().deviceId;
}

/** @param {MediaStream} stream */
export function stopCamera(stream) {
  for (const track of stream.getTracks()) {
    track.stop();
  }
}
