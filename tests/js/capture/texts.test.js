// Texts about checks, verdicts and hints: nothing that the package reports is without words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headline } from '../../../pkg/capture/view/verdict.js';
import { contract } from '../../../pkg/contract.js';
import en from '../../../pkg/lib/texts/en.js';
import { preflight } from '../../../pkg/node.js';
import { actorWords, checkWords } from '../../../www/public/debug/texts.js';
import { drawPerson } from '../../page/help/portrait.js';
import { asPixels } from '../../support/people.js';

/** @import { Answer } from '../../../pkg/client.js' */

test('every check of a photo has its own titles', async () => {
  const { report } = await preflight(asPixels(drawPerson('ada', 480, 640)), {}, { face: true });
  const unknown = checkWords('no_such_check');
  assert.deepEqual(unknown, { good: 'No such check', bad: 'No such check' });
  assert.ok(report.checks.length >= 25, `${report.checks.length} checks`);
  const titles = report.checks.map(({ id }) => {
    const { good, bad } = checkWords(id);
    assert.notEqual(good, bad, id);
    return [good, bad];
  });
  assert.equal(new Set(titles.flat()).size, 2 * titles.length, 'no two checks share a title');
});

test('every SubCode has a headline', () => {
  const headlines = contract.subCodes.map(({ code }) => {
    const answer = /** @type {Answer} */ ({
      kind: 'verdict',
      subCode: code,
      passed: code === '200',
      actor: 'policy',
    });
    return headline(answer, (key) => Object.hasOwn(en, key));
  });
  assert.equal(new Set(headlines).size, contract.subCodes.length);
  assert.ok(!headlines.includes('capture.verdict.not_passed'), 'which is for codes that the element does not know');
});

test('everyone who may have to act has a name', () => {
  const actors = new Set([...contract.subCodes, ...contract.codes, ...contract.errorCodes].map(({ actor }) => actor));
  const names = [...actors].map(actorWords);
  assert.ok(actors.size >= 4);
  assert.equal(new Set(names).size, actors.size);
});

test('a hint is one line and ends as a sentence', () => {
  for (const [hint, words] of Object.entries(en).filter(([key]) => key.startsWith('capture.hint.'))) {
    assert.match(words, /^[A-Z][^\n]{5,70}\.$/, hint);
  }
});
