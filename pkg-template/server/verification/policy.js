// Named policies: what a browser must not decide. A policy holds the business parameters of the call; the browser names
// the policy and hands over pictures.

import { ACTION, SUCCESSOR } from '../contract.js';

/** @import { PreflightOptions } from '../../lib/types.js' */

/** @typedef {'search' | 'compare' | 'both' | 'recognize'} Mode */
/**
 * @typedef {object} PolicyMembers
 * @property {Mode} mode `search`: the face must be in none of the groups. `compare`: the picture must show the person of
 *   a second one. `both`: a comparison and a search. `recognize`: the face must be this user's own in one of the groups
 * @property {'FaceDuplicationCheckIntl' | 'FaceVerifyIntl' | undefined} [operation] that is called. The successor, `FaceVerifyIntl`,
 *   always looks for liveness and has no scene code. Default: `FaceDuplicationCheckIntl`
 * @property {string | undefined} [label] for people. Default: the policy's name
 * @property {string[] | undefined} [groups] group codes that are searched, 1 to 10; for every mode but `compare`
 * @property {string | null | undefined} [register] the group that a face without a duplicate is put into; for `search` and `both`.
 *   Default: null, none
 * @property {boolean | undefined} [update] whether a registration replaces the face of a user who is registered already. Default: false
 * @property {number | undefined} [returnFaces] the most faces that a search returns, 1 to 5. Default: 5 where the policy registers or
 *   recognises, so that the user's own face can be told from somebody else's; otherwise 1
 * @property {boolean | undefined} [quality] whether the service scores the pictures' quality. Default: false
 * @property {number | undefined} [leastQuality] the least quality of a picture's face that passes, 0 to 100; needs `quality`, and
 *   cannot be combined with registration, which comes first. Default: 0
 * @property {number | undefined} [minScore] the least score of a comparison that passes, 0 to 100, on top of the service's own
 *   threshold; cannot be combined with registration. Default: 0
 * @property {boolean | undefined} [liveness] whether a picture of a picture or of a screen is looked for. Default: false
 * @property {string | undefined} [sceneCode] a name for where in the product the check is made: up to 10 letters, digits or
 *   underscores
 * @property {PreflightOptions | undefined} [picture] how preflight prepares and judges the pictures. Default: {}
 * @property {boolean | undefined} [face] whether preflight looks for the face and judges it. Default: false
 * @property {boolean | undefined} [pictureUrls] whether the browser may name picture URLs, which the vendor's servers then fetch.
 *   Default: false
 * @property {boolean | undefined} [hashUserId] whether user ids leave as a keyed hash only; needs the option `userIdKey`. Default: false
 * @property {'reference' | 'browser' | undefined} [targetFrom] where the second picture of a comparison comes from: the option
 *   `reference`, or the browser. From the browser it proves only that two pictures show one person, not who that is: for
 *   a portrait out of an identity document that is checked otherwise. Default: `reference`, for demo policies `browser`
 * @property {boolean | undefined} [demo] whether the browser may choose mode, liveness, groups (of the policy's) and registration,
 *   and name the user. For trying things out. Default: false
 */
/** @typedef {'groups' | 'register' | 'update' | 'returnFaces'} OfSearching */
/** @typedef {'targetFrom' | 'minScore'} OfComparing */
/** @typedef {Omit<PolicyMembers, 'mode' | 'demo' | OfSearching | OfComparing>} OfEveryMode */
/** @template {keyof PolicyMembers} Name @typedef {{ [Member in Name]?: undefined }} Absent */
/** @template {keyof PolicyMembers} Name @typedef {Pick<PolicyMembers, Name>} Members */
/** @typedef {OfEveryMode & { mode: 'search', groups: string[], demo?: false | undefined } & Members<Exclude<OfSearching, 'groups'>> & Absent<OfComparing>} SearchPolicy */
/** @typedef {OfEveryMode & { mode: 'recognize', groups: string[], demo?: false | undefined } & Members<'returnFaces'> & Absent<'register' | 'update' | OfComparing>} RecognizePolicy */
/** @typedef {OfEveryMode & { mode: 'compare', demo?: false | undefined } & Members<OfComparing> & Absent<OfSearching>} ComparePolicy */
/** @typedef {OfEveryMode & { mode: 'both', groups: string[], demo?: false | undefined } & Members<Exclude<OfSearching, 'groups'> | OfComparing>} BothPolicy */
/** @typedef {PolicyMembers & { demo: true }} DemoPolicy the page chooses the mode */
/** @typedef {SearchPolicy | RecognizePolicy | ComparePolicy | BothPolicy | DemoPolicy} PolicyOptions by mode: what does not go together does not compile */
/** @typedef {Required<{ [Member in keyof PolicyMembers]: Exclude<PolicyMembers[Member], undefined> }>} Complete */
/** @typedef {Omit<Complete, 'sceneCode' | 'register'> & { name: string, register: string | null, sceneCode: string | null }} Policy */

/** What a policy may be called. */
export const POLICY_NAME = /^[\w-]{1,40}$/;
const OPERATIONS = [ACTION, SUCCESSOR];
export const MODES = ['search', 'compare', 'both', 'recognize'];
const BOOLEANS = /** @type {const} */ ([
  'update',
  'quality',
  'liveness',
  'face',
  'pictureUrls',
  'hashUserId',
  'demo',
]);

/**
 * @param {unknown} value `{ "<name>": { "mode": "search", ... } }`
 * @returns {Map<string, Policy>}
 */
