// What a caller sees of each fault, and how a fault is asked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contract } from '../../pkg/contract.js';
import { FAULTS } from '../../pkg/emulator/faults/fault-plan.js';
import { KNOWN_CODES } from '../../pkg/emulator/faults/known-codes.js';
import { GROUPS, callEmulator, person, register, searchFields, startEmulator } from './client.js';

/** An emulator whose faults are asked for with the header of a call. */
function withFaults() {
  /** @type {number[]} */
  const slept = [];
  const emulator = startEmulator({ sleep: async (ms) => void slept.push(ms) });
  const ask = (/** @type {string} */ fault) =>
    callEmulator({
      ...emulator,
      fields: searchFields({ SourceFacePicture: person(1), ...register }),
      headers: { 'x-emulator-fault': fault },
    });
  return { ask, slept, registered: () => emulator.store.faces(GROUPS).length };
}

test('throttle, error500 and html502 answer without carrying the call out', async () => {
  const { ask, registered } = withFaults();
  const throttled = await ask('throttle=700');
  assert.deepEqual(
    [throttled.status, throttled.json.Code, throttled.headers.get('x-acs-retry-after')],
    [403, 'Throttling.Api', '700'],
  );
  assert.equal((await ask('throttle')).headers.get('x-acs-retry-after'), null);
  const failed = await ask('error500');
  assert.deepEqual([failed.status, failed.json.Code], [500, 'InternalError']);
  const page = await ask('html502');
  assert.equal(page.status, 502);
  assert.match(page.json, /^<html>/);
  assert.equal(registered(), 0);
});

test('drop closes the connection before the call is carried out, half in the middle of the answer', async () => {
  const { ask, registered } = withFaults();
  await assert.rejects(ask('drop'));
  assert.equal(registered(), 0);
  await assert.rejects(ask('half'));
  assert.equal(registered(), 1);
});

test('latency and late delay the answer of a call that is carried out', async () => {
  for (const [fault, ms] of /** @type {const} */ ([
    ['latency', 1_000],
    ['latency=30', 30],
    ['late', 15_000],
    ['late=2000', 2_000],
  ])) {
    const { ask, slept, registered } = withFaults();
    assert.equal((await ask(fault)).json.Code, 'Success', fault);
    assert.deepEqual([slept, registered()], [[ms], 1], fault);
  }
});

test('empty carries the call out and answers without a body', async () => {
  const { ask, registered } = withFaults();
  const { status, json } = await ask('empty');
  assert.deepEqual([status, json, registered()], [200, '', 1]);
});

test('a plan gives a share of all calls a fault, and ends with an empty one', async () => {
  const emulator = startEmulator({ sleep: async () => {}, random: () => 0.5 });
  const put = (/** @type {string} */ type, /** @type {object} */ body) =>
    emulator.fetch(
      new Request('http://emulator.test/_emulator/faults', {
        method: 'PUT',
        headers: { 'content-type': type },
        body: JSON.stringify(body),
      }),
    );
  const statusOfCall = async () =>
    (await callEmulator({ ...emulator, fields: searchFields({ SourceFacePicture: person(1) }) })).status;
  assert.equal((await put('text/plain', {})).status, 404);
  const plan = {
    rates: { error500: 0.4, html502: 0.2 },
    ms: { throttle: 300 },
  };
  assert.deepEqual(await (await put('application/json', plan)).json(), {
    rates: { error500: 0.4, html502: 0.2 },
    ms: { throttle: 300 },
    latencyMs: 0,
  });
  assert.equal(await statusOfCall(), 502);
  await put('application/json', {});
  assert.equal(await statusOfCall(), 200);
  for (const fault of FAULTS) {
    const { rates } = await (await put('application/json', { rates: { [fault]: 0.1 } })).json();
    assert.deepEqual(rates, { [fault]: 0.1 });
  }
  await put('application/json', { rates: { 'code=UnqualifiedPhoto': 1 } });
  assert.equal(await statusOfCall(), 401);
  for (const wrong of [{ rates: { eror500: 1 } }, { rates: { constructor: 1 } }, { ms: { lte: 1 } }, { rate: {} }]) {
    const answer = await put('application/json', wrong);
    assert.equal(answer.status, 400);
    assert.match((await answer.json()).error, /^there is no .*(subCode=|rates)/);
  }
  assert.equal(await statusOfCall(), 401, 'a plan that is refused changes nothing');
});

