// Drawn people: enough of a face for the detector, with the light and grain of a photo, different enough to be told
// apart, and portraits of no one.

import { encodeUnfilteredPng } from '../../support/png.js';

/** @typedef {{ width: number, height: number, rgb: Uint8Array }} Image */
/** @typedef {[red: number, green: number, blue: number]} Colour */
/**
 * `wide`: the face's shape; `lamp`: where the room is light, and `head`: where the face is, as shares of width and height.
 * @typedef {{ wall: Colour, hair: Colour, skin: Colour, shirt: Colour, wide: number, lamp: [number, number],
 *   head: [number, number], beard?: boolean }} Person
 */
/** @typedef {{ at: [number, number], axes: [number, number], edge: number, colour: Colour, opacity?: number }} Ellipse */

/** @type {Record<string, Person>} */
const PEOPLE = {
  ada: {
    wall: [186, 205, 214],
    hair: [74, 48, 36],
    skin: [222, 178, 150],
    shirt: [58, 92, 120],
    wide: 1,
    lamp: [0.5, -0.3],
    head: [0.5, 0.47],
  },
  bob: {
    wall: [222, 206, 178],
    hair: [38, 36, 40],
    skin: [168, 116, 86],
    shirt: [198, 172, 156],
    wide: 1.06,
    lamp: [0, 1],
    head: [0.46, 0.53],
    beard: true,
  },
  eve: {
    wall: [120, 142, 110],
    hair: [140, 100, 52],
    skin: [236, 200, 178],
    shirt: [236, 232, 222],
    wide: 0.95,
    lamp: [1, 0.2],
    head: [0.5, 0.47],
  },
};

/** Places are in radii from the face's middle; the face is about two radii high. @param {Person} person @returns {Ellipse[]} */
function ellipsesOf({ hair, skin, shirt, wide, beard = false }) {
  const tone = (/** @type {number} */ share) =>
    /** @type {Colour} */ (skin.map((value) => Math.min(255, value * share)));
  const brow = /** @type {Colour} */ (hair.map((value) => value * 0.8));
  const eye = (/** @type {-1 | 1} */ side) => {
    const x = side * 0.34 * wide;
    return /** @type {Ellipse[]} */ ([
      { at: [side * 0.5 * wide, 0.1], axes: [0.25, 0.8], edge: 0.25, colour: tone(0.87), opacity: 0.6 },
      { at: [x, -0.15], axes: [0.2, 0.12], edge: 0.09, colour: tone(0.75) },
      { at: [x, -0.15], axes: [0.15, 0.075], edge: 0.02, colour: [235, 235, 235] },
      { at: [x, -0.15], axes: [0.075, 0.075], edge: 0.02, colour: [40, 30, 25] },
      { at: [x, -0.36], axes: [0.2, 0.045], edge: 0.05, colour: brow },
      { at: [side * 0.1, 0.28], axes: [0.05, 0.035], edge: 0.04, colour: tone(0.5) },
    ]);
  };
  return [
    { at: [0, -0.25], axes: [wide, 1.25], edge: 0.05, colour: hair },
    { at: [0, 1.9], axes: [1.5, 0.8], edge: 0.05, colour: shirt },
    { at: [0, 1.1], axes: [0.4, 0.5], edge: 0.05, colour: tone(0.8) },
    { at: [0, 0], axes: [0.78 * wide, 1.08], edge: 0.04, colour: skin },
    ...(beard ? beardAndFringe(hair) : []),
    ...eye(-1),
    ...eye(1),
    { at: [0.05, 0.08], axes: [0.07, 0.22], edge: 0.09, colour: tone(0.88) },
    { at: [0, 0.24], axes: [0.14, 0.08], edge: 0.09, colour: tone(1.06) },
    { at: [0, 0.58], axes: [0.27, 0.08], edge: 0.04, colour: [165, 80, 80] },
    { at: [0, 0.57], axes: [0.24, 0.018], edge: 0.02, colour: [90, 40, 40] },
  ];
}

