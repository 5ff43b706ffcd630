// Errors in the envelope of the gateway, with the HTTP status that the documentation gives them.

import { contract } from '../../contract.js';

const ROWS = [...contract.codes, ...contract.gatewayCodes];

/** Statuses that the contract does not have, chosen to fit their neighbours. @type {Record<string, number>} */
const OWN_STATUS = {
  MissingSecurityToken: 400,
  // The size at which the real gateway stops reading is unknown, and so is what it says.
  RequestEntityTooLarge: 413,
};

/** @param {string} code */
function statusOf(code) {
  const exact = ROWS.find((row) => row.code === code)?.httpStatus ?? OWN_STATUS[code];
  const families = ROWS.filter((row) => row.code.endsWith('*') && code.startsWith(row.code.slice(0, -1)));
  const [closest] = families.sort((one, other) => other.code.length - one.code.length);
  return exact ?? closest?.httpStatus ?? 400;
}

/** An answer other than success; `details` joins the envelope. */
export class GatewayError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {{ headers?: Record<string, string>, details?: Record<string, unknown> }} [extra]
   */
  constructor(code, message, extra = {}) {
    super(message);
    this.code = code;
    this.headers = extra.headers ?? {};
    this.details = extra.details ?? {};
  }
}

/**
 * @param {GatewayError} error
 * @param {{ requestId: string, host: string, statuses: Record<string, number> }} context `statuses` overrides the table
 * @returns {Response}
 */
export function errorResponse(error, { requestId, host, statuses }) {
  const recommend = new URLSearchParams({ q: error.code, product: 'Cloudauth-intl', requestId });
  const body = {
    RequestId: requestId,
    HostId: host,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?${recommend}`,
    ...error.details,
  };
  return jsonResponse(body, statuses[error.code] ?? statusOf(error.code), requestId, error.headers);
}

/**
 * @param {unknown} body
 * @param {number} status
 * @param {string} requestId
 * @param {Record<string, string>} [headers]
 */
export function jsonResponse(body, status, requestId, headers = {}) {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/json;charset=utf-8',
      'x-acs-request-id': requestId,
      'x-acs-trace-id': crypto.randomUUID().replaceAll('-', ''),
      ...headers,
    },
  });
}
