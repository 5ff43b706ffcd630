// What a preflight found out about a picture, as `RefusedAnswer` tells it. Open objects: a later version may say more.

import { contract } from '../../pkg-template/contract.js';
import { maybe, reference, told } from './schema.js';

/** @param {string} title @param {string} description @param {Record<string, Record<string, unknown>>} members */
function open(title, description, members) {
  const properties = Object.fromEntries(
    Object.entries(members).map(([name, { optional: _, ...schema }]) => [name, schema]),
  );
  const required = Object.keys(members).filter((name) => !members[name]?.optional);
  return { title, description, type: 'object', properties, required };
}

const LENGTH = { type: 'integer', minimum: 0 };
const TEXT_OR_NULL = { type: ['string', 'null'] };
const VALUE = { type: ['number', 'string', 'null'] };

const source = open('Source', 'The picture as it came.', {
  format: told('`jpeg`, `png`, or another name of what was read.', { type: 'string' }),
  coding: told('JPEG: `baseline`, `extended`, `progressive`; PNG: `plain`, `interlaced`.', { type: 'string' }),
  width: told('In pixels as stored, before the orientation is applied.', LENGTH),
  height: LENGTH,
  orientation: told('EXIF orientation.', { type: 'integer', minimum: 1, maximum: 8 }),
  bytes: told('Size of the file.', { type: ['integer', 'null'] }),
  components: LENGTH,
  bitDepth: LENGTH,
  colour: told('Colour model as stored: `YCbCr`, `grey`, `RGB`, …', { type: 'string' }),
  subsampling: TEXT_OR_NULL,
  quality: told("Quality of the JPEG's luma table on the usual scale, 1 to 100.", { type: ['number', 'null'] }),
  profile: told('Name of the embedded ICC profile.', TEXT_OR_NULL),
});

const output = open('Output', 'The picture that would go out.', {
  width: LENGTH,
  height: LENGTH,
  bytes: told('Size of the JPEG, before Base64.', LENGTH),
});

const check = open('Check', 'One question asked of the photo, with what was measured.', {
  id: told('Name of the check, such as `no_face`.', { type: 'string' }),
  status: { enum: ['pass', 'note', 'warn', 'fail', 'skipped'] },
  value: VALUE,
  limit: VALUE,
  unit: { type: 'string' },
  key: told('Names what to tell the person, such as `face_share.too_far`; null when it passed.', TEXT_OR_NULL),
  advice: told('What the person can do, in plain English; null when it passed.', TEXT_OR_NULL),
  apiCode: told("The vendor's answer that this check prevents.", {
    enum: [...contract.codes.map(({ code }) => code), null],
  }),
});

const faceSides = { x: { type: 'number' }, y: { type: 'number' } };
const face = open('Face', 'A face that was found, in pixels of the picture that goes out.', {
  score: told('How sure the detector is.', { type: 'number', minimum: 0, maximum: 1 }),
  box: open('Box', 'From the brows to the chin.', {
    ...faceSides,
    width: { type: 'number' },
    height: { type: 'number' },
  }),
  keypoints: told('Eye on the left of the picture, the other eye, nose, mouth, ear on the left, the other ear.', {
    type: 'array',
    items: open('Keypoint', 'In pixels.', faceSides),
    minItems: 6,
    maxItems: 6,
  }),
});

/** By their names in `components.schemas`. */
export const REPORTS = {
  Report: open('Report', "Everything that the backend's preflight found out about the picture.", {
    source: reference('Source'),
    output: told('Null where no usable picture could be made.', { anyOf: [reference('Output'), { type: 'null' }] }),
    checks: { type: 'array', items: reference('Check') },
    faces: maybe('Only where the policy looks for faces.', { type: 'array', items: reference('Face') }),
  }),
  Unreadable: open('Unreadable', 'Why the picture could not be read.', {
    error: told("The code of the preflight's error, such as `truncated`.", { type: 'string' }),
  }),
  Source: source,
  Output: output,
  Check: check,
  Face: face,
};
