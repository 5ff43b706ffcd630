// The bodies of the backend's answers as JSON Schema, in the order in which they are documented. `tsType` is what the
// TypeScript types say instead: the name of a type that follows from the same table.

import { contract } from '../../pkg-template/contract.js';
import { BACKEND_CODES } from '../../pkg-template/lib/backend-codes.js';
import { MODES } from '../../pkg-template/server/verification/policy.js';
import { closed, maybe, reference, told } from './schema.js';
import { REPORTS } from './report.js';

const apiRows = [...contract.codes, ...contract.gatewayCodes];
const actors = [...apiRows, ...contract.subCodes, ...Object.values(BACKEND_CODES)].map(({ actor }) => actor);

const ACTOR = { type: 'string', enum: [...new Set(actors)].filter((actor) => actor !== null), tsType: 'Actor' };
const TRUE = { type: 'boolean', const: true };
const FALSE = { type: 'boolean', const: false };

const WORDS = {
  meaning: told('What happened, in one sentence for a developer.', { type: 'string' }),
  advice: told('What to tell the person, in English.', { type: 'string' }),
  key: told('Names that text; `face-preflight/texts` has it in other languages.', {
    type: 'string',
    tsType: 'TextKey',
  }),
};
const CALL = {
  requestId: told("The vendor's id of the call; null where none was made or its answer had none.", {
    type: ['string', 'null'],
  }),
  attempts: told('Calls of the vendor that the backend made for this answer.', { type: 'integer', minimum: 0 }),
};
const RETRY = {
  actor: told('Who must act.', ACTOR),
  retryable: told('Whether the same submission may succeed later.', { type: 'boolean' }),
  retryAfterMs: maybe('The pause that was asked for, in milliseconds.', { type: 'integer', minimum: 1 }),
};
const HTTP_STATUS = { type: 'integer', minimum: 100, maximum: 599 };

const verdict = closed('VerdictAnswer', 'The check ran, and this is what came of it.', {
  kind: { const: 'verdict' },
  ok: TRUE,
  passed: told('Whether the policy is met.', { type: 'boolean' }),
  code: { const: 'Success' },
  subCode: told(`The reason. ${meanings(contract.subCodes)}`, {
    enum: contract.subCodes.map(({ code }) => code),
    tsType: 'SubCode',
  }),
  score: told('Likeness of the two faces, 0 to 100; null where none were compared.', { type: ['number', 'null'] }),
  registered: told('Whether the face is registered now.', { type: 'boolean' }),
  registeredEarlier: maybe('It was registered before this call.', TRUE),
  registrationFailed: maybe('The face was to be registered and was not.', TRUE),
  belowPolicyScore: maybe("The vendor's threshold was met, the policy's was not.", TRUE),
  belowPolicyQuality: maybe("The picture's quality is below the policy's least.", TRUE),
  duplicate: maybe("Whose face was found: this user's own, somebody else's, or both.", {
    enum: ['self', 'other', 'both'],
  }),
  attack: maybe('Whether the picture looks like an attack: only where liveness was looked for.', {
    type: 'boolean',
  }),
  attackScore: maybe('Probability of an attack, 0 to 100.', { type: ['number', 'null'] }),
  actor: told('Who must act; null when nobody has to.', {
    type: ['string', 'null'],
    enum: [...ACTOR.enum, null],
    tsType: 'Actor | null',
  }),
  ...WORDS,
  ...CALL,
  transactionId: told("The vendor's id of the verification.", { type: ['string', 'null'] }),
  receipt: maybe("The signed verdict for the integrator's server, where the backend issues receipts.", {
    type: 'string',
  }),
});

const failed = closed('FailedAnswer', 'The vendor gave no verdict.', {
  kind: { const: 'failed' },
  ok: FALSE,
  passed: FALSE,
  code: told("The vendor's code, such as `NoFaceDetected`; one that is not documented too.", {
    anyOf: [{ enum: apiRows.map(({ code }) => code).filter(isOneCode) }, { type: 'string', pattern: '^[\\w.]+$' }],
    tsType: 'ApiCode | (string & {})',
  }),
  httpStatus: told("HTTP status of the vendor's answer.", HTTP_STATUS),
  ...RETRY,
  ...WORDS,
  ...CALL,
});