test('a plan with a value that it cannot have is refused, and changes nothing', async () => {
  const emulator = startEmulator({ sleep: async () => {}, random: () => 0 });
  const put = (/** @type {string} */ body) =>
    emulator.fetch(
      new Request('http://emulator.test/_emulator/faults', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body,
      }),
    );
  assert.equal((await put('{"rates":{"error500":1}}')).status, 200);
  for (const [plan, message] of /** @type {[string, RegExp][]} */ ([
    ['no JSON', /a plan must be an object/],
    ['null', /a plan must be an object/],
    ['[]', /a plan must be an object/],
    ['{"rates":"lots"}', /rates must be an object such as/],
    ['{"rates":{"drop":"0.5"}}', /rates: drop must be a number from 0 to 1, not "0.5"/],
    ['{"rates":{"drop":-0.1}}', /rates: drop must be a number from 0 to 1, not -0.1/],
    ['{"rates":{"drop":1.1}}', /rates: drop must be a number from 0 to 1/],
    ['{"rates":{"drop":null}}', /rates: drop must be a number/],
    ['{"rates":{"drop":0.6,"half":0.5}}', /rates: together they are 1.1/],
    ['{"rates":{"late=2s":0.5}}', /late=2s: the value must be milliseconds/],
    ['{"ms":{"late":"2s"}}', /ms: late must be a number from 0 to 3600000/],
    ['{"ms":{"drop":5}}', /ms: drop takes no milliseconds; latency, throttle, late do/],
    ['{"latencyMs":-1}', /latencyMs must be a number from 0/],
    ['{"latencyMs":"20"}', /latencyMs must be a number from 0/],
    ['{"callsPerSecond":"ten"}', /callsPerSecond must be a number from 0/],
    ['{"callsPerSecond":1e999}', /callsPerSecond must be a number from 0/],
  ])) {
    const answer = await put(plan);
    assert.equal(answer.status, 400, plan);
    assert.match((await answer.json()).error, message, plan);
  }
  assert.throws(() => emulator.setFaults({ rates: { drop: Number.NaN } }), /rates: drop must be a number/);
  const { status } = await callEmulator({ ...emulator, fields: searchFields({ SourceFacePicture: person(1) }) });
  assert.equal(status, 500, 'the plan before is in force');
});

test('a plan can bring the rate of a region, and takes it away again', async () => {
  const nowMs = Date.now();
  const emulator = startEmulator({ now: () => nowMs });
  const fields = searchFields({ SourceFacePicture: person(1) });
  const call = async () => (await callEmulator({ ...emulator, nowMs, fields })).json.Code;
  emulator.setFaults({ callsPerSecond: 1 });
  assert.deepEqual([await call(), await call()], ['Success', 'Throttling.Api']);
  emulator.setFaults({});
  assert.deepEqual([await call(), await call()], ['Success', 'Success']);
});

test('each operation has a count of its own; adding and deleting have the 50 that the vendor names', async () => {
  let nowMs = Date.now();
  const emulator = startEmulator({ now: () => nowMs, options: { callsPerSecond: 3 } });
  /** How many of 60 calls at once are answered. @param {string} action @param {Record<string, string>} query */
  const answered = async (action, query) => {
    let count = 0;
    for (let call = 0; call < 60; call += 1) {
      const { json } = await callEmulator({ ...emulator, nowMs, action, query });
      count += json.Code === 'Throttling.Api' ? 0 : 1;
    }
    return count;
  };
  const rates = { FaceDuplicationCheckIntl: 3, FaceVerifyIntl: 3, AddFaceRecord: 50, DeleteFaceRecordV2: 50 };
  const page = { CurrentPage: '1', PageSize: '1' };
  for (const [action, rate] of Object.entries({ ...rates, QueryFaceGroup: 3 })) {
    assert.equal(await answered(action, page), rate, action);
  }
  nowMs += 1_000;
  assert.equal(await answered('AddFaceRecord', {}), 50, 'a second later there is room again');

  const own = startEmulator({
    now: () => nowMs,
    options: { callsPerSecond: 3, callsPerSecondOf: { AddFaceRecord: 1 } },
  });
  const call = async () => (await callEmulator({ ...own, nowMs, action: 'AddFaceRecord', query: {} })).json.Code;
  assert.deepEqual([await call(), await call()], ['MissingParameter', 'Throttling.Api']);
});

test('any code of the service and its gateway can be asked for, with its HTTP status', async () => {
  const { ask, registered } = withFaults();
  const rows = [...contract.codes, ...contract.gatewayCodes].filter(({ code }) => code !== 'Success');
  for (const name of KNOWN_CODES) {
    const family = (/** @type {string} */ code) => code.endsWith('*') && name.startsWith(code.slice(0, -1));
    const row =
      rows.find(({ code }) => code === name) ??
      rows.filter(({ code }) => family(code)).sort((one, other) => other.code.length - one.code.length)[0];
    const { status, json } = await ask(`code=${name}`);
    assert.deepEqual([json.Code, status], [name, row?.httpStatus], name);
  }
  for (const { code } of rows) {
    const isOf = (/** @type {string} */ name) => name.startsWith(code.slice(0, -1)) || name === code;
    assert.ok(KNOWN_CODES.some(isOf), `${code} has a member that is known`);
  }
  assert.equal(registered(), 0);
});

