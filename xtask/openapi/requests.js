// What `POST verify` takes: the same few fields as JSON, beside a raw photo in the address, or as multipart.

import { contract } from '../../pkg-template/contract.js';
import { DEFAULT_LIMITS } from '../../pkg-template/server/limits.js';
import { IDEMPOTENCY_KEY } from '../../pkg-template/server/http/read-request.js';
import { CHOICES, NOT_DECIDED, URLS } from '../../pkg-template/server/verification/call-fields.js';
import { POLICY_NAME } from '../../pkg-template/server/verification/policy.js';

const POLICY = {
  type: 'string',
  pattern: POLICY_NAME.source,
  description: 'Name of the policy, out of those of `config`.',
};

const FORMS = {
  MerchantUserId: 'Read where nobody is authenticated, which demo policies alone take.',
  MerchantBizId: 'Ignored: the backend makes an id for each call.',
  ProductCode: "Taken where it is the policy's own value.",
};

/** A field of the vendor's as text. @param {string} name */
function field(name) {
  const description = contract.parameters.find((parameter) => parameter.name === name)?.description ?? '';
  const own = Object.hasOwn(CHOICES, name)
    ? 'For demo policies to choose; under any other the policy decides.'
    : (FORMS[/** @type {keyof typeof FORMS} */ (name)] ?? '');
  return { type: 'string', description: `${description} ${own}`.trim() };
}

/** An empty value is the same as none. @param {string} name */
function choice(name) {
  return { ...field(name), pattern: `${CHOICES[name]?.source}|^$` };
}

/** @param {string[]} names @param {(name: string) => Record<string, unknown>} schema */
const each = (names, schema) => Object.fromEntries(names.map((name) => [name, schema(name)]));

const choices = each(Object.keys(CHOICES), choice);
/** What goes with a raw photo. */
const besidePhoto = {
  MerchantUserId: field('MerchantUserId'),
  MerchantBizId: field('MerchantBizId'),
  ProductCode: field('ProductCode'),
  ...choices,
};

const json = {
  title: 'VerifyRequest',
  description: `At most ${DEFAULT_LIMITS.jsonBytes} bytes, unless the backend says otherwise in \`config\`.`,
  type: 'object',
  properties: {
    policy: POLICY,
    request: {
      type: 'object',
      description:
        "By the vendor's names. Each picture is the Base64 of a JPEG that `preflight` has made, or an address.",
      properties: { ...each([...NOT_DECIDED, ...URLS, 'ProductCode'], field), ...choices },
      additionalProperties: false,
    },
  },
  required: ['policy', 'request'],
  additionalProperties: false,
};

const FILE = { type: 'string', contentMediaType: 'application/octet-stream' };
const multipart = {
  title: 'VerifyForm',
  description: 'Photos as the camera took them. The policy stands before the photos.',
  type: 'object',
  properties: {
    policy: POLICY,
    ...besidePhoto,
    source: { ...FILE, description: 'The photo of the person.' },
    target: { ...FILE, description: 'The second picture, for policies that take it from the page.' },
  },
  additionalProperties: false,
};

/** By their names in `components.schemas`. */
export const REQUESTS = { VerifyRequest: json, VerifyForm: multipart };

const photo = { schema: { description: `One photo of at most ${DEFAULT_LIMITS.photoBytes} bytes.` } };

export const REQUEST_BODY = {
  required: true,
  content: {
    'application/json': { schema: { $ref: '#/components/schemas/VerifyRequest' } },
    'image/jpeg': photo,
    'image/png': photo,
    'multipart/form-data': { schema: { $ref: '#/components/schemas/VerifyForm' } },
  },
};

export const PARAMETERS = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Requests of one user with the same key are one call of the vendor: send the key again after a lost answer. It is remembered for a day.',
    schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
  },
  ...Object.entries({ policy: POLICY, ...besidePhoto }).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    description: `With a raw photo or multipart. ${description}`,
    schema,
  })),
];
