// Formats that the browser reads and the package does not (HEIC in Safari, AVIF, WebP): decoded by the browser,
// handed on as PNG. What comes out may differ between browsers, so it is offered and never done unasked.

/** Twice what is sent, so that the package's own scaler does the last step. */
const SHORTER_SIDE_PX = 1440;

/** @param {Blob} file @returns {Promise<boolean>} */
export async function canConvert(file) {
  try {
    (await createImageBitmap(file)).close();
    return !isNoisy();
  } catch {
    return false;
  }
}

/** @param {File} file one that {@link canConvert} @returns {Promise<File>} upright, as PNG */
export async function convert(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, SHORTER_SIDE_PX / Math.min(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  // Transparency becomes white, as it does in the package.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  /** @type {Blob | null} */
  const png = await new Promise((done) => {
    canvas.toBlob(done, 'image/png');
  });
  if (!png) throw new Error('the browser could not write the converted picture');
  return new File([png], `${file.name.replace(/\.\w+$/, '')}.png`, { type: 'image/png' });
}

/** Some browsers put noise into what a canvas gives back, against being recognised by it: bad for a photo. */
function isNoisy() {
  const side = 16;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext('2d', { willReadFrequently: true })
  );
  const drawn = context.createImageData(side, side);
  drawn.data.forEach((_, at, data) => {
    data[at] = at % 4 === 3 ? 255 : (at * 37) % 256;
  });
  context.putImageData(drawn, 0, 0);
  const read = context.getImageData(0, 0, side, side).data;
  return read.some((value, at) => value !== drawn.data[at]);
}
