// The engineers' part chooses what the emulator's answers meet, by name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contract } from '../../pkg/contract.js';
import { asFile, drawPerson } from './help/portrait.js';
import { standingService, standingVisitor } from './help/standing.js';
import { checked, choose, open, send, startOver, withSettings } from './help/steps.js';

const ada = asFile(drawPerson('ada'));
const service = standingService();
const visitor = standingVisitor(service);

/** @param {string} value @returns {Promise<unknown>} the plan that the emulator follows then */
async function pickFault(value) {
  const { page } = visitor;
  let plan;
  await withSettings(page, async () => {
    const answered = page.waitForResponse((response) => response.url().endsWith('/demo/faults'));
    await page.getByLabel('Faults of the emulator').selectOption(value);
    plan = await (await answered).json();
    await page.locator('#faults [role="status"]', { hasText: 'The emulator does so now.' }).waitFor();
  });
  return plan;
}

/** What the emulator says of a plan; `{}` is its state without faults. @param {object} plan @returns {Promise<any>} */
async function planOf(plan) {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'PUT', headers, body: JSON.stringify(plan) };
  return (await fetch(new URL('/demo/faults', service.page), init)).json();
}

test('a code, a SubCode and the rate of a region are chosen and taken back', async () => {
  const { page } = visitor;
  await open(page, service.page);
  // Said at once, not only with a verdict.
  const said = 'People are told apart by the emulator’s fingerprints of pictures, which do not recognise people.';
  await page.locator('#engine', { hasText: said }).waitFor();
  await choose(page, ada);
  await checked(page);
  await pickFault('code=Forbidden.AccountAccessDenied');
  assert.equal((await send(page)).Code, 'Forbidden.AccountAccessDenied');

  await startOver(page);
  await choose(page, ada);
  await checked(page);
  await pickFault('subCode=206');
  assert.equal((await send(page)).SubCode, '206');
  assert.deepEqual(await pickFault('callsPerSecond=3'), { rates: {}, ms: {}, latencyMs: 0, callsPerSecond: 3 });
  assert.deepEqual(await pickFault(''), { rates: {}, ms: {}, latencyMs: 0 });
});

test('every documented code and SubCode is among the choices, and each of them is one of the emulator', async () => {
  const { page } = visitor;
  await open(page, service.page);
  const options = page.getByLabel('Faults of the emulator').locator('option');
  const values = await options.evaluateAll((all) => all.map((one) => /** @type {HTMLOptionElement} */ (one).value));
  const codes = [...contract.codes, ...contract.gatewayCodes].map(({ code }) => code);
  const isChoice = (/** @type {string} */ code) =>
    code.endsWith('*')
      ? values.some((value) => value.startsWith(`code=${code.slice(0, -1)}`))
      : values.includes(`code=${code}`);
  assert.deepEqual(
    codes.filter((code) => code !== 'Success' && !isChoice(code)),
    [],
  );
  assert.deepEqual(
    contract.subCodes.filter(({ code }) => !values.includes(`subCode=${code}`)),
    [],
  );
  const rates = values.filter((value) => value !== '' && !value.startsWith('callsPerSecond='));
  const { error } = await planOf({ rates: Object.fromEntries(rates.map((name) => [name, 0])) });
  assert.equal(error, undefined);
});
