// Holds the backend's answers against `openapi.json`: what is not documented fails the test that got it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** @import { BackendHandler } from '../../pkg/server.js' */

/**
 * @typedef {object} Exchange
 * @property {string} method
 * @property {string} path or the whole address
 * @property {number} status
 * @property {Headers} headers
 * @property {string} text
 * @property {string | undefined} [basePath] of the backend
 */

const document = JSON.parse(readFileSync(new URL('../../pkg/openapi.json', import.meta.url), 'utf8'));
// Members of OpenAPI stand beside those of JSON Schema.
const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema(document, 'openapi.json');

/** @typedef {{ at: string[], row: any }} Documented a response, and the keys that lead to it */

/**
 * The same backend, whose answers are held against the document before the test gets them.
 * @param {BackendHandler} backend
 * @param {string} [basePath]
 * @returns {BackendHandler}
 */
export function documented(backend, basePath) {
  return {
    ...backend,
    async fetch(request, env, context) {
      const answer = await backend.fetch(request, env, context);
      await checkAnswer(request.method, request.url, answer, basePath);
      return answer;
    },
  };
}

/** Asks a backend at an address, as `fetch` does. @param {string | URL} url @param {RequestInit} [init] */
export async function fetchDocumented(url, init) {
  const answer = await fetch(url, init);
  await checkAnswer(init?.method ?? 'GET', String(url), answer);
  return answer;
}

/** @param {string} method @param {string} path @param {Response} answer @param {string} [basePath] */
async function checkAnswer(method, path, answer, basePath) {
  const { status, headers } = answer;
  assertDocumented({ method, path, status, headers, text: await answer.clone().text(), basePath });
}

/** @param {Exchange} exchange @throws where the answer is not documented */
export function assertDocumented({ method, path, status, headers, text, basePath = '/api' }) {
  const what = `${method} ${path}: ${status} ${text.slice(0, 300)}`;
  const { pathname } = new URL(path, 'http://backend.test');
  // The document names the addresses below the `basePath` that is the default; below another one nothing is at those.
  const address = pathname.startsWith(`${basePath}/`)
    ? `/api${pathname.slice(basePath.length)}`
    : pathname.replace(/^\/api\//, '/nowhere/');
  if (method === 'OPTIONS' && status === 204) {
    assert.equal(text, '', what);
    return;
  }
  const { at, row } = responseOf(address, method, status);
  assert.ok(row, `not documented: ${what}`);
  assertHeaders(row, headers, what);
  const type = headers.get('content-type');
  if (row.content === undefined) {
    assert.equal(text, '', what);
  } else {
    assert.ok(type !== null && Object.hasOwn(row.content, type), `content type ${type} is not documented: ${what}`);
    const body = type === 'application/json' ? JSON.parse(text) : text;
    assertValid([...at, 'content', type, 'schema'], body, what);
  }
}

/** @param {string} json the body of a request that got a verdict @throws where it is not documented */
export function assertRequestDocumented(json) {
  assertValid(['components', 'schemas', 'VerifyRequest'], JSON.parse(json), `the request ${json.slice(0, 300)}`);
}

/**
 * @param {string} address
 * @param {string} method
 * @param {number} status
 * @returns {Documented}
 */
function responseOf(address, method, status) {
  const found = document.paths[address]?.[method.toLowerCase()];
  // Before any address is looked at, and where there is no address.
  if (!found) {
    const named = document.components.responses.Nowhere;
    return { at: ['components', 'responses', 'Nowhere'], row: named };
  }
  const at = ['paths', address, method.toLowerCase(), 'responses', String(status)];
  return { at, row: found.responses[String(status)] };
}

/** @param {any} row @param {Headers} headers @param {string} what */
function assertHeaders(row, headers, what) {
  for (const name of Object.keys(row.headers)) {
    const value = headers.get(name);
    const { required } = document.components.headers[name];
    assert.ok(value !== null || !required, `header ${name} is missing: ${what}`);
    if (value !== null) {
      assertValid(['components', 'headers', name, 'schema'], value, `${name} of ${what}`);
    }
  }
  for (const name of ['retry-after', 'www-authenticate', 'allow']) {
    const documented = Object.keys(row.headers).some((header) => header.toLowerCase() === name);
    assert.ok(documented || !headers.has(name), `header ${name} is not documented: ${what}`);
  }
}

/** @param {string[]} at keys that lead to the schema @param {unknown} value @param {string} what */
function assertValid(at, value, what) {
  const pointer = at.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const validate = ajv.getSchema(`openapi.json#/${pointer}`);
  assert.ok(validate, `no schema at ${pointer}`);
  assert.ok(validate(value), `${ajv.errorsText(validate.errors)}: ${what}`);
}
