// Pictures that are no JPEG or PNG, through the package; runs in pages of every engine.
import { drawPixels } from './pixels.js';

/** @import { Photo } from '../../pkg/lib/types.js' */

/** @typedef {typeof import('../../pkg/browser.js')} Package */

/** @param {Promise<Photo>} call */
const base64 = (call) =>
  call.then(
    (photo) => photo.base64(),
    (error) => `${error.code}: ${error.message}`,
  );

/**
 * The result for each kind of pixels that must come out exactly as they went in.
 *
 * @param {Package} product
 * @param {number} width
 * @param {number} height
 */
export async function exactInputs({ preflight }, width, height) {
  const plain = drawPixels(width, height);
  const image = new ImageData(plain.data, width, height);
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  const offscreen = new OffscreenCanvas(width, height);
  offscreen.getContext('2d')?.putImageData(image, 0, 0);
  const inputs = {
    plain,
    ImageData: image,
    ImageBitmap: await createImageBitmap(image),
    HTMLCanvasElement: canvas,
    OffscreenCanvas: offscreen,
    ...(typeof VideoFrame === 'function' && { VideoFrame: frameOf(plain) }),
  };
  /** @type {Record<string, string>} */
  const results = {};
  for (const [kind, input] of Object.entries(inputs)) {
    results[kind] = await base64(preflight(input));
  }
  // The input can still be used.
  results['again'] = await base64(preflight(inputs.ImageBitmap));
  return results;
}

/** @param {ReturnType<typeof drawPixels>} picture */
function frameOf({ data, width, height }) {
  return new VideoFrame(data, { format: 'RGBX', codedWidth: width, codedHeight: height, timestamp: 0 });
}

/**
 * A file that only the browser reads: its report, and its luma on a grid.
 *
 * @param {Package} product
 * @param {string} url
 */
export async function decodedFile({ preflight, probe, fingerprint }, url) {
  const blob = await (await fetch(url)).blob();
  const bytes = new Uint8Array(await blob.arrayBuffer());
  /** @type {[string, number | null][]} */
  const progress = [];
  const photo = await preflight(blob, {}, { onProgress: ({ stage, fraction }) => progress.push([stage, fraction]) });
  const [ofBytes, ofResponse] = [await preflight(bytes), await preflight(await fetch(url))];
  // In chunks of a few bytes, more of which are read than the format needs.
  let at = 0;
  const slowly = new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.slice(at, (at += 97)));
      if (at >= bytes.length) {
        controller.close();
      }
    },
  });
  const ofStream = await preflight(slowly);
  return {
    source: photo.report.source,
    probed: await probe(blob),
    size: [photo.width, photo.height],
    same: [ofBytes, ofResponse, ofStream].every((other) => other.base64() === photo.base64()),
    samples: [...(await fingerprint(blob))],
    progress,
  };
}

/**
 * A file with a note that turns it: its size in the package and in an image of the page.
 *
 * @param {Package} product
 * @param {string} url
 */
export async function turnedFile({ probe, fingerprint }, url) {
  const image = Object.assign(new Image(), { src: url });
  await image.decode();
  const { width, height } = await probe(await fetch(url));
  const samples = [...(await fingerprint(await fetch(url)))];
  return { size: [width, height], shown: [image.naturalWidth, image.naturalHeight], samples };
}

/**
 * What the camera gives: a video of one drawn picture.
 *
 * @param {Package} product
 */
export async function videoInput({ preflight, fingerprint }) {
  const picture = drawPixels(480, 640);
  const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 640 });
  const image = new ImageData(picture.data, 480, 640);
  const context = canvas.getContext('2d');
  context?.putImageData(image, 0, 0);
  const video = document.createElement('video');
  const before = await base64(preflight(video));
  Object.assign(video, { muted: true, playsInline: true, srcObject: canvas.captureStream(30) });
  // A stream of a canvas sends a frame for each time that it is drawn on.
  const drawing = setInterval(() => context?.putImageData(image, 0, 0), 30);
  try {
    await video.play();
    const photo = await preflight(video);
    const [shown, drawn] = [await fingerprint(video), await fingerprint(picture)];
    const difference = Math.max(...shown.map((value, at) => Math.abs(value - (drawn[at] ?? 0))));
    return { before, size: [photo.width, photo.height], difference };
  } finally {
    clearInterval(drawing);
  }
}
