// What the checks measure, against the formulas written down once more: plain JavaScript on the pixels themselves, with
// the platform's own mathematics. Of the package only the keypoints are taken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, preflight } from '../../pkg/node.js';
import { drawPerson } from '../page/help/portrait.js';
import { asPixels } from '../support/people.js';
import * as formulas from '../support/formulas.js';

/** @import { Pixels } from '../support/formulas.js' */

const WIDTH = 720;
const HEIGHT = 960;

/**
 * A picture whose every pixel goes through a function.
 *
 * @param {Pixels} picture
 * @param {(rgb: number[], x: number, y: number) => number[]} change
 * @returns {Pixels}
 */
function changed({ data, width, height }, change) {
  const copy = data.slice();
  for (let at = 0; at < width * height; at++) {
    const rgb = change([...data.subarray(4 * at, 4 * at + 3)], at % width, Math.floor(at / width));
    rgb.forEach((value, channel) => (copy[4 * at + channel] = Math.max(0, Math.min(255, Math.round(value)))));
  }
  return { data: copy, width, height };
}

const ada = asPixels(drawPerson('ada', WIDTH, HEIGHT));
const bob = asPixels(drawPerson('bob', WIDTH, HEIGHT, { size: 0.8, right: 0.05 }));

/** @type {Record<string, Pixels>} */
const PICTURES = {
  ada,
  bob,
  'in the dark': asPixels(drawPerson('bob', WIDTH, HEIGHT, { light: 0.4 })),
  'in glaring light': changed(ada, (rgb) => rgb.map((value) => value * 1.6)),
  'half in the shade': changed(ada, (rgb, x) => rgb.map((value) => (x < WIDTH / 2 ? value * 0.5 : value))),
  'in green light': changed(ada, ([red = 0, green = 0, blue = 0]) => [red * 0.6, green, blue * 0.6]),
  blurred: formulas.blurred(ada, 8),
};

/** @param {{ checks: { id: string, value: number | string | null }[] }} report @param {string} id */
function value({ checks }, id) {
  const found = checks.find((check) => check.id === id)?.value;
  assert.equal(typeof found, 'number', `${id} is ${found}`);
  return Number(found);
}

/** @param {number} found @param {number} expected @param {number} room @param {string} what */
function near(found, expected, room, what) {
  assert.ok(Math.abs(found - expected) <= room, `${what}: ${found}, by the formula ${expected}`);
}

for (const [name, picture] of Object.entries(PICTURES)) {
  test(`the face, ${name}`, async () => {
    const { faces, checks } = await inspect(picture);
    const [face] = faces;
    assert.ok(face, 'a face');
    const expected = formulas.ofFace(picture, face.keypoints);
    const found = (/** @type {string} */ id) => value({ checks }, id);
    near(found('no_face'), face.score, 0.001, 'no_face');
    near(found('face_share'), expected.share, 0.001, 'face_share');
    near(found('face_small'), expected.widthPx, 0.01, 'face_small');
    near(found('tilt'), expected.tiltDegrees, 0.01, 'tilt');
    near(found('yaw'), expected.yaw, 0.002, 'yaw');
    near(found('off_centre'), expected.offCentre, 0.001, 'off_centre');
    near(found('dark'), expected.light, 2.5, 'dark');
    near(found('bright'), expected.blownOut, 0.004, 'bright');
    near(found('contrast'), expected.contrast, 2, 'contrast');
    near(found('blur'), expected.edgeRatio, 0.01, 'blur');
    near(found('uneven_light'), expected.unevenLight, 0.02, 'uneven_light');
    near(found('colour_cast'), expected.colourCast, 0.4, 'colour_cast');
  });

  test(`the photo, ${name}`, async () => {
    const { report } = await preflight(picture);
    const expected = formulas.ofPhoto(picture);
    near(value(report, 'blank'), expected.spread, 0.2, 'blank');
    near(value(report, 'frame_dark'), expected.brightLuma, 1, 'frame_dark');
    near(value(report, 'frame_bright'), expected.blownOut, 0.004, 'frame_bright');
    near(value(report, 'grey'), expected.colourfulness, 4, 'grey');
    near(value(report, 'blocky'), expected.blockiness, 0.05, 'blocky');
  });
}

test('blocks are found where there are some', async () => {
  // Each block of 8 × 8, three pixels off the corner, a little brighter or darker than its neighbours.
  const shift = (/** @type {number} */ x, /** @type {number} */ y) =>
    ((Math.floor((x + 3) / 8) * 7 + Math.floor((y + 3) / 8) * 13) % 5) * 6;
  const blocks = changed(formulas.blurred(ada, 3), (rgb, x, y) => rgb.map((value) => value + shift(x, y)));
  const { report } = await preflight(blocks);
  const { blockiness } = formulas.ofPhoto(blocks);
  // A quarter of the steps is measured, all of them are by the formula.
  near(value(report, 'blocky'), blockiness, 0.03 * blockiness, 'blocky');
  assert.equal(report.checks.find((check) => check.id === 'blocky')?.status, 'warn');
});
