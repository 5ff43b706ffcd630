// The policy by which a user deletes the own face: of a type of its own, with an authentication of its own.

/** @import { Authenticate } from '../backend-options.js' */

/**
 * @typedef {object} AdminPolicyOptions switches on `DELETE /api/records/me`
 * @property {'admin'} type
 * @property {Authenticate} authenticate says whose face is to be deleted. One of its own: what lets a page verify a photo
 *   must not let it delete
 * @property {string[] | undefined} [groups] in which faces are deleted. Default: all groups of the region
 * @property {boolean | undefined} [hashUserId] whether the vendor knows the users by the keyed hash; needs the option `userIdKey`.
 *   Default: false
 */
/** @typedef {{ name: string, authenticate: Authenticate, groups: string[] | null, hashUserId: boolean }} AdminPolicy */

const MEMBERS = ['type', 'authenticate', 'groups', 'hashUserId'];

/**
 * Takes the admin policy out of the others.
 * @param {unknown} policies
 * @returns {{ others: unknown, admin: AdminPolicy | null }}
 */
export function takeAdminPolicy(policies) {
  if (typeof policies !== 'object' || policies === null || Array.isArray(policies)) {
    return { others: policies, admin: null };
  }
  const all = Object.entries(policies);
  const admins = all.filter(([, policy]) => policy?.type === 'admin');
  if (admins.length > 1) {
    throw new Error(
      `policies: ${admins.map(([name]) => name).join(' and ')} are of the type admin; there is one at most`,
    );
  }
  const [first] = admins;
  const others = Object.fromEntries(all.filter(([, policy]) => policy?.type !== 'admin'));
  return { others, admin: first ? readAdminPolicy(...first) : null };
}

/** @param {string} name @param {any} given @returns {AdminPolicy} */
function readAdminPolicy(name, given) {
  const wrong = (/** @type {string} */ what) => new Error(`policy ${name}: ${what}`);
  const { authenticate, groups = null, hashUserId = false } = given;
  const unknown = Object.keys(given).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined) {
    throw wrong(`unknown member ${unknown}`);
  }
  if (typeof authenticate !== 'function') {
    throw wrong('needs authenticate, by which the backend learns whose face is to be deleted');
  }
  const isCode = (/** @type {unknown} */ code) => typeof code === 'string' && /^[^,\s]+$/.test(code);
  if (groups !== null && !(Array.isArray(groups) && groups.length > 0 && groups.every(isCode))) {
    throw wrong('groups must be a list of group codes');
  }
  if (typeof hashUserId !== 'boolean') {
    throw wrong('hashUserId must be true or false');
  }
  return { name, authenticate, groups, hashUserId };
}
