// How often a token was used. Pure: the time comes in.

/** @typedef {{ uses: string[], forgetAtMs: number }} TokenRecord `uses` names each verification once */
/** @typedef {{ uses: number, forgetAtMs: number }} TokenLimit the most uses, and until when the token is good */

/**
 * Whether a use would be granted, without taking it.
 * @param {TokenRecord | undefined} record
 * @param {string | null} use null: a new one
 * @param {number} most
 */
export function hasUse(record, use, most) {
  const uses = record?.uses ?? [];
  return uses.length < most || (use !== null && uses.includes(use));
}

/**
 * Takes a use. One that was taken before is no second one.
 * @param {TokenRecord | undefined} record
 * @param {string} use
 * @param {TokenLimit} limit
 * @returns {TokenRecord | undefined} what to keep; nothing where all uses are spent
 */
export function takeUse(record, use, { uses: most, forgetAtMs }) {
  if (!hasUse(record, use, most)) {
    return undefined;
  }
  const uses = record?.uses ?? [];
  return { uses: uses.includes(use) ? uses : [...uses, use], forgetAtMs };
}
