// The whole way, from a file to the verdict, in the three modes and under each policy.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asFile, drawPerson } from './help/portrait.js';
import { standingService, standingVisitor } from './help/standing.js';
import { checked, choose, open, pickMode, ready, send, startOver, title, withSettings } from './help/steps.js';

const ada = asFile(drawPerson('ada'));
const bob = asFile(drawPerson('bob'));
const eve = asFile(drawPerson('eve'));
/** The same person in another photo. */
const eveLater = asFile(drawPerson('eve', 1080, 1440, { light: 0.92 }));

const service = standingService();
const visitor = standingVisitor(service);

test('a search finds no one, registers, and finds the duplicate', async () => {
  const { page } = visitor;
  await open(page, service.page);
  await choose(page, ada);
  await checked(page);
  assert.equal(await title(page), 'Your photo looks good');
  const unknown = await send(page);
  assert.equal(unknown.SubCode, '200');
  assert.equal(unknown['Who must act'], 'Nobody');
  assert.match(unknown['Request id'] ?? '', /^[0-9A-F-]{36}$/);
  assert.equal(unknown.Registered, 'no');
  assert.equal(await title(page), 'You’re all set');

  await startOver(page);
  await withSettings(page, async () => {
    await page.getByLabel('User id').fill('ada');
    await page.getByLabel('Register a face that is not found').selectOption(service.faceGroups[0] ?? '');
  });
  await choose(page, ada);
  await checked(page);
  const registered = await send(page);
  assert.deepEqual([registered.SubCode, registered.Registered], ['200', 'yes']);

  await startOver(page);
  await withSettings(page, () => page.getByLabel('User id').fill('another user'));
  await choose(page, ada);
  await checked(page);
  const duplicate = await send(page);
  assert.deepEqual([duplicate.SubCode, duplicate.Registered], ['233', 'no']);
  assert.equal(duplicate['Known as'], 'another user');
  assert.equal(await title(page), 'You may already have an account');
  assert.equal(duplicate['Who must act'], 'The people who set the service’s rules');

  await startOver(page);
  await choose(page, bob);
  await checked(page);
  assert.equal((await send(page)).SubCode, '200', 'another face is no duplicate');
  assert.deepEqual(visitor.faults, []);
});

test('two photos are compared', async () => {
  const { page } = visitor;
  await open(page, service.page);
  await pickMode(page, 'Compare');
  await choose(page, eve);
  await ready(page, 'source');
  assert.equal(await page.getByRole('button', { name: 'Send' }).count(), 0, 'the second photo is waited for');
  await choose(page, eveLater, 'target');
  await checked(page);
  assert.equal(await page.locator('.report').count(), 2);
  const same = await send(page);
  assert.equal(same.SubCode, '200');
  assert.match(same['Comparison score'] ?? '', /^(100|\d\d(\.\d+)?) of 100$/);
  assert.equal(same.Registered, 'no');

  await startOver(page);
  await choose(page, eve);
  await choose(page, bob, 'target');
  await checked(page);
  const other = await send(page);
  assert.equal(other.SubCode, '204');
  assert.equal(await title(page), 'The two photos don’t match');
  assert.equal(other['Who must act'], 'The person: another photo is needed');
  assert.deepEqual(visitor.faults, []);
});

test('both: compared and searched, with a liveness check', async () => {
  const { page } = visitor;
  await open(page, service.page);
  await pickMode(page, 'Both');
  await withSettings(page, async () => {
    await page.getByLabel('Look for a live person').check();
    await page.getByLabel('Register a face that is not found').selectOption(service.faceGroups[1] ?? '');
  });
  await choose(page, eve);
  await choose(page, eve, 'target');
  await checked(page);
  const answer = await send(page);
  assert.deepEqual([answer.SubCode, answer.Registered], ['200', 'yes']);
  assert.match(answer['Live person'] ?? '', /^yes/);

  await startOver(page);
  await choose(page, eve);
  await choose(page, eve, 'target');
  await checked(page);
  assert.equal((await send(page)).SubCode, '233');
  assert.deepEqual(visitor.faults, []);
});

/** @param {string} name */
async function choosePolicy(name) {
  await withSettings(visitor.page, async () => {
    await visitor.page.getByLabel('Policy').selectOption(name);
  });
}

test('a policy that decides gets the pictures only, and the user from the token', async () => {
  const { page } = visitor;
  await open(page, service.page);
  await choosePolicy('document');
  assert.equal(await page.locator('#modes').isVisible(), false);
  await withSettings(page, async () => {
    await page.getByLabel('Policy').waitFor();
    assert.equal(await page.getByLabel('User id').count(), 0);
    assert.equal(await page.getByLabel('Look for a live person').count(), 0);
  });
  await choose(page, eve);
  await choose(page, bob, 'target');
  await checked(page);
  await page.getByText('The request payload').click();
  const payload = JSON.parse((await page.locator('.payload-text').textContent()) ?? '');
  assert.deepEqual(Object.keys(payload), ['policy', 'pictures']);
  assert.deepEqual(Object.keys(payload.pictures), ['source', 'target']);
  const facts = await send(page);
  assert.deepEqual([facts.SubCode, facts.Receipt], ['204', 'verified']);
  assert.deepEqual(visitor.faults, []);
});

test('signed up once, known later, and recognised at the login', async () => {
  const { page } = visitor;
  await open(page, service.page);
  await choosePolicy('signup');
  const sendAs = async (/** @type {import('./help/steps.js').File} */ photo) => {
    await choose(page, photo);
    await checked(page);
    /** @type {Record<string, string | null>} */
    const answer = { ...(await send(page)), heading: await title(page) };
    await startOver(page);
    return answer;
  };
  const first = await sendAs(eve);
  assert.deepEqual([first.heading, first.SubCode, first.Registered], ['You’re all set', '200', 'yes']);
  assert.equal(first.Receipt, 'verified');
  const second = await sendAs(eve);
  assert.deepEqual([second.heading, second.Registered], ['You’re all set', 'yes, earlier']);
  assert.equal(second['Known as'], 'this user');
  // Another user registered ada in this group.
  const other = await sendAs(ada);
  assert.deepEqual([other.heading, other['Known as']], ['You may already have an account', 'another user']);

  await choosePolicy('login');
  const known = await sendAs(eve);
  assert.deepEqual([known.heading, known.SubCode, known['Known as']], ['You’re all set', '233', 'this user']);
  const stranger = await sendAs(bob);
  assert.deepEqual([stranger.heading, stranger['Known as']], ['Please take another photo', 'another user']);
  assert.deepEqual(visitor.faults, []);
});
