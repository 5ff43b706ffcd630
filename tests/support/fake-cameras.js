// A device's cameras, as its browser tells of them: labels, facing, what may be asked, and which one it opens itself.

/**
 * @typedef {object} FakeCamera
 * @property {string} id
 * @property {string} label
 * @property {'user' | 'environment'} [facing] as the track says it; desktops do not
 * @property {boolean} [tells] whether the list of devices tells the facing too, as Chromium does
 * @property {[width: number, height: number]} [size] of the frame, 720 x 960 by default
 * @property {boolean} [torch]
 * @property {boolean} [busy] whether another program has it, so that it does not open
 * @property {boolean} [silent] whether it opens and gives no frame
 * @property {boolean} [aside] whether it is mounted on its side
 */

/**
 * @typedef {object} Profile
 * @property {FakeCamera[]} cameras in the browser's order; without a better reason it opens the first
 * @property {boolean} [nameless] whether labels stay empty
 * @property {string} [error] name of the error that every request ends with
 * @property {boolean} [pending] whether requests are never answered
 */

/**
 * Devices. Those with `recorded` were read from real devices by others: labels, their order, facing, whether
 * the list tells it, and the torch, or the list alone where a comment says so; `recorded` says where it stands. The
 * others are modelled on what is documented, as the comment of each says. The frame is always the test's own.
 * @type {Record<string, Profile & { best: string, mirrored: boolean, recorded?: string }>}
 */
export const PROFILES = {
  'iPhone 15, Safari': {
    recorded: 'BlinkID/blinkid-web, packages/camera-manager/src/media-mock/fakeDevices/iPhone15.ts',
    cameras: [
      { id: 'f', label: 'Front Camera', facing: 'user', tells: true },
      { id: 'd', label: 'Back Dual Wide Camera', facing: 'environment', tells: true, torch: true },
      { id: 'u', label: 'Back Ultra Wide Camera', facing: 'environment', tells: true, torch: true },
      { id: 'b', label: 'Back Camera', facing: 'environment', tells: true, torch: true },
    ],
    best: 'f',
    mirrored: true,
  },
  // Here only the track tells the facing, and no camera has a torch.
  'iPhone X, Safari': {
    recorded: 'BlinkID/blinkid-web, packages/camera-manager/src/media-mock/fakeDevices/iPhoneX.ts',
    cameras: [
      { id: 'f', label: 'Front Camera', facing: 'user' },
      { id: 'b', label: 'Back Camera', facing: 'environment' },
      { id: 't', label: 'Back Telephoto Camera', facing: 'environment' },
    ],
    best: 'f',
    mirrored: true,
  },
  'Galaxy S21 FE, Chrome': {
    recorded: 'BlinkID/blinkid-web, packages/camera-manager/src/media-mock/fakeDevices/SamsungS21FE.ts',
    cameras: [
      { id: '1', label: 'camera2 1, facing front', facing: 'user', tells: true },
      { id: '3', label: 'camera2 3, facing front', facing: 'user', tells: true },
      { id: '2', label: 'camera2 2, facing back', facing: 'environment', tells: true },
      { id: '0', label: 'camera2 0, facing back', facing: 'environment', tells: true, torch: true },
    ],
    best: '1',
    mirrored: true,
  },
  // Its list; the facing as the labels say it. The phone opened camera 4, which does not focus.
  'an Android phone with four back cameras, Chrome': {
    recorded: 'afes-website/cappuccino-app#46',
    cameras: [
      { id: '1', label: 'camera2 1, facing front', facing: 'user' },
      { id: '4', label: 'camera2 4, facing back', facing: 'environment' },
      { id: '3', label: 'camera2 3, facing back', facing: 'environment' },
      { id: '2', label: 'camera2 2, facing back', facing: 'environment' },
      { id: '0', label: 'camera2 0, facing back', facing: 'environment' },
    ],
    best: '1',
    mirrored: true,
  },
  // Its list: between microphones, one camera.
  'a desktop with one USB camera, Chrome': {
    recorded: 'openframeworks/openFrameworks#7226',
    cameras: [{ id: 'h', label: 'HD USB Camera (05a3:9230)', size: [1280, 720] }],
    best: 'h',
    mirrored: true,
  },
  // The labels of Chrome for Android, as above, with the lens that some makers add.
  'an Android phone that opens the wide front camera first': {
    cameras: [
      { id: '3', label: 'camera2 3, facing front, wide', facing: 'user', tells: true },
      { id: '1', label: 'camera2 1, facing front', facing: 'user', tells: true },
      { id: '2', label: 'camera2 2, facing back', facing: 'environment', tells: true },
      { id: '0', label: 'camera2 0, facing back', facing: 'environment', tells: true, torch: true },
    ],
    best: '1',
    mirrored: true,
  },
  // Labels in the device's language, which cordova-rtc/cordova-plugin-iosrtc#440 reports; not in the words of a real one.
  'a German Android tablet': {
    cameras: [
      { id: 'r', label: 'Rückkamera', facing: 'environment', size: [960, 720] },
      { id: 'v', label: 'Frontkamera', facing: 'user', size: [960, 720] },
    ],
    best: 'v',
    mirrored: true,
  },
  // "Integrated Camera" and "Integrated IR Camera" are the names of Lenovo's; Chromium adds the USB ids of vendor and
  // product (`GetNameAndModel` in media/capture/video/video_capture_device_descriptor.cc).
  'a laptop with an infrared camera, which comes first': {
    cameras: [
      { id: 'i', label: 'Integrated IR Camera (04f2:b6d9)', size: [640, 480] },
      { id: 'c', label: 'Integrated Camera (04f2:b6d9)', size: [1280, 720] },
    ],
    best: 'c',
    mirrored: true,
  },
  // Continuity Camera: projects that choose among its two quote these labels, with the owner's name before them.
  'a MacBook with the camera of a phone': {
    cameras: [
      { id: 'd', label: 'iPhone Desk View Camera', size: [1280, 960] },
      { id: 'p', label: 'iPhone Camera', size: [1280, 720] },
      { id: 'm', label: 'FaceTime HD Camera (Built-in) (05ac:8514)', size: [1280, 720] },
    ],
    best: 'm',
    mirrored: true,
  },
  // "OBS Virtual Camera" as in obsproject/obs-studio#13873; 046d:085e is the BRIO in webcamoid/webcamoid#733.
  'a desktop with a virtual camera, which comes first': {
    cameras: [
      { id: 'o', label: 'OBS Virtual Camera', size: [1280, 720] },
      { id: 'l', label: 'Logitech BRIO (046d:085e)', size: [1280, 720] },
    ],
    best: 'l',
    mirrored: true,
  },
  // The list of an iPhone 6: two cameras without a name, because the page may not list devices yet.
  'a browser that names nothing': {
    recorded: 'priologic/easyrtc#458',
    cameras: [
      { id: 'x', label: '', facing: 'user' },
      { id: 'y', label: '', facing: 'environment' },
    ],
    nameless: true,
    best: 'x',
    mirrored: true,
  },
  // Two cameras of the third phone; the front one does not open.
  'a phone whose front camera is broken': {
    cameras: [
      { id: '1', label: 'camera2 1, facing front', facing: 'user', tells: true, busy: true },
      { id: 'b', label: 'camera2 0, facing back', facing: 'environment', tells: true, torch: true },
    ],
    best: 'b',
    mirrored: false,
  },
};

