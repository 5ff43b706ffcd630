// Why a call of another server failed, in one word for the log. The text of such an error holds addresses, and may repeat
// the request.

/** @type {[string, RegExp][]} */
const CAUSES = [
  ['dns', /^(ENOTFOUND|EAI_\w+|EDNS|ENODATA)$/],
  ['refused', /^ECONNREFUSED$/],
  ['tls', /^(ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|EPROTO)$/],
  ['reset', /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$/],
  ['unreachable', /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)$/],
  ['timeout', /^(ETIMEDOUT|UND_ERR_\w*TIMEOUT|TimeoutError|AbortError)$/],
];

/** Workers have no codes; their few texts hold no address. @type {[string, RegExp][]} */
const TEXTS = [
  ['reset', /^Network connection lost/],
  ['tls', /\bTLS\b|\bcertificate\b/],
  ['dns', /\bDNS\b/],
  ['refused', /\brefused\b/],
];

/**
 * @param {unknown} error
 * @returns {{ cause?: string, causeCode?: string }} `causeCode` is the platform's, such as `ECONNREFUSED`
 */
export function causeOf(error) {
  if (!(error instanceof Error)) {
    return {};
  }
  const { code, text } = innermost(error);
  const named = CAUSES.find(([, pattern]) => pattern.test(code)) ?? TEXTS.find(([, pattern]) => pattern.test(text));
  return { cause: named?.[0] ?? 'other', ...(/^\w{1,50}$/.test(code) && { causeCode: code }) };
}

/**
 * What the log says of an error of a store or of a function that the integrator gave: an error of the network by its
 * cause alone, every other one with its text too.
 * @param {unknown} error
 * @returns {{ cause?: string, causeCode?: string, error?: string }}
 */
export function toldOf(error) {
  const told = causeOf(error);
  return told.cause === undefined || told.cause === 'other' ? { ...told, error: String(error).slice(0, 300) } : told;
}

/** `fetch failed` says nothing, its cause does; where several addresses were tried, the first one's. @param {Error} error */
function innermost(error) {
  /** @type {any} */
  let inner = error;
  while (inner.cause instanceof Error || inner.errors?.[0] instanceof Error) {
    inner = inner.cause ?? inner.errors[0];
  }
  const { code, name, message } = inner;
  return { code: String(typeof code === 'string' ? code : name), text: String(message) };
}
