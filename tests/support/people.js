/**
 * A drawn picture as the package takes pixels.
 *
 * @param {{ width: number, height: number, rgb: Uint8Array }} image
 */
export function asPixels({ width, height, rgb }) {
  const data = new Uint8Array(4 * width * height).fill(255);
  for (let at = 0; at < width * height; at++) {
    data.set(rgb.subarray(3 * at, 3 * at + 3), 4 * at);
  }
  return { data, width, height };
}