test('any SubCode can be asked for, with what belongs to it', async () => {
  for (const { code: subCode } of contract.subCodes) {
    const { ask, registered } = withFaults();
    const { Result } = (await ask(`subCode=${subCode}`)).json;
    assert.deepEqual([Result.SubCode, Result.FacePassed], [subCode, subCode === '200' ? 'Y' : 'N']);
    assert.equal(registered(), subCode === '200' ? 1 : 0, 'only who passes is registered');
    assert.equal(Result.DuplicateFace === undefined, subCode !== '233');
  }
});

test('a score of an attack can be asked for; from 50 on it is one', async () => {
  const emulator = startEmulator();
  for (const [score, FaceAttack, SubCode] of [
    ['12.5', 'N', '200'],
    ['99', 'Y', '205'],
  ]) {
    const fields = searchFields({ SourceFacePicture: person(1), Liveness: '1' });
    const headers = { 'x-emulator-fault': `attack=${score}` };
    const { Result } = (await callEmulator({ ...emulator, fields, headers })).json;
    assert.deepEqual([Result.FaceAttack, Result.FaceAttackScore, Result.SubCode], [FaceAttack, score, SubCode]);
  }
});

test('a fault that does not exist is refused with the list of all', async () => {
  const { ask, registered } = withFaults();
  const misspelt = ['code=Forbidden.Typo', 'code=Throttling.Foo', 'code=InvalidFoo', 'code=Missing', 'code=Success'];
  const others = [
    'forbidden',
    'code=Nonsense',
    'code=',
    'subCode=299',
    'attack=101',
    'attack=',
    'attack=0x9',
    'Late',
  ];
  for (const fault of [...misspelt, ...others]) {
    const { status, json } = await ask(fault);
    assert.deepEqual([status, json.Code], [400, 'EmulatorFaultUnknown'], fault);
    assert.match(json.Message, /there are latency, .*subCode=200\|204.*code=MissingParameter\|/);
  }
  assert.equal(registered(), 0);
});

test('a value that a fault cannot have is refused, and the call is not carried out', async () => {
  const { ask, slept, registered } = withFaults();
  for (const [fault, message] of /** @type {[string, RegExp][]} */ ([
    ['late=2s', /late=2s: the value must be milliseconds from 0 to 3600000, without a unit/],
    ['latency=-5', /latency=-5: the value/],
    ['throttle=NaN', /throttle=NaN: the value/],
    ['late=', /late=: the value/],
    ['late=3600001', /late=3600001: the value/],
    ['late=1=2', /late=1=2: the value/],
    ['drop=1', /drop takes no value; latency, throttle, late take milliseconds/],
  ])) {
    const { status, json } = await ask(fault);
    assert.deepEqual([status, json.Code], [400, 'EmulatorFaultUnknown'], fault);
    assert.match(json.Message, message);
  }
  assert.match((await ask('code=Throttling.Usr')).json.Message, /did you mean code=Throttling\.User\?/);
  assert.deepEqual([slept, registered()], [[], 0]);
});

test('age and gender can be switched on as fixed values', async () => {
  const emulator = startEmulator({ options: { faceAge: 31, faceGender: 'F' } });
  const fields = searchFields({ SourceFacePicture: person(1) });
  const { Result } = (await callEmulator({ ...emulator, fields })).json;
  assert.deepEqual([Result.FaceAge, Result.FaceGender], ['31', 'F']);
  const query = { ProductCode: 'FACE_IDU_MIN' };
  const next = (await callEmulator({ ...emulator, fields, query, action: 'FaceVerifyIntl' })).json.Result;
  assert.deepEqual([next.FaceAge, next.FaceGender], [31, 'F']);
});

test('what a check is to come to is refused in other calls, and passes over them as a share of all calls', async () => {
  const emulator = startEmulator();
  const query = { CurrentPage: '1', PageSize: '10' };
  const list = async (headers = {}) =>
    (await callEmulator({ ...emulator, action: 'QueryFaceGroup', query, headers })).json;
  for (const fault of ['subCode=206', 'attack=99']) {
    const { Code, Message } = await list({ 'x-emulator-fault': fault });
    assert.equal(Code, 'EmulatorFaultUnknown');
    assert.match(Message, /is for checks: FaceDuplicationCheckIntl, FaceVerifyIntl/);
    emulator.setFaults({ rates: { [fault]: 1 } });
    assert.equal((await list()).Code, '200');
  }
});
