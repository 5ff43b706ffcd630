// The picture moves under a fixed frame, by finger, mouse or keys. Loaded when the first photo is cropped: most need none.

import { Framing } from './framing.js';

/** @import { Box } from '../../lib/types.js' */

/** How far an arrow key moves the picture, as a share of the frame. */
const STEP = 0.03;

/** @type {Record<string, [x: number, y: number]>} */
const KEYS = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };

/**
 * @param {ImageBitmap} bitmap
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLInputElement} zoom
 * @returns {{ box: () => Box, fit: (face: Box) => void }} the part that the frame shows, and how it comes to show the face
 */
export function cropByHand(bitmap, canvas, zoom) {
  const framing = new Framing(bitmap);
  function draw() {
    const { x, y, width, height } = framing.box;
    canvas
      .getContext('2d', { alpha: false })
      ?.drawImage(bitmap, x, y, width, height, 0, 0, canvas.width, canvas.height);
    zoom.value = String(framing.zoom);
  }
  /** @param {number} x @param {number} y */
  function move(x, y) {
    framing.move(x, y);
    draw();
  }
  draw();
  zoom.addEventListener('input', () => {
    framing.zoomTo(Number(zoom.value));
    draw();
  });
  canvas.addEventListener('keydown', (event) => {
    const step = KEYS[event.key];
    if (step) {
      event.preventDefault();
      move(...step);
    }
  });
  followPointer(canvas, move);
  return {
    box: () => framing.box,
    fit(face) {
      framing.fit(face);
      draw();
    },
  };
}

/** @param {HTMLCanvasElement} canvas @param {(x: number, y: number) => void} move by shares of the frame */
function followPointer(canvas, move) {
  // Safari on iOS before 17 does not tell how far a pointer moved.
  let [x, y] = [0, 0];
  canvas.addEventListener('pointerdown', (event) => {
    if (event.isPrimary) {
      canvas.setPointerCapture(event.pointerId);
      [x, y] = [event.clientX, event.clientY];
    }
  });
  canvas.addEventListener('pointermove', (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) {
      move((event.clientX - x) / canvas.clientWidth, (event.clientY - y) / canvas.clientHeight);
      [x, y] = [event.clientX, event.clientY];
    }
  });
}
