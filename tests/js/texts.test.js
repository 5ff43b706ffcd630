// What people read: every language says everything, and every key leads to its text.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { unreachable } from '../../pkg/lib/client/answer.js';
import { BACKEND_CODES } from '../../pkg/lib/backend-codes.js';
import { CHECK_ADVICE } from '../../pkg/lib/texts/en-checks.js';
import en from '../../pkg/lib/texts/en.js';
import { contract, explain, inspect, preflight } from '../../pkg/node.js';
import { submit } from '../../pkg/client.js';
import { ownWords } from '../../pkg/server/verification/words.js';
import {
  LANGUAGES,
  describe,
  describeAnswer,
  describeError,
  loadTexts,
  matchLanguage,
  say,
} from '../../pkg/texts.js';
import { packageFolder, root } from '../support/package.js';

/** @import { Language, TextKey } from '../../pkg/texts.js' */

const KEYS = /** @type {TextKey[]} */ (Object.keys(en));

/** Words that a language shares with English. @type {Partial<Record<Language, RegExp>>} */
const SHARED = {
  es: /^capture\.crop\.zoom$/,
  fil: /^capture\.(crop\.zoom|camera\.(title|menu|unnamed))$/,
  id: /^capture\.crop\.zoom$/,
  pt: /^capture\.crop\.zoom$/,
};

/** A script that a language is written in, where it is not the Latin one. @type {Partial<Record<Language, RegExp>>} */
const SCRIPTS = {
  ar: /\p{Script=Arabic}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  ta: /\p{Script=Tamil}/u,
  th: /\p{Script=Thai}/u,
  'zh-Hans': /\p{Script=Han}/u,
  'zh-Hant': /\p{Script=Han}/u,
};

/** @param {string} text */
const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

for (const language of LANGUAGES) {
  suite(language, async () => {
    const texts = await loadTexts(language);
    const said = KEYS.filter((key) => key !== 'language' && key !== 'direction');

    test('says everything that English says, and nothing else', () => {
      assert.deepEqual(Object.keys(texts).sort(), [...KEYS].sort());
      assert.equal(texts.language, language);
      assert.equal(texts.direction, language === 'ar' ? 'rtl' : 'ltr');
      for (const key of said) {
        assert.deepEqual(placeholders(texts[key]), placeholders(en[key]), key);
        assert.ok(texts[key] === texts[key].trim() && texts[key] !== '' && !/ {2}/.test(texts[key]), key);
      }
    });

    test('leaves nothing in English', () => {
      const left = said.filter((key) => texts[key] === en[key] && !SHARED[language]?.test(key));
      assert.deepEqual(left, language === 'en' ? said : []);
      const script = SCRIPTS[language] ?? /\p{Script=Latin}/u;
      assert.deepEqual(
        said.filter((key) => !script.test(texts[key])),
        [],
      );
    });

    test('is a small file', () => {
      const bytes = gzipSync(readFileSync(join(packageFolder, `lib/texts/${language}.js`))).length;
      assert.ok(bytes > 1000 && bytes <= 6000, `${bytes} bytes gzipped`);
    });
  });
}

/** Texts of notes, which are for engineers: the other languages say that the photo will do. */
const NOTES = /^check\.(bytes\.(rich|lowered|plain)|face_share\.advised)$/;

test('the texts are for people: no numbers, no codes', () => {
  for (const key of KEYS.filter((key) => !NOTES.test(key))) {
    assert.doesNotMatch(en[key].replaceAll(/\{\w+\}/g, ''), /\d|_|\bAPI\b|threshold|pixel/i, key);
  }
});

