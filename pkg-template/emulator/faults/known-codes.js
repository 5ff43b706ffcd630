// The codes that a fault may ask for: those of the contract, and of its families (`Throttling*`) the members by name, so
// that a misspelt one is no code.

import { contract } from '../../contract.js';

const PARAMETERS = ['Version', ...contract.parameters.map(({ name }) => name)];

/** Members of the gateway's families, by how they begin. `Missing*` and `Invalid*` end with the name of a parameter. */
const MEMBERS = /** @type {Record<string, string[]>} */ ({
  'InvalidSecurityToken.*': ['Expired', 'Malformed', 'MismatchWithAccessKey'].map(
    (end) => `InvalidSecurityToken.${end}`,
  ),
  'Throttling*': ['Throttling', 'Throttling.User'],
  'Missing*': ['SecurityToken', ...PARAMETERS].map((name) => `Missing${name}`),
  'Invalid*': PARAMETERS.map((name) => `Invalid${name}`),
  'Forbidden*': ['Forbidden', 'Forbidden.RAM'],
  'InvalidAction*': ['InvalidAction', 'InvalidAction.NotFound'],
});

const LISTED = [...contract.codes, ...contract.gatewayCodes].map(({ code }) => code);

/** @type {readonly string[]} */
export const KNOWN_CODES = LISTED.filter((code) => code !== 'Success').flatMap((code) =>
  code.endsWith('*') ? (MEMBERS[code] ?? []) : [code],
);
