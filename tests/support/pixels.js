// Draws pixels; this module runs in pages as well.

/**
 * Light, shade and a little texture, which every check takes for a photo.
 *
 * @param {number} width
 * @param {number} height
 * @returns {{ data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number }} RGBA
 */
export function drawPixels(width, height) {
  const data = new Uint8ClampedArray(4 * width * height);
  let noise = 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      noise = (Math.imul(noise, 1103515245) + 12345) >>> 0;
      const light = 60 + Math.round((120 * x) / width) + ((noise >>> 16) & 31);
      data.set([light, Math.min(255, light + Math.round((40 * y) / height)), 255 - light, 255], 4 * (y * width + x));
    }
  }
  return { data, width, height };
}
