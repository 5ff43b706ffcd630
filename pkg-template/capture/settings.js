// From the element's properties to what its photos are asked for.

/** @import { InspectOptions, Photo, PreflightOptions } from '../lib/types.js' */
/** @import { FaceChoice, ReflectedElement } from './attributes.js' */
/** @import { Settings } from './flow.js' */

/**
 * What nobody should pay a verification for: a face that is badly blurred or nearly black, and several people. The checks
 * themselves only warn of these.
 */
const STOPS = { blur: 1.15, dark: 70, many_faces: 0.15 };

/**
 * Whether a photo may be used: no check failed, or none but those that the page takes back by `send-anyway`.
 * @param {Photo} photo @param {boolean} sendAnyway
 */
export function isUsable({ ok, jpeg, report: { checks } }, sendAnyway) {
  return ok || (sendAnyway && jpeg !== null && checks.every(({ id, status }) => status !== 'fail' || id in STOPS));
}

/** @param {FaceChoice} one @param {FaceChoice} other */
export function isSameFace(one, other) {
  const [nets, others] = [netsOf(one), netsOf(other)];
  // Frameworks make the same object anew each time they draw.
  const isSamePair =
    nets !== null && others !== null && ['detector', 'landmarks'].every((net) => nets[net] === others[net]);
  return one === other || isSamePair;
}

/** @param {FaceChoice} face @returns {Record<string, unknown> | null} the weights of each net, where they are given so */
function netsOf(face) {
  const isPair = typeof face === 'object' && ('detector' in face || 'landmarks' in face);
  return isPair ? /** @type {Record<string, unknown>} */ (face) : null;
}

/** @param {ReflectedElement} host @returns {PreflightOptions} */
export function photoOptions({ options, landscape, sendAnyway }) {
  return {
    ...options,
    ...(landscape && { landscape }),
    // The strict preset refuses more than these.
    ...(!sendAnyway && options.preset !== 'strict' && { checks: stopping(options.checks) }),
  };
}

/** @param {PreflightOptions['checks']} checks of the page's own, which win @returns {PreflightOptions['checks']} */
function stopping(checks = {}) {
  const stops = Object.entries(STOPS).map(([id, fail]) => [id, { fail, ...Reflect.get(checks, id) }]);
  return { ...checks, ...Object.fromEntries(stops) };
}

/**
 * What `inspect` is asked for.
 * @typedef {{ options: PreflightOptions, face: NonNullable<InspectOptions['face']> }} Look
 */

/** @param {ReflectedElement} host @returns {Look | null} null where the page wants no face looked for */
export function lookOf(host) {
  const { face } = host;
  return face === false ? null : { options: photoOptions(host), face: face === 'optional' ? true : face };
}

/** @param {ReflectedElement} host @returns {Omit<Settings, 'texts'>} */
export function settingsOf(host) {
  const { face, endpoint, policy, token, fields, target, sendAnyway, isConnected } = host;
  return {
    steps: new Set(host.steps),
    options: photoOptions(host),
    face,
    endpoint,
    policy,
    token,
    fields,
    target,
    sendAnyway,
    isConnected,
  };
}