test('English speaks with one voice', () => {
  for (const key of KEYS.filter((key) => !NOTES.test(key))) {
    const long =
      /\b(can ?not|(do|does|did|is|are|was|has|have|could|would|will) not|(you|we|there) (are|is|will))\b/i;
    assert.doesNotMatch(en[key], long, `${key}: shorter`);
    assert.doesNotMatch(en[key], /'/, `${key}: the apostrophe is ’`);
    assert.doesNotMatch(en[key], /\b(go on with|threshold|codes?)\b/, key);
  }
});

test('sentences end, headlines do not, and no blank stands before “…”', async () => {
  for (const language of LANGUAGES) {
    const texts = await loadTexts(language);
    for (const key of KEYS) {
      assert.doesNotMatch(texts[key], /\s…/, `${language} ${key}`);
      // Thai ends no sentence with a mark.
      if (language !== 'th' && /^(answer|error)\.|^check\.\w+\.|^capture\.hint\.|\.text$/.test(key)) {
        assert.match(texts[key], /[.。]$/, `${language} ${key}`);
      }
      if (/\.title$/.test(key)) {
        assert.doesNotMatch(texts[key], /[.。]$/, `${language} ${key}`);
      }
    }
  }
});

test('the module carries none of them', () => {
  const names = readdirSync(join(packageFolder, 'wasm')).filter((name) => /^face_preflight.*\.wasm$/.test(name));
  assert.equal(names.length, 4);
  for (const name of names) {
    const bytes = readFileSync(join(packageFolder, 'wasm', name), 'latin1');
    assert.ok(bytes.includes('frame_dark.dark'), 'the keys it does carry');
    for (const text of Object.values(CHECK_ADVICE)) {
      assert.ok(!bytes.includes(text), text);
    }
  }
});

test('every code names a text, and English says what the tables say', () => {
  const rows = [...contract.codes, ...contract.subCodes, ...contract.errorCodes, ...contract.gatewayCodes];
  for (const { key, forPerson } of [...rows, contract.unknownCode, ...Object.values(BACKEND_CODES)]) {
    assert.equal(en[key], forPerson, key);
  }
  for (const { code, key } of contract.errorCodes) {
    assert.equal(key, `error.${code}`);
  }
  assert.equal(explain('Throttling.User').key, 'answer.busy');
  for (const name of /** @type {const} */ (['registeredEarlier', 'registrationFailed', 'ownFace', 'ownAndOther'])) {
    assert.equal(en[ownWords(name).key], ownWords(name).advice);
  }
  for (const name of /** @type {const} */ (['recognized', 'notRecognized', 'belowPolicyQuality'])) {
    assert.equal(en[ownWords(name).key], ownWords(name).advice);
  }
  for (const reason of /** @type {const} */ (['offline', 'unreachable', 'timeout', 'not_understood'])) {
    assert.equal(en[unreachable(reason).key], unreachable(reason).advice);
  }
});

test('a language is matched as BCP 47 has it, and English is the last resort', () => {
  for (const [wanted, expected] of /** @type {[string | null, Language][]} */ ([
    ['zh-TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-CN', 'zh-Hans'],
    ['zh', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['tl', 'fil'],
    ['fil-PH', 'fil'],
    ['in', 'id'],
    ['ID', 'id'],
    ['pt-BR', 'pt'],
    ['es-419', 'es'],
    ['de', 'en'],
    ['', 'en'],
    ['no language', 'en'],
    [null, 'en'],
  ])) {
    assert.equal(matchLanguage([wanted]), expected, `${wanted}`);
  }
  assert.equal(matchLanguage([undefined, 'de', 'ms-MY', 'ar']), 'ms', 'the first that there is');
});

test('a key is said with its values, numbers as the language writes them', async () => {
  const spanish = await loadTexts('es');
  assert.equal(say(spanish, 'capture.camera.unnamed', { number: 12_345.5 }), 'Cámara 12.345,5');
  assert.equal(say({}, 'capture.camera.unnamed', { number: 2 }), 'Camera 2', 'what is missing is said in English');
  assert.equal(
    say({ 'capture.camera.unnamed': 'Lens {number} of {all}' }, 'capture.camera.unnamed', { number: 'two' }),
    'Lens two of {all}',
  );
});

test('preflight and inspect give advice in the language of their texts', async () => {
  const wide = { data: new Uint8ClampedArray(400 * 300 * 4).fill(128), width: 400, height: 300 };
  const texts = await loadTexts('id');
  const portrait = (/** @type {Awaited<ReturnType<typeof preflight>>} */ { report }) => {
    const found = report.checks.find(({ id }) => id === 'portrait');
    return [found?.key, found?.advice];
  };
  assert.deepEqual(portrait(await preflight(wide)), ['portrait.wide', en['check.portrait.wide']]);
  const told = await preflight(wide, {}, { texts });
  assert.deepEqual(portrait(told), ['portrait.wide', texts['check.portrait.wide']]);
  assert.deepEqual(portrait(await preflight(wide, {}, { texts: { 'check.portrait.wide': 'Turn it.' } })), [
    'portrait.wide',
    'Turn it.',
  ]);
  const { checks } = await inspect(wide, {}, { texts });
  const nobody = checks.find(({ id }) => id === 'no_face');
  assert.deepEqual([nobody?.key, nobody?.advice], ['no_face.none', texts['check.no_face.none']]);
  for (const { key, advice } of told.report.checks) {
    assert.equal(key === null, advice === null);
  }
  await assert.rejects(preflight(wide, {}, { texts: /** @type {any} */ ('id') }), { code: 'invalid_option' });
});

test('submit gives advice in the language of its texts', async () => {
  const texts = await loadTexts('ja');
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 1]);
  const said = async (/** @type {Record<string, unknown>} */ words) => {
    const body = {
      kind: 'refused',
      ok: false,
      passed: false,
      code: 'policy_unknown',
      actor: 'caller',
      retryable: false,
    };
    const fetch = async () =>
      Response.json({ ...body, meaning: 'No.', ...words, requestId: null, attempts: 0 }, { status: 404 });
    return submit(jpeg, { endpoint: 'https://backend.example/', policy: 'signup', texts, fetch });
  };
  const answer = await said({ advice: 'Sorry.', key: 'answer.our_side' });
  assert.deepEqual([answer.key, answer.advice], ['answer.our_side', texts['answer.our_side']]);
  assert.equal((await said({ advice: 'Sorry.', key: 'answer.of_a_later_version' })).advice, 'Sorry.');
  assert.equal((await said({ advice: 'Sorry.' })).advice, 'Sorry.', 'an older backend names no text');
});

