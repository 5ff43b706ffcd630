// Which answers each address gives, by HTTP status.

import { BACKEND_CODES } from '../../pkg-template/lib/backend-codes.js';
import { KINDS } from './answers.js';
import { reference } from './schema.js';

/** @import { BackendCode } from '../../pkg-template/lib/backend-codes.js' */

const ALL = /** @type {BackendCode[]} */ (Object.keys(BACKEND_CODES));
/** Told before any address is looked at, or where none is found. */
const EVERYWHERE = /** @type {BackendCode[]} */ (['origin_forbidden', 'not_configured', 'internal']);
const OF_THE_ADDRESS = ['not_found', 'method_not_allowed'];

/** Codes by the address that gives them. */
const CODES = {
  verify: ALL.filter((code) => !OF_THE_ADDRESS.includes(code)),
  config: EVERYWHERE,
  ownRecords: /** @type {BackendCode[]} */ ([
    ...EVERYWHERE,
    'not_found',
    ...ALL.filter((code) => /^(token_|upstream_)/.test(code)),
    ...['unauthenticated', 'too_many_requests', 'service_busy', 'client_left', 'credentials_unavailable'],
  ]),
  healthz: EVERYWHERE,
  metrics: /** @type {BackendCode[]} */ ([...EVERYWHERE, 'not_found']),
};

/** HTTP statuses for a call without a verdict: throttled, a photo that was refused, anything else. */
const STATUSES_OF_FAILED = [422, 429, 502];
/** The addresses that call the vendor. */
const CALLING = ['verify', 'ownRecords'];

const REASONS = /** @type {Record<number, string>} */ ({
  400: 'The request is wrong.',
  401: 'The token is missing, wrong, expired or used.',
  403: 'Not allowed.',
  404: 'Not found.',
  408: 'The request did not arrive in time.',
  409: 'The same request is still being answered.',
  413: 'The request is too large.',
  415: 'The content type is not read here.',
  422: 'The picture or the key cannot be used.',
  429: 'Too many requests.',
  499: 'The client left before the answer.',
  500: 'The backend failed.',
  502: "The vendor's service, or the store of pictures, cannot be used.",
  503: 'The backend cannot do it now.',
  504: "The vendor's service did not answer in time.",
});

/** By their names in `components.headers`. */
export const HEADERS = {
  'Cache-Control': { required: true, schema: { const: 'no-store' } },
  'X-Content-Type-Options': { required: true, schema: { const: 'nosniff' } },
  Vary: { schema: { const: 'Origin' } },
  'Access-Control-Allow-Origin': {
    description: 'For pages of the origins that the operator allows.',
    schema: { type: 'string' },
  },
  'Access-Control-Expose-Headers': { schema: { const: 'Retry-After' } },
  'Retry-After': {
    description: 'Seconds to wait: `retryAfterMs`, rounded up.',
    schema: { type: 'string', pattern: '^[1-9]\\d*$' },
  },
  'WWW-Authenticate': { required: true, schema: { const: 'Bearer' } },
  Allow: { description: 'The methods of the address.', schema: { type: 'string' } },
};
/** @typedef {keyof typeof HEADERS} HeaderName */

const OF_ALL = /** @type {HeaderName[]} */ ([
  'Cache-Control',
  'X-Content-Type-Options',
  'Vary',
  'Access-Control-Allow-Origin',
  'Access-Control-Expose-Headers',
]);
/** Statuses that may be told with a pause. */
const WITH_PAUSE = new Set(
  ALL.filter((code) => BACKEND_CODES[code].retryable).map((code) => BACKEND_CODES[code].httpStatus),
);

/** @param {string} description @param {Record<string, unknown>} content @param {HeaderName[]} [more] */
function response(description, content, more = []) {
  const headers = [...OF_ALL, ...more].map((name) => [name, { $ref: `#/components/headers/${name}` }]);
  return { description, headers: Object.fromEntries(headers), content };
}

/** @param {Record<string, unknown>} schema */
const json = (schema) => ({ 'application/json': { schema } });
/** For a form that was sent without JavaScript. */
const HTML = { 'text/html; charset=utf-8': { schema: { type: 'string', pattern: '^<!doctype html>\n' } } };

/** What an address may answer beside a refusal. @param {keyof typeof CODES} name @param {number} status */
function otherAnswer(name, status) {
  if (CALLING.includes(name) && STATUSES_OF_FAILED.includes(status)) {
    return { name: KINDS.failed, description: "`failed`, with the vendor's code" };
  }
  return name === 'healthz' && status === 503
    ? { name: 'Ending', description: '`{"ok":false}`: this process is about to end' }
    : undefined;
}

/** The refusals of an address, by status. @param {keyof typeof CODES} name */
function refusals(name) {
  const statuses = new Set(CODES[name].map((code) => BACKEND_CODES[code].httpStatus));
  return [...statuses]
    .sort((one, other) => one - other)
    .map((status) => {
      const codes = CODES[name].filter((code) => BACKEND_CODES[code].httpStatus === status);
      const refused = {
        allOf: [reference(KINDS.refused), { properties: { code: { enum: codes } }, required: ['code'] }],
      };
      const other = otherAnswer(name, status);
      const lines = codes.map((code) => `- \`${code}\`: ${BACKEND_CODES[code].meaning}`);
      const reason = `${REASONS[status]}\n\n${lines.join('\n')}`;
      const description = other ? `${reason}\n- or ${other.description}` : reason;
      const headers = /** @type {HeaderName[]} */ ([
        ...(WITH_PAUSE.has(status) ? ['Retry-After'] : []),
        ...(status === 401 ? ['WWW-Authenticate'] : []),
      ]);
      const schema = other ? { oneOf: [reference(other.name), refused] } : refused;
      return [String(status), response(description, { ...json(schema), ...HTML }, headers)];
    });
}

/**
 * @param {keyof typeof CODES} name
 * @param {Record<string, unknown>} success
 */
function responses(name, success) {
  return Object.fromEntries([['200', success], ...refusals(name)]);
}

/** By the address. */
export const RESPONSES = {
  verify: responses('verify', response('The verdict.', { ...json(reference(KINDS.verdict)), ...HTML })),
  config: responses('config', response('Policies and limits.', json(reference('BackendConfig')))),
  ownRecords: responses('ownRecords', response('Whether a face was deleted.', json(reference('DeletedAnswer')))),
  healthz: responses('healthz', response('The backend runs.', json(reference('Well')))),
  metrics: responses(
    'metrics',
    response('Counters.', { 'text/plain; version=0.0.4': { schema: { type: 'string', pattern: '^# HELP ' } } }),
  ),
};

/** What any other address or method gets. */
export const NOWHERE = response(
  'There is no such address, or it takes another method.',
  {
    ...json({
      allOf: [
        reference(KINDS.refused),
        { properties: { code: { enum: [...OF_THE_ADDRESS, ...EVERYWHERE] } }, required: ['code'] },
      ],
    }),
    ...HTML,
  },
  ['Allow'],
);
