// Where the vendor's SDK puts each parameter, as captured from its requests, against the tables of the contract and what
// the client of this package sends.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { contract } from '../../pkg/contract.js';
import {
  addFaceRecord,
  deleteFaceRecordV2,
  queryFaceGroup,
  queryFaceRecord,
} from '../../pkg/server/client/face-records.js';
import { checkVerifyLog, deleteVerifyResult } from '../../pkg/server/client/verify-results.js';
import { serve } from '../../pkg/server/node/node-adapter.js';
import { PYTHON, installPythonSdk } from '../support/install.js';
import { root } from '../support/package.js';
import { KEY } from './client.js';

before(installPythonSdk);

const CLIENTS = [
  addFaceRecord,
  queryFaceRecord,
  deleteFaceRecordV2,
  queryFaceGroup,
  deleteVerifyResult,
  checkVerifyLog,
];
const ACTIONS = ['FaceDuplicationCheckIntl', 'FaceVerifyIntl', ...CLIENTS.map(({ action }) => action)];

/** @typedef {Record<string, string>} Places a parameter's place, by its name */

/** What the SDK sends when it is given everything that it knows. @returns {Promise<Map<string, Places>>} by operation */
async function captured() {
  /** @type {Map<string, Places>} */
  const places = new Map();
  const server = await serve(
    async (request) => {
      const names = (/** @type {URLSearchParams} */ pairs, /** @type {string} */ place) =>
        [...pairs.keys()].map((name) => [name, place]);
      const [query, form] = [new URL(request.url).searchParams, new URLSearchParams(await request.text())];
      const action = request.headers.get('x-acs-action') ?? '';
      places.set(action, Object.fromEntries([...names(query, 'query'), ...names(form, 'form')]));
      return Response.json({ Code: 'InvalidParameter', Message: '' }, { status: 400 });
    },
    { port: 0 },
  );
  try {
    const script = fileURLToPath(new URL('./sdk/client.py', import.meta.url));
    const child = spawn(PYTHON, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    const calls = ACTIONS.map((action) => ({ action, credentials: KEY, everyParameter: true }));
    child.stdin.end(JSON.stringify({ endpoint: server.url.replace('http://', ''), calls }));
    JSON.parse(await text(child.stdout));
    return places;
  } finally {
    await server.close();
  }
}

/** The table of the other parameters, as it is printed. */
function tableRows() {
  const page = readFileSync(join(root, 'docs/contract.md'), 'utf8');
  const [, table = ''] =
    /<!-- contract:other-parameters -->\n([\s\S]*?)<!-- \/contract:other-parameters -->/.exec(page) ?? [];
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => {
      const [operation = '', name = '', place = '', , takenBy = ''] = line
        .split('|')
        .slice(1)
        .map((cell) => cell.trim().replaceAll('`', ''));
      return { operation, name, place, takenBy };
    });
}

/** @param {string} action @returns {Places} */
function ofTables(action) {
  const rows = contract.parameters.map(({ name, place, successorPlace }) => {
    return [name, action === 'FaceVerifyIntl' ? successorPlace : place];
  });
  const isCheck = action === 'FaceDuplicationCheckIntl' || action === 'FaceVerifyIntl';
  const others = tableRows().filter(({ operation }) => operation === action);
  return Object.fromEntries([
    ...(isCheck ? rows.filter(([, place]) => place !== null) : []),
    ...others.map(({ name, place }) => [name, place]),
  ]);
}

test('each parameter has the place in the tables that the SDK gives it, and none is missing', async () => {
  const places = await captured();
  assert.deepEqual([...places.keys()], ACTIONS);
  for (const [action, sent] of places) {
    assert.deepEqual(sorted(sent), sorted(ofTables(action)), action);
  }
});

test('the client puts into the query what the table has there, and what it sends is in the table', () => {
  for (const { action, inQuery } of CLIENTS) {
    const rows = tableRows().filter(({ operation, takenBy }) => operation === action && takenBy.includes('client'));
    const wanted = rows.filter(({ place }) => place === 'query').map(({ name }) => name);
    assert.deepEqual([...inQuery].sort(), wanted.sort(), action);
  }
});

/** @param {Places} places */
function sorted(places) {
  return Object.entries(places).sort(([one], [other]) => (one < other ? -1 : 1));
}