export function readPolicies(value) {
  if (!isObject(value)) {
    throw new Error('policies must be an object');
  }
  return new Map(Object.entries(value).map(([name, given]) => [name, readPolicy(name, given)]));
}

/** Whether the call of a policy compares two pictures. @param {Pick<Policy, 'mode'>} policy */
export function compares({ mode }) {
  return mode === 'compare' || mode === 'both';
}

/** @param {string} name @param {unknown} given @returns {Policy} */
function readPolicy(name, given) {
  const wrong = (/** @type {string} */ what) => new Error(`policy ${name}: ${what}`);
  if (!POLICY_NAME.test(name)) {
    throw wrong('the name takes letters, digits, _ and -');
  }
  if (!isObject(given)) {
    throw wrong('must be an object');
  }
  const policy = withDefaults(
    name,
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  const known = withDefaults(name, {});
  const unknown = Object.keys(given).find((member) => member === 'name' || !Object.hasOwn(known, member));
  if (unknown !== undefined) {
    throw wrong(`unknown member ${unknown}`);
  }
  const fault = formFault(policy) ?? combinationFault(policy);
  if (fault !== undefined) {
    throw wrong(fault);
  }
  return policy;
}

/** @param {string} name @param {Record<string, any>} given @returns {Policy} */
function withDefaults(name, given) {
  const { register = null, mode, demo = false, operation = ACTION } = given;
  return {
    operation,
    label: name,
    groups: [],
    update: false,
    returnFaces: mode === 'recognize' || register !== null ? 5 : 1,
    quality: false,
    leastQuality: 0,
    minScore: 0,
    liveness: operation === SUCCESSOR,
    sceneCode: null,
    picture: {},
    face: false,
    pictureUrls: false,
    hashUserId: false,
    targetFrom: demo === true ? 'browser' : 'reference',
    ...given,
    name,
    mode,
    register,
    demo,
  };
}

/** What is wrong with one member alone. @param {Policy} policy @returns {string | undefined} */
function formFault(policy) {
  const {
    operation,
    mode,
    groups,
    register,
    returnFaces,
    minScore,
    leastQuality,
    sceneCode,
    picture,
    targetFrom,
    label,
  } = policy;
  const flag = BOOLEANS.find((member) => typeof policy[member] !== 'boolean');
  const isCode = (/** @type {unknown} */ code) => typeof code === 'string' && /^[^,]+$/.test(code);
  const isPercent = (/** @type {unknown} */ value) => typeof value === 'number' && value >= 0 && value <= 100;
  if (!OPERATIONS.includes(operation)) {
    return `operation must be ${OPERATIONS.join(' or ')}`;
  }
  if (!MODES.includes(mode)) {
    return 'mode must be search, compare, both or recognize';
  }
  if (flag !== undefined) {
    return `${flag} must be true or false`;
  }
  if (!isObject(picture)) {
    return 'picture must be an object of preflight options';
  }
  if (!Array.isArray(groups) || groups.length > 10 || !groups.every(isCode)) {
    return 'groups must be up to 10 group codes';
  }
  if (register !== null && !isCode(register)) {
    return 'register must be a group code or null';
  }
  if (!Number.isInteger(returnFaces) || returnFaces < 1 || returnFaces > 5) {
    return 'returnFaces must be 1 to 5';
  }
  if (!isPercent(minScore)) {
    return 'minScore must be 0 to 100';
  }
  if (!isPercent(leastQuality)) {
    return 'leastQuality must be 0 to 100';
  }
  if (sceneCode !== null && !(typeof sceneCode === 'string' && /^[A-Za-z0-9_]{1,10}$/.test(sceneCode))) {
    return 'sceneCode must be up to 10 letters, digits or underscores';
  }
  if (targetFrom !== 'reference' && targetFrom !== 'browser') {
    return 'targetFrom must be reference or browser';
  }
  return typeof label === 'string' ? undefined : 'label must be a string';
}

/** What does not go together. @param {Policy} policy @returns {string | undefined} */
function combinationFault({
  operation,
  sceneCode,
  mode,
  groups,
  register,
  update,
  quality,
  minScore,
  leastQuality,
  liveness,
  picture,
  demo,
}) {
  if (operation === SUCCESSOR && !liveness) {
    return `liveness cannot be switched off in ${SUCCESSOR}`;
  }
  if (operation === SUCCESSOR && sceneCode !== null) {
    return `${SUCCESSOR} has no sceneCode`;
  }
  // Liveness is judged by what is around the face; demo policies let the page ask for it.
  if ((liveness || demo) && picture.crop === 'face') {
    return 'liveness cannot be combined with picture.crop "face"';
  }
  if (mode !== 'compare' && groups.length === 0) {
    return mode === 'recognize' ? 'recognising needs groups' : 'a search needs groups';
  }
  if (register !== null && mode !== 'search' && mode !== 'both') {
    return 'registration belongs to a search';
  }
  if (update && register === null && !demo) {
    return 'update belongs to a registration';
  }
  if (minScore > 0 && !compares({ mode })) {
    return 'minScore needs a comparison, which a search is not';
  }
  // The service registers before this backend sees score and quality, so a refusal would come too late.
  if (minScore > 0 && (register !== null || demo)) {
    return 'minScore cannot be combined with registration';
  }
  if (leastQuality > 0 && (register !== null || demo)) {
    return 'leastQuality cannot be combined with registration';
  }
  return leastQuality > 0 && !quality ? 'leastQuality needs quality: true' : undefined;
}

/** @param {unknown} value @returns {value is Record<string, any>} */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
