// What the backend and the emulator need to know of the API, out of the one contract that the package has.

import { contract } from '../contract.js';

export { contract };
export { explain } from '../lib/explain.js';
export { checkParameters } from '../lib/rules.js';

export const { action: ACTION, version: VERSION, productCode: PRODUCT_CODE } = contract.operation;

/** The operation that follows it. */
export const SUCCESSOR = contract.successor.action;

/** Singapore: the region of the vendor's own examples. */
export const DEFAULT_REGION = 'ap-southeast-1';

/** @param {string} region @returns {number} that an account may make, all its users together */
export function callsPerSecond(region) {
  const found = contract.endpoints.find((endpoint) => endpoint.region === region);
  if (found) {
    return found.queriesPerSecond;
  }
  throw new Error(
    `unknown region ${region}; known: ${contract.endpoints.map((endpoint) => endpoint.region).join(', ')}`,
  );
}
