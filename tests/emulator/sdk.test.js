// The vendor's own SDKs as clients of the emulator: every mode, every error, temporary credentials, retries, both
// signature versions.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../pkg/server/node/node-adapter.js';
import { contract } from '../../pkg/contract.js';
import { KNOWN_CODES } from '../../pkg/emulator/faults/known-codes.js';
import { GROUPS, KEY, STS, searchFields, startEmulator } from './client.js';
import { base64, fakePicture } from '../support/fake-picture.js';
import { PYTHON, installNodeSdk, installPythonSdk } from '../support/install.js';

const person = (/** @type {number} */ number, more = {}) => base64(fakePicture({ person: number, ...more }));
const fields = (/** @type {Record<string, string>} */ more = {}) => ({
  ProductCode: 'FACE_IDU_MIN',
  ...searchFields({ SourceFacePicture: person(1), ...more }),
});
const register = { AutoRegistration: '0', FaceRegisterGroupCode: 'groupone' };

/** @typedef {{ error: string, code?: string, status?: number, retried?: boolean }} Seen what the SDK makes of a fault */
/**
 * @type {{ name: string, install: () => void, command: string, words: string[], variants: Record<string, object>,
 *   clientError: RegExp, retryOn: string[], faults: Record<string, Seen> }[]}
 */
const SDKS = [
  {
    name: 'Python',
    install: installPythonSdk,
    command: PYTHON,
    words: [fileURLToPath(new URL('./sdk/client.py', import.meta.url))],
    variants: { sync: {}, asynchronous: { asynchronous: true }, 'signature V2': { algorithm: 'v2' } },
    clientError: /^ClientException$/,
    retryOn: ['ServerException', 'ClientException', 'ThrottlingException', 'RetryError'],
    faults: {
      throttle: { error: 'ThrottlingException', code: 'Throttling.Api', status: 403 },
      error500: { error: 'ServerException', code: 'InternalError', status: 500 },
      // A body that is no JSON costs this SDK the HTTP status, and it never retries it.
      html502: { error: 'UnretryableException', retried: false },
      empty: { error: 'UnretryableException', retried: false },
      drop: { error: 'UnretryableException' },
      half: { error: 'UnretryableException' },
      late: { error: 'UnretryableException' },
    },
  },
  {
    name: 'Node',
    install: installNodeSdk,
    command: process.execPath,
    words: [fileURLToPath(new URL('./sdk/client.mjs', import.meta.url))],
    variants: { 'signature V3': {}, 'signature V2': { algorithm: 'v2' } },
    clientError: /^ClientError$/,
    retryOn: ['ServerError', 'ClientError', 'ThrottlingError', 'RequestTimeoutError', 'SyntaxError', 'Error'],
    faults: {
      throttle: { error: 'ThrottlingError', code: 'Throttling.Api', status: 403 },
      error500: { error: 'ServerError', code: 'InternalError', status: 500 },
      html502: { error: 'SyntaxError' },
      empty: { error: 'SyntaxError' },
      drop: { error: 'Error', code: 'ECONNRESET' },
      half: { error: 'Error', code: 'ECONNRESET' },
      late: { error: 'RequestTimeoutError' },
    },
  },
];

