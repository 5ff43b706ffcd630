// The cameras of a device: which is the best for a face, and which one the person chose last time.

/** @typedef {'user' | 'environment'} Facing towards the person, or away */

/**
 * @typedef {object} CameraDevice
 * @property {string} id
 * @property {string} label empty until a camera was allowed
 * @property {Facing | undefined} facing
 * @property {number} rank the higher, the better for the wish
 */

/** Words of labels in the languages of phones; Android's labels are English. */
const FRONT =
  /front|facetime|selfie|user|avant|delant|anterior|vorder|前置|前面|전면|หน้า|depan|hadapan|trước|أمامي/iu;
const BACK = /back|rear|environment|arrière|trasera|traseira|rück|后置|後置|背面|後面|후면|หลัง|belakang|sau|خلفي/iu;

/** Infrared and depth cameras serve the unlocking of a computer; their pictures are grey or empty. */
const UNFIT = /infrared|\bIR\b|depth|thermal/iu;
/** Cameras that show something else than the person in front of the device. */
const ASIDE = /virtual|obs[ -]|snap camera|manycam|desk view|document/iu;
/** Lenses that make a face small or leave it out of the picture. */
const LENS = /ultra|tele|wide|dual|triple|macro/iu;

/** @param {Facing} wish @returns {Promise<CameraDevice[]>} the best first */
export async function listCameras(wish) {
  // Browsers without the list still open a camera.
  const devices = (await navigator.mediaDevices.enumerateDevices?.().catch(() => [])) ?? [];
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map((device) => asCamera(device, wish))
    .sort((one, other) => other.rank - one.rank);
}

/** @param {MediaDeviceInfo} device @param {Facing} wish @returns {CameraDevice} */
function asCamera(device, wish) {
  const { deviceId: id, label } = device;
  const facing = facingOf(device);
  const direction = facing === undefined ? 0 : facing === wish ? 100 : -100;
  const unfit = (UNFIT.test(label) ? 400 : 0) + (ASIDE.test(label) ? 300 : 0) + (LENS.test(label) ? 20 : 0);
  return { id, label, facing, rank: direction - unfit };
}

/** @param {MediaDeviceInfo} device @returns {Facing | undefined} */
function facingOf(device) {
  const { facingMode } = 'getCapabilities' in device ? /** @type {InputDeviceInfo} */ (device).getCapabilities() : {};
  const [mode] = facingMode ?? [];
  if (mode === 'user' || mode === 'environment') {
    return mode;
  }
  if (BACK.test(device.label)) {
    return 'environment';
  }
  return FRONT.test(device.label) ? 'user' : undefined;
}

/** @param {CameraDevice[]} devices */
export function bestOf(devices) {
  return devices[0];
}

/** @param {CameraDevice} one @param {CameraDevice} other */
export function isBetter(one, other) {
  return one.rank > other.rank;
}

/** Those that show the person in colour. @param {CameraDevice[]} devices */
export function fitOf(devices) {
  return devices.filter(({ rank }) => rank > -200);
}

/** The camera to change to: the next in the list. @param {CameraDevice[]} devices @param {string | undefined} current */
export function nextAfter(devices, current) {
  const fit = fitOf(devices);
  const at = fit.findIndex(({ id }) => id === current);
  return fit[(at + 1) % fit.length];
}

const KEY = 'face-capture:camera';

/** @param {Facing} facing @returns {string | null} the id of the camera that the person chose last time */
export function remembered(facing) {
  try {
    return localStorage.getItem(`${KEY}:${facing}`);
  } catch {
    return null; // Storage is closed to this page.
  }
}

/** @param {Facing} facing @param {string} id */
export function remember(facing, id) {
  try {
    localStorage.setItem(`${KEY}:${facing}`, id);
  } catch {
    // Nothing is lost but the choice.
  }
}

/** @param {Facing} facing */
export function forget(facing) {
  try {
    localStorage.removeItem(`${KEY}:${facing}`);
  } catch {
    // Storage is closed to this page, so that nothing was kept.
  }
}
