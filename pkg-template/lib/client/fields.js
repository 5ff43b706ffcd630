import { suggest } from '../suggest.js';
import { misuse } from '../misuse.js';

/** @import { SubmitFields } from './types.js' */

/** Values of VerifyModel by the mode's name. */
const MODES = { search: '0', compare: '1', both: '2' };

/**
 * How a field is sent: the API's name of it, and the value as text; undefined for a value that cannot be sent.
 * A copy of what the contract says of these options: the contract itself is larger than all of the client.
 *
 * @type {Readonly<Record<string, readonly [string, (value: unknown) => string | undefined]>>}
 */
const FIELDS = {
  userId: ['MerchantUserId', text],
  mode: [
    'VerifyModel',
    (value) => (Object.hasOwn(MODES, String(value)) ? MODES[/** @type {'search'} */ (value)] : undefined),
  ],
  liveness: ['Liveness', choice('1', '0')],
  groups: ['FaceGroupCodes', list],
  register: ['FaceRegisterGroupCode', text],
  update: ['UpdateFaceIfUserExists', choice('Y', 'N')],
  returnFaces: ['ReturnFaces', (value) => (Number.isInteger(value) ? String(value) : undefined)],
  quality: ['FaceQualityCheck', choice('Y', 'N')],
  sceneCode: ['SceneCode', text],
};

/**
 * The fields by the API's names. What was not said is not sent: the policy decides it.
 *
 * @param {SubmitFields} fields
 * @returns {Record<string, string>}
 */
export function wireFields(fields) {
  if (typeof fields !== 'object' || fields === null) {
    throw misuse('fields', 'an object is expected');
  }
  /** @type {Record<string, string>} */
  const wire = {};
  for (const [name, value] of Object.entries(fields)) {
    const known = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (!known) {
      const meant = suggest(name, Object.keys(FIELDS));
      throw misuse(`fields.${name}`, `does not exist${meant === undefined ? '' : `; did you mean ${meant}?`}`);
    }
    if (name === 'register' && value !== undefined) {
      wire['AutoRegistration'] = value === null ? '1' : '0';
    }
    if (value === undefined || value === null) {
      continue;
    }
    const [wireName, write] = known;
    const written = write(value);
    if (written === undefined) {
      throw misuse(`fields.${name}`, 'has a value that cannot be sent');
    }
    wire[wireName] = written;
  }
  return wire;
}

/** @param {unknown} value */
function text(value) {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** @param {unknown} value */
function list(value) {
  const isList = Array.isArray(value) && value.every((item) => text(item) !== undefined && !item.includes(','));
  return isList && value.length > 0 ? value.join(',') : undefined;
}

/**
 * @param {string} on
 * @param {string} off
 * @returns {(value: unknown) => string | undefined}
 */
function choice(on, off) {
  return (value) => (typeof value === 'boolean' ? (value ? on : off) : undefined);
}
