// An emulator with known keys and a client that signs for it, over the fetch handler directly.

import assert from 'node:assert/strict';
import { emulatorHandler } from '../../pkg/emulator/handler.js';
import { memoryStore } from '../../pkg/emulator/stores/memory-store.js';
import { percentEncode, signRpc } from '../../pkg/server/signature/sign.js';
import { base64, fakeVision, fakePicture } from '../support/fake-picture.js';

/** @import { Parts } from '../../pkg/emulator/handler.js' */
/** @import { Credentials } from '../../pkg/server/signature/sign.js' */

export const KEY = { accessKeyId: 'LTAI-test', accessKeySecret: 'test secret' };
export const STS = { accessKeyId: 'STS.test', accessKeySecret: 'test sts secret', securityToken: 'token/+==' };
export const GROUPS = ['groupone', 'grouptwo'];

/** @param {Partial<Parts>} [parts] */
export function startEmulator(parts = {}) {
  const store = parts.store ?? memoryStore();
  for (const code of GROUPS) {
    store.addGroup({ code, name: code, description: '' });
  }
  const emulator = emulatorHandler({
    keys: [
      KEY,
      STS,
      { ...KEY, accessKeyId: 'LTAI-inactive', inactive: true },
      { ...KEY, accessKeyId: 'LTAI-ram', denied: 'Forbidden.RAMUserAccessDenied' },
      { ...KEY, accessKeyId: 'LTAI-account', denied: 'Forbidden.AccountAccessDenied' },
      { ...STS, accessKeyId: 'STS.expired', expiresMs: 1 },
    ],
    vision: fakeVision,
    control: true,
    ...parts,
    store,
  });
  return { ...emulator, store };
}

/** @param {Record<string, string>} fields */
export function form(fields) {
  return Object.entries(fields)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}

/**
 * @param {{ fetch: (request: Request) => Promise<Response>, credentials?: Credentials, host?: string,
 *   action?: string, version?: string, query?: Record<string, string>, fields?: Record<string, string>, nowMs?: number, nonce?: string,
 *   headers?: Record<string, string>, tamper?: (request: { url: string, headers: Record<string, string>, body: string }) => void }} call
 */
export async function callEmulator({
  fetch,
  host = 'emulator.test',
  credentials = KEY,
  action = 'FaceDuplicationCheckIntl',
  version = '2022-08-09',
  query = { ProductCode: 'FACE_IDU_MIN' },
  fields = {},
  nowMs = Date.now(),
  nonce = crypto.randomUUID(),
  headers = {},
  tamper,
}) {
  const body = form(fields);
  const signed = await signRpc({
    host,
    action,
    version,
    query: Object.entries(query),
    body,
    credentials,
    nowMs,
    nonce,
  });
  const request = { url: `http://emulator.test/?${form(query)}`, headers: { ...signed, ...headers }, body };
  tamper?.(request);
  const response = await fetch(
    new Request(request.url, { method: 'POST', headers: request.headers, body: request.body }),
  );
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    json: text.startsWith('{') ? JSON.parse(text) : text,
  };
}

/** Fields of a plain search. @param {Record<string, string>} [more] */
export function searchFields(more = {}) {
  return {
    MerchantBizId: crypto.randomUUID().replaceAll('-', ''),
    MerchantUserId: 'user1',
    VerifyModel: '0',
    FaceGroupCodes: 'groupone',
    ...more,
  };
}

/** The Base64 picture of a person. @param {number} number which person @param {Parameters<typeof fakePicture>[0]} [more] */
export const person = (number, more) => base64(fakePicture({ person: number, ...more }));

/** The fields that register. */
export const register = { AutoRegistration: '0', FaceRegisterGroupCode: 'groupone' };

/**
 * A search, or what `fields` make of it, that succeeds.
 * @param {ReturnType<typeof startEmulator>} emulator
 * @param {Record<string, string>} fields
 * @returns {Promise<any>} its Result
 */
export async function check(emulator, fields) {
  const answer = await callEmulator({ ...emulator, fields: searchFields(fields) });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  return answer.json.Result;
}
