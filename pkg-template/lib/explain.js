import { contract } from '../contract.js';
import { BACKEND_CODES } from './backend-codes.js';

/** @import { Code, Explanation, KnownCode } from './contract-types.js' */

/** @typedef {{ readonly code?: string | null | undefined, readonly subCode?: string | null | undefined }} Coded an answer */

const { codes, subCodes, errorCodes, gatewayCodes } = contract;
const backendCodes = Object.entries(BACKEND_CODES).map(([code, row]) => ({ code, ...row }));

/** @type {readonly Code[]} */
const rows = [...codes, ...subCodes, ...errorCodes, ...backendCodes, ...gatewayCodes];

/**
 * A code in plain words: of the operation, a SubCode, of the API's gateway, of the backend or of a `PreflightError`.
 *
 * Takes the code alone, or an answer with `code` and `subCode`, whose SubCode is explained where there is one. That form
 * tells apart what is spelt alike: `{ subCode: '200' }` has passed; `{ code: '200' }`, like `'200'` alone, is how a
 * sibling operation says that the check ran, and nothing about its verdict.
 *
 * A code without a row of its own is explained by the longest family (`Throttling*`) that it belongs to. A code that
 * is not known is neither retried nor taken for a success.
 *
 * @param {KnownCode | (string & {}) | number | Coded} code
 * @returns {Explanation}
 *
 * @example
 * ```js
 * const { meaning, forPerson, retryable } = explain({ subCode: '204' });
 * console.log(meaning, forPerson, retryable);
 * ```
 */
export function explain(code) {
  const { asked, row } = typeof code === 'object' && code !== null ? ofAnswer(code) : ofCode(String(code));
  const { meaning, advice, forPerson, key, actor, retryable, billed } = row ?? contract.unknownCode;
  return { code: asked, known: row !== undefined, meaning, advice, forPerson, key, actor, retryable, billed };
}

/** @param {Coded} answer */
function ofAnswer({ code, subCode }) {
  if (subCode !== undefined && subCode !== null) {
    return { asked: subCode, row: subCodes.find((row) => row.code === subCode) };
  }
  return ofCode(code ?? '');
}

/** @param {string} asked */
function ofCode(asked) {
  const sought = asked === '200' ? 'Success' : asked;
  return { asked, row: rows.find((row) => row.code === sought) ?? familyOf(asked) };
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