const refused = closed('RefusedAnswer', 'The backend refused or could not do it.', {
  kind: { const: 'refused' },
  ok: FALSE,
  passed: FALSE,
  code: told('Why.', { enum: Object.keys(BACKEND_CODES), tsType: 'BackendCode' }),
  ...RETRY,
  field: maybe('The field that is at fault.', { type: 'string' }),
  report: maybe(
    'What the backend found out about the picture: for `picture_refused` and `picture_not_prepared` the report of its preflight, for `picture_unreadable` the code of its error.',
    { anyOf: [reference('Report'), reference('Unreadable')], tsType: 'Report | { error: ErrorCode }' },
  ),
  httpStatus: maybe("HTTP status of the vendor's answer, where one came that is not understood.", HTTP_STATUS),
  ...WORDS,
  ...CALL,
});

const policy = closed('PolicyOfPage', 'What a policy of the backend wants of the page.', {
  name: { type: 'string' },
  label: told('Its name for people.', { type: 'string' }),
  demo: told('Whether the page chooses mode, groups and registration.', { type: 'boolean' }),
  mode: { enum: MODES },
  needsToken: told('Whether the backend has to be told who the user is.', { type: 'boolean' }),
  needsTarget: told('Whether the page sends the second picture too.', { type: 'boolean' }),
  liveness: told('Whether a picture of a picture or of a screen is looked for.', { type: 'boolean' }),
  registers: told('Whether a new face is registered.', { type: 'boolean' }),
  pictureUrls: told("Whether the page may name addresses of pictures, which the vendor's servers then fetch.", {
    type: 'boolean',
  }),
  picture: told('The options with which the backend judges the photo, for `preflight`.', {
    type: 'object',
    tsType: 'PreflightOptions',
  }),
  face: told('Whether it looks for the face, for `preflight`.', { type: 'boolean' }),
  groups: maybe('The groups that the page chooses from: demo policies alone.', {
    type: 'array',
    items: { type: 'string' },
  }),
});

const config = closed('BackendConfig', 'What the backend tells pages of itself.', {
  region: told(`The vendor's region that is called, such as ${contract.endpoints[0]?.region}.`, { type: 'string' }),
  live: told("Whether the vendor's service is called, which bills; else an emulator.", { type: 'boolean' }),
  limits: closed('BodyLimits', 'The largest bodies that are read.', {
    photoBytes: told('A raw photo.', { type: 'integer' }),
    jsonBytes: told('A body of JSON, its pictures as Base64.', { type: 'integer' }),
  }),
  policies: { type: 'array', items: policy },
});

const deleted = closed('DeletedAnswer', "The user's faces were deleted, or there were none.", {
  kind: { const: 'deleted' },
  ok: TRUE,
  deleted: told('Whether there was a face.', { type: 'boolean' }),
  ...CALL,
});

const well = closed('Well', 'The backend runs.', { ok: TRUE });
const ending = closed('Ending', 'The process is about to end.', { ok: FALSE });

/** By their names in `components.schemas`. */
export const ANSWERS = {
  VerdictAnswer: verdict,
  FailedAnswer: failed,
  RefusedAnswer: refused,
  PolicyOfPage: policy,
  BackendConfig: { ...config, properties: { ...config.properties, policies: listOf('PolicyOfPage') } },
  DeletedAnswer: deleted,
  Well: well,
  ...REPORTS,
  Ending: ending,
};

/** What `POST verify` answers, told apart by `kind`. */
export const KINDS = /** @type {const} */ ({
  verdict: 'VerdictAnswer',
  failed: 'FailedAnswer',
  refused: 'RefusedAnswer',
});

/** @param {string} name */
function listOf(name) {
  return { type: 'array', items: reference(name) };
}

/** @param {readonly { code: string, meaning: string }[]} rows */
function meanings(rows) {
  return rows.map(({ code, meaning }) => `\`${code}\`: ${meaning}`).join(' ');
}

/** A family's name is no code. @param {string} code */
function isOneCode(code) {
  return !code.endsWith('*');
}
