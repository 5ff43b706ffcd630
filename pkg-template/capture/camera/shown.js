// The part of the camera's frame that the preview shows. Nothing else is inspected or taken, so no one gets into the
// picture who was not visible in the preview.

/** @typedef {0 | 1 | 2 | 3} Turn quarter turns, clockwise */
/** @typedef {{ width: number, height: number }} Size */
/** @typedef {HTMLVideoElement | ImageBitmap | HTMLCanvasElement} Frame */

/** @param {Frame} frame @returns {Size} */
export function sizeOf(frame) {
  return 'videoWidth' in frame ? { width: frame.videoWidth, height: frame.videoHeight } : frame;
}

/** @param {Size} size @param {Turn} turn @returns {Size} after the turn */
export function turned({ width, height }, turn) {
  return turn % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** A camera whose picture is wider than it is tall is cropped to 3:4. @param {Size} frame after its turn */
export function shownPart({ width: whole, height }) {
  const width = whole < height ? whole : Math.round(height * 0.75);
  return { x: Math.floor((whole - width) / 2), width, height };
}

/**
 * Draws what the preview shows now, in the frame's own size and not mirrored.
 * @param {Frame} frame
 * @param {Turn} turn
 * @param {HTMLCanvasElement} canvas takes its size
 */
export function drawShown(frame, turn, canvas) {
  const size = sizeOf(frame);
  const { x, width, height } = shownPart(turned(size, turn));
  // Setting a size clears the canvas, even if it stays the same.
  if (canvas.width !== width || canvas.height !== height) {
    Object.assign(canvas, { width, height });
  }
  const context = canvas.getContext('2d', { alpha: false });
  if (turn === 0) {
    context?.drawImage(frame, x, 0, width, height, 0, 0, width, height);
  } else if (context) {
    drawTurned(context, frame, size, turn, { x: -x, y: 0 });
  }
  return canvas;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Size} size of the frame before the turn
 * @param {Turn} turn
 * @param {{ x: number, y: number, scale?: number }} at where the turned frame's top left corner comes
 */
export function drawTurned(context, frame, size, turn, { x, y, scale = 1 }) {
  const { width, height } = turned(size, turn);
  context.save();
  context.translate(x, y);
  context.scale(scale, scale);
  context.translate(turn === 1 || turn === 2 ? width : 0, turn === 2 || turn === 3 ? height : 0);
  context.rotate((turn * Math.PI) / 2);
  context.drawImage(frame, 0, 0);
  context.restore();
}
