// Drawn people: simple, but with the light, the colours and the detail of a photo, and different enough to be told
// apart.

import { encodePng } from './png.js';

/** @typedef {{ width: number, height: number, rgb: Uint8Array }} Image */
/** @typedef {[red: number, green: number, blue: number]} Colour */

/**
 * `face` and `eyes` are widths, as shares.
 * @typedef {{ wall: Colour, hair: Colour, skin: Colour, shirt: Colour, face: number, eyes: number }} Person
 */

/** @type {Record<string, Person>} */
const PEOPLE = {
  ada: {
    wall: [186, 205, 214],
    hair: [74, 48, 36],
    skin: [226, 184, 156],
    shirt: [58, 92, 120],
    face: 0.22,
    eyes: 0.1,
  },
  bob: {
    wall: [222, 206, 178],
    hair: [38, 36, 40],
    skin: [148, 98, 70],
    shirt: [168, 72, 56],
    face: 0.27,
    eyes: 0.13,
  },
  eve: {
    wall: [120, 142, 110],
    hair: [206, 176, 110],
    skin: [240, 206, 186],
    shirt: [236, 232, 222],
    face: 0.18,
    eyes: 0.08,
  },
};

/**
 * @param {keyof typeof PEOPLE} name
 * @param {number} [width]
 * @param {number} [height]
 * @param {number} [light] 1 is daylight
 * @returns {Image}
 */
export function drawPerson(name, width = 900, height = 1200, light = 1) {
  const { wall, hair, skin, shirt, face, eyes } = /** @type {Person} */ (PEOPLE[name]);
  const unit = Math.min(width, height * 0.75);
  /** Centre of the face. */
  const [cx, cy] = [width / 2, height * 0.42];
  const inside = (
    /** @type {number} */ x,
    /** @type {number} */ y,
    /** @type {number} */ rx,
    /** @type {number} */ ry,
  ) => (x / rx) ** 2 + (y / ry) ** 2 < 1;

  /** @param {number} x @param {number} y in widths, from the centre of the face @returns {Colour} */
  function colourAt(x, y) {
    if (inside(Math.abs(x) - eyes, y + 0.05, 0.035, 0.018))
      return inside(Math.abs(x) - eyes, y + 0.05, 0.014, 0.016) ? [40, 30, 26] : [245, 245, 240];
    if (inside(x, y - 0.14, eyes, 0.02)) return [168, 80, 78];
    if (inside(x, y - 0.03, 0.018, 0.05)) return mix(skin, [120, 80, 60], 0.25);
    if (inside(x, y, face, face * 1.35)) return mix(skin, [255, 240, 225], Math.max(0, 0.25 - x));
    if (inside(x, y - face * 1.35, face * 0.5, face * 0.5)) return mix(skin, [90, 50, 40], 0.3);
    if (inside(x, y + face * 0.25, face * 1.25, face * 1.5))
      return mix(hair, [255, 255, 255], 0.1 * (1 + Math.sin(x * 90 + y * 12)));
    if (inside(x, y - 0.92, 0.48, 0.55)) return mix(shirt, [0, 0, 0], 0.12 * (1 + Math.sin(y * 160)));
    return mix(wall, [255, 255, 255], 0.25 - y * 0.3);
  }

  const rgb = new Uint8Array(width * height * 3);
  // A camera's noise, the same each time.
  let noise = name.length * 7919;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = colourAt((x - cx) / unit, (y - cy) / unit);
      noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
      const grain = (noise >>> 29) - 3.5;
      for (const channel of colour) {
        rgb[at] = Math.max(0, Math.min(255, (channel + grain) * light));
        at += 1;
      }
    }
  }
  return { width, height, rgb };
}

/** @param {Colour} one @param {Colour} other @param {number} share @returns {Colour} */
function mix(one, other, share) {
  const part = Math.max(0, Math.min(1, share));
  const channel = (/** @type {0 | 1 | 2} */ at) => one[at] * (1 - part) + other[at] * part;
  return [channel(0), channel(1), channel(2)];
}

/**
 * A file as the page's inputs take it.
 * @param {Image} image
 * @param {string} [name]
 */
export function asFile(image, name = 'photo.png') {
  return { name, mimeType: 'image/png', buffer: encodePng(image) };
}
