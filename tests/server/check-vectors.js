// Computes every stage of the V3 signature for the vectors and names the stages that differ. Uses nothing but the
// language and WebCrypto, so that it runs in every runtime.

import * as sign from '../../pkg/server/signature/sign.js';

/**
 * @param {any[]} vectors
 * @returns {Promise<string[]>} `<vector>: <stage>` for each difference
 */
export async function checkVectors(vectors) {
  /** @type {string[]} */
  const differences = [];
  for (const vector of vectors) {
    for (const [stage, [actual, expected]] of Object.entries(await stagesOf(vector))) {
      if (actual !== expected) {
        differences.push(`${vector.name}: ${stage}`);
      }
    }
  }
  return differences;
}

/** @param {any} vector @returns {Promise<Record<string, [actual: string, expected: string]>>} */
export async function stagesOf(vector) {
  const headers = /** @type {[string, string][]} */ (Object.entries(vector.headers));
  const written = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
  const signedNames = (/SignedHeaders=([^,]+)/.exec(written)?.[1] ?? '').split(';');
  const lines = vector.canonicalRequest.split('\n');
  const body = Uint8Array.from(atob(vector.bodyBase64), (character) => character.charCodeAt(0));

  const query = await sign.canonicalQuery(new URLSearchParams(vector.query));
  const canonicalHeaders = await sign.canonicalHeaders(headers, signedNames);
  const payloadHash = await sign.sha256Hex(body);
  const canonical = await sign.canonicalRequest({
    method: vector.method,
    path: vector.path,
    query,
    headers: canonicalHeaders,
    signedNames,
    payloadHash,
  });
  const text = await sign.stringToSign(canonical);
  const signature = await sign.signature(vector.accessKeySecret, text);
  return {
    'canonical query': [query, lines[2]],
    'canonical headers': [canonicalHeaders, `${lines.slice(3, 3 + signedNames.length).join('\n')}\n`],
    'hash of the body': [payloadHash, lines.at(-1)],
    'canonical request': [canonical, vector.canonicalRequest],
    'string to sign': [text, vector.stringToSign],
    signature: [signature, vector.signature],
    authorization: [await sign.authorization(vector.accessKeyId, signedNames, signature), written],
  };
}
