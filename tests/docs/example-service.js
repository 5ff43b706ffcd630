// The addresses that the documents' examples of a server call: the service itself, and a place that gives out keys.

import * as product from '../../pkg/node.js';
import { emulatorHandler } from '../../pkg/emulator/handler.js';
import { packageVision } from '../../pkg/emulator/pictures/package-vision.js';
import { memoryStore } from '../../pkg/emulator/stores/memory-store.js';

const LASTING = { accessKeyId: 'LTAI-documents', accessKeySecret: 'a secret of the documents' };
const TEMPORARY = { accessKeyId: 'STS.documents', accessKeySecret: 'another secret', securityToken: 'token/+==' };

/** What the examples take from the environment. */
export const ENVIRONMENT = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: LASTING.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: LASTING.accessKeySecret,
  FACE_TOKEN_SECRET: 'a secret of tokens with at least 32 bytes',
  FACE_RECEIPT_SECRET: 'a secret of receipts with at least 32 bytes',
  FACE_USER_ID_KEY: 'the key of the hash',
  FACE_ADMIN_TOKEN_SECRET: 'a secret of deletions with at least 32 bytes',
};

const store = memoryStore();
store.addGroup({ code: 'customers', name: 'customers', description: '' });
const emulator = emulatorHandler({
  keys: [LASTING, TEMPORARY],
  store,
  vision: packageVision(product, { faces: false }),
});

/**
 * @param {URL} url
 * @param {RequestInit} [init]
 * @returns {Promise<Response> | Response | undefined} nothing for any other address
 */
export function serviceAnswer(url, init) {
  if (url.hostname.endsWith('.aliyuncs.com')) {
    return emulator.fetch(new Request(url, init));
  }
  if (url.hostname === 'keys.example.com') {
    const { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken } = TEMPORARY;
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    return Response.json({ Credentials: { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } });
  }
  return undefined;
}