test('checks, errors and answers are described by their keys', async () => {
  const texts = await loadTexts('zh-TW');
  assert.deepEqual(describe({ id: 'blank', key: null }, en), { title: 'Not blank', advice: null });
  assert.deepEqual(describe({ id: 'face_share', key: 'face_share.too_far' }, texts), {
    title: texts['check.face_share'],
    advice: texts['check.face_share.too_far'],
  });
  assert.equal(describeError({ code: 'truncated' }, texts), texts['error.truncated']);
  assert.equal(describeError(new Error('what?'), texts), texts['answer.our_side']);
  assert.equal(describeError(null, texts), texts['answer.our_side']);
  const newer = /** @type {any} */ ({ key: 'answer.of_a_later_version', advice: 'Sorry.' });
  assert.equal(describeAnswer(newer, texts), 'Sorry.');
  assert.equal(describeAnswer({ key: 'answer.no_match', advice: '' }, texts), texts['answer.no_match']);
});

test('every key of the checks has a text and every text a check', () => {
  const folder = join(root, 'src/check');
  const sources = readdirSync(folder).filter((name) => name.endsWith('.rs'));
  const used = sources.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map(([, key]) => `check.${key}`),
  );
  assert.deepEqual([...new Set(used)].sort(), Object.keys(CHECK_ADVICE).sort());
  const [, ids = ''] =
    /type CheckId = (.*);/.exec(readFileSync(join(packageFolder, 'lib/option-types.d.ts'), 'utf8')) ?? [];
  const titles = KEYS.filter((key) => /^check\.\w+$/.test(key)).map((key) => `'${key.replace('check.', '')}'`);
  assert.deepEqual(titles.sort(), ids.split(' | ').sort());
});