/** @param {Colour} colour @returns {Ellipse[]} */
const beardAndFringe = (colour) => [
  { at: [0, 0.78], axes: [0.6, 0.4], edge: 0.03, colour },
  { at: [0.25, -0.78], axes: [0.6, 0.3], edge: 0.03, colour },
];

/**
 * Where and how the person stands.
 * @typedef {object} Pose
 * @property {number} [light] 1 is daylight
 * @property {number} [size] 1 fills the picture as it should
 * @property {number} [right] of the middle, as a share of the width
 */

/**
 * @param {keyof typeof PEOPLE | null} name null for an empty room
 * @param {number} [width]
 * @param {number} [height]
 * @param {Pose} [pose]
 * @returns {Image}
 */
export function drawPerson(name, width = 900, height = 1200, { light = 1, size = 1, right = 0 } = {}) {
  const person = /** @type {Person} */ (PEOPLE[name ?? 'ada']);
  const canvas = wallOf(person, width, height);
  const radius = 0.39 * size * Math.min(width, height * 0.75);
  const middle = /** @type {[number, number]} */ ([width * (person.head[0] + right), height * person.head[1]]);
  if (name !== null) {
    for (const ellipse of ellipsesOf(person)) {
      paint(canvas, width, height, middle, radius, ellipse);
    }
  }
  return { width, height, rgb: developed(canvas, name ?? '', light) };
}

/** @param {Person} person @param {number} width @param {number} height */
function wallOf({ wall, lamp }, width, height) {
  const canvas = new Float32Array(3 * width * height);
  for (let at = 0; at < width * height; at += 1) {
    const [across, down] = [(at % width) / width - lamp[0], Math.floor(at / width) / height - lamp[1]];
    const white = 0.5 - 0.6 * Math.sqrt(across * across + down * down);
    for (let channel = 0; channel < 3; channel += 1) {
      canvas[3 * at + channel] = Math.max(0, (wall[channel] ?? 0) * (1 - white) + 255 * white);
    }
  }
  return canvas;
}

/**
 * @param {Float32Array} canvas
 * @param {number} width
 * @param {number} height
 * @param {[number, number]} middle
 * @param {number} radius
 * @param {Ellipse} ellipse
 */
function paint(canvas, width, height, [cx, cy], radius, { at: [x0, y0], axes: [rx, ry], edge, colour, opacity = 1 }) {
  const reach = 1 + edge / 2 / Math.min(rx, ry);
  const [left, top] = [cx + radius * (x0 - rx * reach), cy + radius * (y0 - ry * reach)];
  const [rightEnd, bottom] = [cx + radius * (x0 + rx * reach), cy + radius * (y0 + ry * reach)];
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, bottom); y += 1) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, rightEnd); x += 1) {
      const across = ((x - cx) / radius - x0) / rx;
      const down = ((y - cy) / radius - y0) / ry;
      const outside = (Math.sqrt(across * across + down * down) - 1) * Math.min(rx, ry);
      const cover = Math.max(0, Math.min(1, 0.5 - outside / edge)) * opacity;
      if (cover === 0) {
        continue;
      }
      const place = 3 * (y * width + x);
      for (let channel = 0; channel < 3; channel += 1) {
        const under = canvas[place + channel] ?? 0;
        canvas[place + channel] = under + ((colour[channel] ?? 0) - under) * cover;
      }
    }
  }
}

/** With a camera's noise, the same each time. @param {Float32Array} canvas @param {string} name @param {number} light */
function developed(canvas, name, light) {
  const rgb = new Uint8Array(canvas.length);
  let noise = name.length * 7919;
  for (let at = 0; at < canvas.length; at += 1) {
    if (at % 3 === 0) {
      noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
    }
    const grain = (noise >>> 29) - 3.5;
    rgb[at] = Math.max(0, Math.min(255, ((canvas[at] ?? 0) + grain) * light));
  }
  return rgb;
}

/**
 * A file as the page's inputs take it.
 * @param {Image} image
 * @param {string} [name]
 */
export function asFile(image, name = 'photo.png') {
  return { name, mimeType: 'image/png', buffer: Buffer.from(encodeUnfilteredPng(image)) };
}