for (const sdk of SDKS) {
  describe(sdk.name, () => {
    before(sdk.install);
    /** @param {any[]} calls @param {Parameters<typeof startEmulator>[0] & { faults?: object }} [parts] */
    async function run(calls, { faults, ...parts } = {}) {
      /** @type {any[]} */
      const lines = [];
      const emulator = startEmulator({ log: (line) => lines.push(line), ...parts });
      if (faults) {
        await setFaults(emulator.fetch, faults);
      }
      let requests = 0;
      const counted = (/** @type {Request} */ request) => {
        requests += 1;
        return emulator.fetch(request);
      };
      const server = await serve(counted, { port: 0 });
      try {
        const child = spawn(sdk.command, sdk.words, { stdio: ['pipe', 'pipe', 'inherit'] });
        const all = calls.map((call) => ({ action: 'FaceDuplicationCheckIntl', credentials: KEY, ...call }));
        child.stdin.end(JSON.stringify({ endpoint: server.url.replace('http://', ''), calls: all }));
        const results = JSON.parse(await text(child.stdout));
        return { results, lines, emulator, requests };
      } finally {
        await server.close();
      }
    }

    for (const [variant, options] of Object.entries(sdk.variants)) {
      test(`${variant}: every mode, registration, duplicate, liveness, quality`, async () => {
        const { results, lines } = await run(
          [
            { fields: fields(register) },
            { fields: fields({ MerchantUserId: 'user 2 *~é', ReturnFaces: '5' }) },
            { fields: fields({ VerifyModel: '1', FaceGroupCodes: '', TargetFacePicture: person(2) }) },
            {
              fields: fields({
                VerifyModel: '2',
                TargetFacePicture: person(1),
                Liveness: '1',
                FaceQualityCheck: 'Y',
              }),
            },
            {
              fields: fields({ SourceFacePicture: person(3), FaceGroupCodes: GROUPS.join(','), SceneCode: '' }),
              credentials: STS,
            },
          ].map((call) => ({ ...call, ...options })),
        );
        assert.deepEqual(
          results.map((/** @type {any} */ one) => [one.status, one.body?.Code, one.body?.Result?.SubCode]),
          [
            [200, 'Success', '200'],
            [200, 'Success', '233'],
            [200, 'Success', '204'],
            [200, 'Success', '233'],
            [200, 'Success', '200'],
          ],
          JSON.stringify(results),
        );
        assert.equal(results[0].body.Result.FaceRegistrationResult, 1);
        assert.equal(JSON.parse(results[1].body.Result.DuplicateFace)[0].merchantUserId, 'user1');
        assert.equal(results[3].body.Result.FaceAttack, 'N');
        assert.equal(typeof results[3].body.Result.ExtFaceInfo.SharpnessScore, 'number');
        assert.equal(lines.length, 5);
      });

      test(`${variant}: the successor takes the same, and answers with numbers`, async () => {
        const { Liveness: _, ...search } = /** @type {Record<string, string>} */ (fields(register));
        const { results, lines } = await run(
          [
            { fields: search },
            { fields: { ...search, VerifyModel: '2', TargetFacePicture: person(1), FaceQualityCheck: 'Y' } },
            {
              fields: {
                ...{ ProductCode: 'FACE_VERIFY_MIN', MerchantBizId: 'biz3', MerchantUserId: 'user3' },
                ...{ SourceFacePicture: person(1), TargetFacePicture: person(2) },
              },
            },
            { fields: { ...search, ProductCode: 'FACE_ENROLL' } },
          ].map((call) => ({ ...call, ...options, action: 'FaceVerifyIntl' })),
        );
        const [registered, both, compared, refused] = results;
        assert.deepEqual(
          [registered, both, compared].map((one) => [one.status, one.body?.Result?.SubCode]),
          [
            [200, '200'],
            [200, '233'],
            [200, '204'],
          ],
          JSON.stringify(results),
        );
        assert.equal(registered.body.Result.FaceRegistrationResult, 1);
        const { FaceComparisonScore, FaceAttackScore, FaceAttack, ExtFaceInfo } = both.body.Result;
        assert.deepEqual([FaceComparisonScore, FaceAttackScore, FaceAttack], [100, 1.23, 'N']);
        assert.equal(typeof ExtFaceInfo.TargetSharpnessScore, 'number');
        assert.deepEqual([refused.code, refused.status], ['InvalidParameter', 400]);
        assert.deepEqual([...new Set(lines.map(({ action }) => action))], ['FaceVerifyIntl']);
      });

      test(`${variant}: errors keep code, status and request id`, async () => {
        const cases = /** @type {[string, number, any][]} */ ([
          ['SignatureDoesNotMatch', 400, { credentials: { ...KEY, accessKeySecret: 'wrong' } }],
          ['InvalidAccessKeyId.NotFound', 404, { credentials: { ...KEY, accessKeyId: 'LTAI-none' } }],
          ['InvalidAccessKeyId.Inactive', 400, { credentials: { ...KEY, accessKeyId: 'LTAI-inactive' } }],
          ['InvalidSecurityToken.Malformed', 400, { credentials: { ...STS, securityToken: 'other' } }],
          ['Forbidden.RAMUserAccessDenied', 403, { credentials: { ...KEY, accessKeyId: 'LTAI-ram' } }],
          ['Forbidden.AccountAccessDenied', 403, { credentials: { ...KEY, accessKeyId: 'LTAI-account' } }],
          ['MissingParameter', 400, { fields: fields({ MerchantUserId: '' }) }],
          ['InvalidParameter', 400, { fields: fields({ VerifyModel: '9' }) }],
          ['NoFaceDetected', 401, { fields: fields({ SourceFacePicture: person(0) }) }],
          [
            'UnqualifiedPhoto',
            401,
            { fields: fields({ SourceFacePicture: person(1, { width: 200, height: 300 }) }) },
          ],
          ['ToolargeImage', 401, { fields: fields({ SourceFacePicture: person(1, { padding: 600_000 }) }) }],
          ['DataDuplication', 401, { fields: fields({ SourceFacePictureUrl: 'http://127.0.0.1:1/a.jpg' }) }],
          [
            'DownloadTimeout',
            401,
            { fields: fields({ SourceFacePicture: '', SourceFacePictureUrl: 'http://127.0.0.1:1/a.jpg' }) },
          ],
        ]);
        const { results } = await run(cases.map(([, , call]) => ({ fields: fields(), ...options, ...call })));
        for (const [index, [code, status]] of cases.entries()) {
          const { error, ...got } = results[index];
          assert.match(error ?? '', sdk.clientError, code);
          assert.deepEqual([got.code, got.status], [code, status]);
          assert.match(got.requestId, /^[0-9A-F-]{36}$/);
        }
      });
    }

    test('a wrong clock is reported as such', async () => {
      const { results } = await run([{ fields: fields() }], { now: () => Date.now() + 16 * 60_000 });
      assert.match(results[0].error, sdk.clientError);
      assert.deepEqual([results[0].code, results[0].status], ['InvalidTimeStamp.Expired', 400]);
    });

    test('the sister operations: add, query, delete, list groups', async () => {
      const { results } = await run(
        [
          {
            action: 'AddFaceRecord',
            fields: {
              ProductCode: 'FACE_ENROLL',
              FaceGroupCode: 'groupone',
              FacePicture: person(1),
              MerchantUserId: 'anna',
            },
          },
          { action: 'QueryFaceRecord', fields: { FaceGroupCode: 'groupone', CurrentPage: '1', PageSize: '10' } },
          { action: 'DeleteFaceRecordV2', fields: { MerchantUserId: 'anna' } },
          { action: 'QueryFaceGroup', fields: { CurrentPage: '1', PageSize: '10' } },
        ].map(({ fields: given, ...call }) => ({ ...call, fields: given })),
      );
      assert.equal(results[0].body?.Result.Passed, 'Y', JSON.stringify(results));
      assert.equal(results[1].body.Items[0].MerchantUserId, 'anna');
      assert.equal(results[2].body.Result.Deleted, 'Y');
      assert.equal(results[3].body.Items.length, 2);
    });

    test('what is kept of a verification: asked for, deleted, gone', async () => {
      const MerchantBizId = 'biz7';
      const { results, emulator } = await run([
        { fields: fields({ MerchantBizId }) },
        { action: 'CheckVerifyLog', fields: { MerchantBizId } },
        { action: 'DeleteVerifyResult', fields: { TransactionId: 'none', DeleteType: 'Img', DeleteAfterQuery: 'N' } },
        { action: 'DeleteVerifyResult', fields: { TransactionId: 'none' } },
      ]);
      const { TransactionId } = results[0].body.Result;
      const { Passed, SubCode, VerifyStatus, VerifyErrorCode } = results[1].body.Result;
      assert.deepEqual([Passed, SubCode, VerifyStatus, VerifyErrorCode], ['Y', '200', '0', '1000']);
      assert.deepEqual([results[2].code, results[2].status], ['TransactionIdInvalid', 400]);
      assert.equal(results[3].code, 'MissingParameter');
      assert.match(TransactionId, /^[0-9a-f]{32}$/);

      const kind = { DeleteType: 'Img', DeleteAfterQuery: 'N' };
      const { results: after } = await run(
        [
          { action: 'DeleteVerifyResult', fields: { TransactionId, ...kind } },
          { action: 'CheckVerifyLog', fields: { TransactionId } },
          { action: 'CheckVerifyLog', fields: { MerchantBizId } },
          { action: 'DeleteVerifyResult', fields: { TransactionId, ...kind } },
        ],
        { store: emulator.store },
      );
      assert.equal(after[0].status, 200, JSON.stringify(after));
      assert.deepEqual(after[0].body.Result, { DeleteResult: 'Y', TransactionId });
      assert.deepEqual(
        after.slice(1).map((/** @type {any} */ { code, status }) => [code, status]),
        Array(3).fill(['TransactionIdInvalid', 400]),
      );
    });

    test('every documented code and SubCode, and those of the gateway', async () => {
      const rows = [...contract.codes, ...contract.gatewayCodes].filter(({ code }) => code !== 'Success');
      const listed = rows.map(({ code }) => code);
      /** A known one of a family, such as Throttling*, and of none that is narrower. @param {string} family */
      const memberOf = (family) => {
        const isOf = (/** @type {string} */ code, /** @type {string} */ other) =>
          other.endsWith('*') && other.length >= family.length && code.startsWith(other.slice(0, -1));
        const fits = (/** @type {string} */ code) => listed.filter((other) => isOf(code, other)).join() === family;
        return KNOWN_CODES.find((code) => fits(code) && !listed.includes(code)) ?? '';
      };
      const codes = rows.map(({ code, httpStatus }) => ({
        code: code.endsWith('*') ? memberOf(code) : code,
        httpStatus: httpStatus ?? 400,
      }));
      const faults = [
        ...codes.map(({ code }) => `code=${code}`),
        ...contract.subCodes.map(({ code }) => `subCode=${code}`),
      ];
      // The n-th call gets the n-th fault.
      const dice = faults.map((_, index) => (index + 0.5) / faults.length);
      const { results } = await run(
        faults.map(() => ({ fields: fields({ Liveness: '1' }) })),
        {
          faults: { rates: Object.fromEntries(faults.map((fault) => [fault, 1 / faults.length])) },
          random: () => dice.shift() ?? 1,
        },
      );
      assert.deepEqual(
        results.slice(0, codes.length).map((/** @type {any} */ { code, status }) => [code, status]),
        codes.map(({ code, httpStatus }) => [code, httpStatus]),
      );
      assert.deepEqual(
        results.slice(codes.length).map((/** @type {any} */ { body }) => body?.Result?.SubCode),
        contract.subCodes.map(({ code }) => code),
      );
    });

    for (const [fault, { error, code = null, status = null, retried = true }] of Object.entries(sdk.faults)) {
      test(`${fault}: ${error} without retries, ${retried ? 'an answer' : 'the same'} with the SDK's own`, async () => {
        const call = { fields: fields(register), readTimeout: 1_000 };
        const { results, requests, emulator } = await run(
          [call, { ...call, retries: 2, retryOn: sdk.retryOn, retryCodes: ['InternalError', 'Throttling.Api'] }],
          diceOf(fault, ['meets', 'meets', 'passes']),
        );
        const { requestId, retryAfter, ...plain } = results[0];
        assert.deepEqual(plain, { error, code, status });
        assert.equal(retryAfter, fault === 'throttle' ? 300 : null);
        if (status !== null) {
          assert.match(requestId, /^[0-9A-F-]{36}$/);
        }
        const second = JSON.stringify(results[1]);
        if (!retried) {
          assert.equal(results[1].error, error);
        } else {
          assert.deepEqual([results[1].status, results[1].body?.Code], [200, 'Success'], second);
        }
        assert.equal(requests, retried ? 3 : 2, 'each attempt is one request');
        // `half`, `late` and `empty` carry the call out: what the SDK's retry finds is its own registration.
        const carriedOut = ['half', 'late', 'empty'].includes(fault);
        if (retried) {
          assert.equal(results[1].body.Result.SubCode, carriedOut ? '233' : '200');
        }
        assert.equal(emulator.store.faces([...GROUPS]).length, carriedOut || retried ? 1 : 0);
      });
    }
  });
}

/**
 * Parts of an emulator whose requests meet the fault or pass, in this order.
 * @param {string} fault
 * @param {('meets' | 'passes')[]} order
 */
function diceOf(fault, order) {
  const dice = order.map((one) => (one === 'meets' ? 0 : 1));
  return {
    faults: { rates: { [fault]: 0.5 }, ms: { throttle: 300, late: 2_500 } },
    random: () => dice.shift() ?? 1,
  };
}

/** @param {(request: Request) => Promise<Response>} fetch @param {object} faults */
async function setFaults(fetch, faults) {
  const headers = { 'content-type': 'application/json' };
  const put = new Request('http://emulator.test/_emulator/faults', {
    method: 'PUT',
    headers,
    body: JSON.stringify(faults),
  });
  assert.equal((await fetch(put)).status, 200);
}