/** A kiosk whose camera is mounted on its side. @type {Profile} */
export const KIOSK = { cameras: [{ id: 'k', label: 'USB Camera (32e4:9230)', size: [960, 720], aside: true }] };

/**
 * Code that replaces the browser's cameras by a profile's. Every track is kept in `window.tracks`, every request
 * in `window.requests`; `window.blurPx` takes them out of focus.
 * @param {Profile} profile
 */
export function fakeCameras(profile) {
  return `window.profile = ${JSON.stringify(profile)}; window.tracks = []; window.requests = []; (${install})();`;
}

/** Runs in the page. */
function install() {
  const kept = /** @type {any} */ (window);
  let allowed = false;
  const failure = (/** @type {string} */ name) => Object.assign(new Error(name), { name });

  /** A stream that never shows anything: what another end of a connection would send. */
  async function silence() {
    const { receiver } = new RTCPeerConnection().addTransceiver('video');
    return new MediaStream([receiver.track]);
  }

  /** @param {any} camera */
  async function filmed(camera) {
    const person = await createImageBitmap(await (await fetch('/person.png')).blob());
    const [width, height] = camera.size ?? [720, 960];
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    let number = 0;
    const draw = () => {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = '#bbb';
      context.fillRect(0, 0, width, height);
      context.filter = kept.blurPx ? `blur(${kept.blurPx}px)` : 'none';
      const high = camera.aside ? width : height;
      const wide = (high * person.width) / person.height;
      if (camera.aside) {
        // The head to the right.
        context.setTransform(0, 1, -1, 0, width, (height - wide) / 2);
        context.drawImage(person, 0, 0, wide, high);
      } else {
        context.drawImage(person, (width - wide) / 2, 0, wide, high);
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
      // Every frame is a new one.
      context.fillRect(0, 0, 1, (number += 1) % 9);
    };
    draw();
    const timer = setInterval(draw, 50);
    const stream = camera.silent ? await silence() : canvas.captureStream(20);
    const track = /** @type {any} */ (stream.getVideoTracks()[0]);
    if (camera.silent) {
      Object.defineProperty(track, 'muted', { value: true });
    }
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      stop();
    };
    // Firefox gives a track's listeners none of the events that a page makes.
    const told = new EventTarget();
    track.addEventListener = told.addEventListener.bind(told);
    track.dispatchEvent = told.dispatchEvent.bind(told);
    Object.defineProperty(track, 'label', { value: kept.profile.nameless ? '' : camera.label });
    track.getSettings = () => ({ deviceId: camera.id, facingMode: camera.facing, width, height });
    track.getCapabilities = () => (camera.torch ? { torch: true } : {});
    track.applyConstraints = async (/** @type {unknown} */ wanted) => {
      track.applied = wanted;
    };
    kept.tracks.push(track);
    return stream;
  }

  const devices = new EventTarget();
  Object.assign(devices, {
    async enumerateDevices() {
      return kept.profile.cameras.map((/** @type {any} */ { id, label, facing, tells }) => ({
        kind: 'videoinput',
        deviceId: allowed ? id : '',
        label: allowed && !kept.profile.nameless ? label : '',
        ...(tells && { getCapabilities: () => ({ facingMode: [facing] }) }),
      }));
    },
    async getUserMedia(/** @type {any} */ { video }) {
      kept.requests.push(video);
      const { cameras, error, pending } = kept.profile;
      if (pending) {
        return new Promise(() => {});
      }
      if (error) {
        throw failure(error);
      }
      const wanted = video.deviceId?.exact;
      const camera =
        wanted === undefined
          ? (cameras.find((/** @type {any} */ { facing }) => facing === video.facingMode) ?? cameras[0])
          : cameras.find((/** @type {any} */ { id }) => id === wanted);
      if (!camera) {
        throw failure(cameras.length === 0 ? 'NotFoundError' : 'OverconstrainedError');
      }
      allowed = true;
      if (camera.busy) {
        throw failure('NotReadableError');
      }
      return filmed(camera);
    },
  });
  Object.defineProperty(navigator, 'mediaDevices', { value: devices, configurable: true });
}
