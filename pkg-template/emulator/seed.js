// What an emulator holds at its start and after a reset: groups, and faces in them.

import { insist, refuseUnknown } from '../lib/misuse.js';
import { preflight } from '../node.js';
import { addFaceRecord } from './operations/face-records.js';
import { randomText } from './random-text.js';

/** @import { Context } from './operations/index.js' */
/** @import { Store } from './stores/memory-store.js' */

/** @typedef {{ group: string, userId: string, picture: Uint8Array }} SeedFace `picture`: a photo that `preflight` can read */
/**
 * @typedef {object} Seed
 * @property {readonly string[]} [groups] codes of face groups; those of `faces` are made too. Default: two with random codes,
 *   named customers and staff
 * @property {readonly SeedFace[]} [faces] Default: none
 */

/** Codes travel in a list with commas between them. */
const CODE = /^[^\s,,]+$/;

/** Refuses a malformed seed, and names what is wrong with it. @param {any} seed */
export function checkSeed(seed) {
  insist(isObject(seed), 'seed', 'must be an object such as {"groups": ["customers"]}');
  refuseUnknown(seed, ['groups', 'faces'], 'seed.');
  const { groups = [], faces = [] } = seed;
  insist(Array.isArray(groups), 'seed.groups', 'must be a list of codes');
  insist(Array.isArray(faces), 'seed.faces', 'must be a list of faces');
  for (const [at, code] of groups.entries()) {
    insist(isCode(code), `seed.groups[${at}]`, NO_CODE);
  }
  for (const [at, face] of faces.entries()) {
    const name = `seed.faces[${at}]`;
    insist(isObject(face), name, 'must have group, userId and picture');
    refuseUnknown(face, ['group', 'userId', 'picture'], `${name}.`);
    insist(isCode(face.group), `${name}.group`, NO_CODE);
    insist(
      typeof face.userId === 'string' && face.userId !== '',
      `${name}.userId`,
      'must be a text that is not empty',
    );
    insist(face.picture instanceof Uint8Array, `${name}.picture`, 'must be the bytes of a photo');
  }
}

const NO_CODE = 'must be a text without blanks and commas, and not empty';

/** @param {unknown} code */
function isCode(code) {
  return typeof code === 'string' && CODE.test(code);
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {Store} store @param {readonly { code: string, name: string }[]} groups */
export function addGroups(store, groups) {
  for (const group of groups) {
    store.addGroup({ ...group, description: 'made by the emulator' });
  }
}

/** The groups that a seed names, or those of an emulator that is given none. @param {Seed} seed */
export function groupsOf({ groups, faces = [] }) {
  const codes = new Set([...(groups ?? []), ...faces.map(({ group }) => group)]);
  return codes.size > 0
    ? [...codes].map((code) => ({ code, name: code }))
    : ['customers', 'staff'].map((name) => ({ code: `sg${randomText(12).toLowerCase()}`, name }));
}

/**
 * The faces go in as AddFaceRecord takes them, after preflight.
 *
 * @param {Seed} seed
 * @param {Context} context
 */
export async function addFaces({ faces = [] }, context) {
  for (const { group, userId, picture } of faces) {
    const photo = await preflight(picture);
    if (!photo.ok) {
      const failed = photo.report.checks.filter(({ status }) => status === 'fail').map(({ id }) => id);
      throw new Error(`seed: the photo of ${userId} in ${group} fails: ${failed.join(', ')}`);
    }
    const parameters = new Map(
      Object.entries({
        ...{ ProductCode: 'FACE_ENROLL', FaceGroupCode: group, MerchantUserId: userId },
        FacePicture: photo.base64(),
      }),
    );
    await addFaceRecord(parameters, context).catch((error) => {
      throw new Error(`seed: the face of ${userId} in ${group}: ${error.message}`, { cause: error });
    });
  }
}
