// Errors in the envelope of the gateway, with the HTTP status that the documentation gives them.

/** HTTP status by code. Where pages disagree the choice is an option of the emulator (see options.js). */
const STATUS = {
  IncompleteSignature: 400,
  'InvalidAccessKeyId.NotFound': 404,
  'InvalidAccessKeyId.Inactive': 400,
  'InvalidTimeStamp.Expired': 400,
  'InvalidTimeStamp.Format': 400,
  'InvalidSecurityToken.Malformed': 400,
  'InvalidSecurityToken.Expired': 400,
  'InvalidSecurityToken.MismatchWithAccessKey': 400,
  MissingAccessKeyId: 400,
  MissingSecurityToken: 400,
  SignatureDoesNotMatch: 400,
  SignatureNonceUsed: 400,
  'InvalidAction.NotFound': 404,
  NoSuchVersion: 400,
  UnsupportedHTTPMethod: 400,
  // Not documented; the size at which the real gateway stops reading is unknown.
  RequestEntityTooLarge: 413,
  MissingParameter: 400,
  InvalidParameter: 400,
  NoFaceDetected: 401,
  UnqualifiedPhoto: 401,
  ToolargeImage: 401,
  DataDuplication: 401,
  DownloadTimeout: 401,
  'Forbidden.RAMUserAccessDenied': 403,
  'Forbidden.AccountAccessDenied': 403,
  'Throttling.Api': 403,
  'Throttling.User': 403,
  InternalError: 500,
  ServiceUnavailable: 503,
};

/** @typedef {keyof typeof STATUS} ErrorCode */

/** An answer other than success; `details` joins the envelope. */
export class GatewayError extends Error {
  /**
   * @param {ErrorCode} code
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
  return jsonResponse(body, statuses[error.code] ?? STATUS[error.code], requestId, error.headers);
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
    headers: { 'content-type': 'application/json;charset=utf-8', 'x-acs-request-id': requestId, ...headers },
  });
}
