import { contract } from '../contract.js';

/** @import { Code, Explanation } from './contract-types.js' */

const { codes, subCodes, errorCodes, gatewayCodes } = contract;
const rows = [...codes, ...subCodes, ...errorCodes, ...gatewayCodes];

/**
 * A code in plain words: of the operation, a SubCode, of the API's gateway or of a `PreflightError`.
 *
 * A code without a row of its own is explained by the longest family (`Throttling*`) that it belongs to. A code that
 * is not known is neither retried nor taken for a success.
 *
 * @param {string | number} code
 * @returns {Explanation}
 */
export function explain(code) {
  const asked = String(code);
  const row = rows.find((candidate) => candidate.code === asked) ?? familyOf(asked);
  const { meaning, advice, forPerson, actor, retryable, billed } = row ?? contract.unknownCode;
  return { code: asked, known: row !== undefined, meaning, advice, forPerson, actor, retryable, billed };
}

/**
 * @param {string} code
 * @returns {Code | undefined}
 */
function familyOf(code) {
  return rows
    .filter((row) => row.code.endsWith('*') && code.startsWith(row.code.slice(0, -1)))
    .sort((one, other) => other.code.length - one.code.length)[0];
}
