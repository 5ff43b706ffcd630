// A request as the gateway sees it: the exact bytes of the body, the decoded query, the headers as received.

import { BodyRefused, readUpTo } from '../../server/http/body.js';
import { GatewayError } from './errors.js';

/** @import { Pair } from '../../server/signature/sign.js' */

/**
 * @typedef {object} Call
 * @property {string} method
 * @property {string} path
 * @property {string} host the Host header as received
 * @property {Pair[]} query decoded: `+` and `%20` are both a space
 * @property {Map<string, string>} headers lower-case names
 * @property {Uint8Array} body
 */

/**
 * @param {Request} request
 * @param {number} limitBytes the most that is read of a body
 * @returns {Promise<Call>}
 */
export async function readCall(request, limitBytes) {
  const url = new URL(request.url);
  const headers = new Map([...request.headers].map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method: request.method,
    path: url.pathname,
    host: headers.get('host') ?? url.host,
    query: [...url.searchParams],
    headers: headers.set('host', headers.get('host') ?? url.host),
    body: await readBody(request, limitBytes),
  };
}

/** @param {Request} request @param {number} limitBytes */
async function readBody(request, limitBytes) {
  try {
    return await readUpTo(request.body, limitBytes);
  } catch (error) {
    if (!(error instanceof BodyRefused)) {
      throw error;
    }
    throw new GatewayError('RequestEntityTooLarge', `The body exceeds ${limitBytes} bytes.`);
  }
}

/**
 * The fields of a form body in the order sent; both encodings of a space are read.
 * @param {Call} call
 * @returns {Pair[]}
 */
function formFields(call) {
  const type = (call.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    return [];
  }
  return [...new URLSearchParams(new TextDecoder().decode(call.body))];
}

/**
 * Query and form as one set of parameters: the gateway accepts a parameter in either place. A name given twice has no
 * defined meaning, so it is refused.
 * @param {Call} call
 * @returns {Map<string, string>}
 */
export function mergedParameters(call) {
  /** @type {Map<string, string>} */
  const merged = new Map();
  for (const [name, value] of [...call.query, ...formFields(call)]) {
    if (merged.has(name)) {
      throw new GatewayError('InvalidParameter', `The parameter ${name} is given more than once.`);
    }
    merged.set(name, value);
  }
  return merged;
}
