// What a caller sees of each fault, and how a fault is asked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS } from '../../www/emulator/faults/fault-plan.js';
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
    rates: { error500: 0.4, html502: 0.2, constructor: 1 },
    ms: { throttle: 300, constructor: 1 },
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
});
