// buildRequest and explain, on the cases that Rust runs too, and what only JavaScript can get wrong.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { contract } from '../../pkg-template/contract.js';
import { BACKEND_CODES } from '../../pkg-template/lib/backend-codes.js';
import { PreflightError } from '../../pkg-template/lib/errors.js';
import { explain } from '../../pkg-template/lib/explain.js';
import { buildRequest } from '../../pkg-template/lib/request.js';
import { checkEffects, checkParameters } from '../../pkg-template/lib/rules.js';

/** @import { RequestOptions } from '../../pkg-template/lib/contract-types.js' */

const cases = JSON.parse(await readFile(new URL('../golden/requests.json', import.meta.url), 'utf8'));

/** @type {RequestOptions} */
const SEARCH = { source: 'AAAA', bizId: 'b1', userId: 'u', mode: 'search', groups: ['g1'] };

/** @param {string | { repeat: string, times: number }} value */
function expand(value) {
  return typeof value === 'string' ? value : value.repeat.repeat(value.times);
}

/** @param {{ parameter: string, apiCode: string } | undefined} violation */
function brief(violation) {
  return violation ? { parameter: violation.parameter, apiCode: violation.apiCode } : null;
}

/**
 * Whether buildRequest refuses, and with which name in the details.
 *
 * @param {any} options wrong ones above all
 * @param {string} code
 * @param {string | undefined} name
 */
function refuses(options, code, name, message = /./) {
  assert.throws(
    () => buildRequest(options),
    (error) => {
      assert(error instanceof PreflightError);
      assert.deepEqual([error.code, error.details.name, error.actor], [code, name, 'caller']);
      assert.match(error.message, message);
      return true;
    },
  );
}

suite('parameters by the API’s names', () => {
  for (const { case: title, given, error, effect = null } of cases.parameters) {
    test(title, () => {
      const parameters = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, expand(value)]));
      assert.deepEqual(brief(checkParameters(parameters)), error);
      if (error === null) {
        assert.deepEqual(brief(checkEffects(parameters)), effect);
      }
    });
  }
});

suite('requests', () => {
  for (const { case: title, options, payload, error } of cases.requests) {
    test(title, () => {
      if (error) {
        return refuses(options, 'invalid_parameter', error);
      }
      const built = buildRequest(options);
      assert.deepEqual(built, payload);
      assert.deepEqual(Object.keys(built), Object.keys(payload), 'order');
    });
  }
});

/** @param {string} option */
function apiNameOf(option) {
  return contract.parameters.find((parameter) => parameter.option === option)?.name;
}

suite('explanations', () => {
  for (const expected of cases.codes) {
    test(expected.code || '(empty)', () => {
      const explanation = /** @type {Record<string, unknown>} */ (explain(expected.code));
      for (const [name, value] of Object.entries(expected)) {
        assert.equal(explanation[name], value, name);
      }
      for (const name of ['meaning', 'advice', 'forPerson']) {
        assert.notEqual(explanation[name], '', name);
      }
    });
  }

  test('a number is a SubCode', () => assert.deepEqual(explain(233), explain('233')));

  test('an answer is explained by its SubCode, else by its code', () => {
    assert.equal(explain({ code: 'Success', subCode: '233' }).meaning, explain('233').meaning);
    assert.equal(explain({ code: 'NoFaceDetected', subCode: null }).meaning, explain('NoFaceDetected').meaning);
    assert.deepEqual(
      [explain({ subCode: '200' }).meaning, explain({ subCode: 'Success' }).known],
      ['Passed.', false],
    );
    for (const code of [{ code: '200' }, { code: '200', subCode: null }, '200', 200]) {
      assert.deepEqual({ ...explain(code), code: 'Success' }, explain('Success'), 'not taken for a pass');
    }
    assert.equal(explain({}).known, false);
  });

  test('the backend’s codes are known, each with words for the person', () => {
    for (const [code, row] of Object.entries(BACKEND_CODES)) {
      const { known, meaning, advice, forPerson, actor, retryable } = explain(code);
      assert.deepEqual(
        [known, meaning, advice, forPerson, actor, retryable],
        [true, row.meaning, row.advice, row.forPerson, row.actor, row.retryable],
      );
      assert(row.httpStatus >= 400 && forPerson.length > 10, code);
    }
  });

  test('every row of the contract explains itself', () => {
    const { codes, subCodes, gatewayCodes, errorCodes } = contract;
    for (const row of [...codes, ...gatewayCodes, ...errorCodes]) {
      assert.equal(explain(row.code).meaning, row.meaning);
    }
    for (const row of subCodes) {
      assert.equal(explain({ code: 'Success', subCode: row.code }).meaning, row.meaning);
    }
  });
});

suite('pictures', () => {
  const photo = (more = {}) => ({ ok: true, jpeg: new Uint8Array(3), base64: () => '/9j/', ...more });
  const failed = { report: { checks: [{ id: 'portrait', status: 'fail', apiCode: 'UnqualifiedPhoto' }] } };

  test('a photo gives its Base64', () => {
    assert.equal(buildRequest({ ...SEARCH, source: photo() }).SourceFacePicture, '/9j/');
  });

  test('a photo with a failed check is refused, and says which', () => {
    const source = photo({ ok: false, ...failed });
    refuses({ ...SEARCH, source }, 'invalid_parameter', 'SourceFacePicture', /portrait.*allowFailed/);
    assert.equal(buildRequest({ ...SEARCH, source, allowFailed: true }).SourceFacePicture, '/9j/');
  });

  test('a photo without a picture is refused in any case', () => {
    const source = photo({ ok: false, jpeg: null, ...failed });
    refuses({ ...SEARCH, source, allowFailed: true }, 'invalid_parameter', 'SourceFacePicture');
  });

  test('a photo that was cut to the face is refused with liveness, which looks at what is around it', () => {
    const source = photo({ report: { output: { cropped: true }, checks: [] } });
    refuses({ ...SEARCH, source, liveness: true }, 'invalid_parameter', 'Liveness', /cut to the face/);
    assert.equal(buildRequest({ ...SEARCH, source }).Liveness, '0');
    const whole = photo({ report: { output: { cropped: false }, checks: [] } });
    assert.equal(buildRequest({ ...SEARCH, source: whole, liveness: true }).Liveness, '1');
    assert.equal(
      buildRequest({ ...SEARCH, target: source, source: whole, mode: 'both', liveness: true }).Liveness,
      '1',
    );
  });

  test('a picture in two ways is refused', () => {
    const url = 'https://example.com/a.jpg';
    refuses({ ...SEARCH, source: { url, base64: 'AAAA' } }, 'invalid_parameter', 'SourceFacePicture', /one way/);
  });

  test('{ url } is sent as the picture’s URL', () => {
    const pictures = { source: { url: 'https://a/1' }, target: { url: 'https://a/2' } };
    const payload = buildRequest({ bizId: 'b1', userId: 'u', mode: 'compare', ...pictures });
    assert.equal(payload.SourceFacePictureUrl, 'https://a/1');
    assert.equal(payload.TargetFacePictureUrl, 'https://a/2');
  });

  test('bytes are no picture', () => {
    refuses({ ...SEARCH, source: new Uint8Array(4) }, 'invalid_parameter', 'SourceFacePicture', /photo of preflight/);
    refuses({ ...SEARCH, source: 5 }, 'invalid_parameter', 'SourceFacePicture');
  });
});

suite('options', () => {
  test('a misspelt option is named, with the one that was meant', () => {
    refuses({ ...SEARCH, modes: 'search' }, 'invalid_option', 'modes', /did you mean mode\?/);
    refuses({ ...SEARCH, Groups: ['a'] }, 'invalid_option', 'Groups', /did you mean groups\?/);
    refuses({ ...SEARCH, return_faces: 2 }, 'invalid_option', 'return_faces', /did you mean returnFaces\?/);
    refuses({ ...SEARCH, colour: 'red' }, 'invalid_option', 'colour', /does not exist$/);
    refuses({ ...SEARCH, constructor: 1 }, 'invalid_option', 'constructor');
  });

  test('options must be an object', () => {
    for (const options of [undefined, null, 'x']) {
      refuses(options, 'invalid_option', 'options');
    }
  });

  test('undefined and null are nothing', () => {
    assert.deepEqual(
      buildRequest({ ...SEARCH, sceneCode: undefined, liveness: /** @type {any} */ (null) }),
      buildRequest(SEARCH),
    );
  });

  test('words, numbers and booleans become the API’s words', () => {
    const payload = buildRequest({ ...SEARCH, liveness: true, returnFaces: 3, quality: false });
    assert.deepEqual(
      [payload.VerifyModel, payload.Liveness, payload.ReturnFaces, payload.FaceQualityCheck],
      ['0', '1', '3', 'N'],
    );
  });

  test('wrong types and values are refused by the parameter’s name', () => {
    const tries = [
      ...[{ bizId: 5 }, { mode: true }, { mode: '0' }, { mode: null }, { liveness: 'yes' }, { liveness: 1 }],
      ...[{ returnFaces: NaN }, { returnFaces: '3' }, { groups: [5] }, { groups: 'g1' }, { quality: 'Y' }],
    ];
    for (const given of tries) {
      const [option = ''] = Object.keys(given);
      refuses({ ...SEARCH, ...given }, 'invalid_parameter', apiNameOf(option), new RegExp(`\\(option ${option}\\)`));
    }
    refuses(
      { ...SEARCH, mode: 'match' },
      'invalid_parameter',
      'VerifyModel',
      /"match", not one of search, compare, both/,
    );
    for (const option of ['bizId', 'userId', 'mode', 'groups', 'source']) {
      refuses({ ...SEARCH, [option]: undefined }, 'invalid_parameter', apiNameOf(option), /is missing/);
    }
  });
});

suite('registration', () => {
  test('register is sent as the pair', () => {
    const { AutoRegistration, FaceRegisterGroupCode } = buildRequest({ ...SEARCH, register: 'g1' });
    assert.deepEqual([AutoRegistration, FaceRegisterGroupCode], ['0', 'g1']);
    const without = buildRequest({ ...SEARCH, register: null });
    assert.deepEqual([without.AutoRegistration, without.FaceRegisterGroupCode], ['1', undefined]);
  });

  test('without a group there is no registration, nor an update of one', () => {
    refuses({ ...SEARCH, register: true }, 'invalid_parameter', 'FaceRegisterGroupCode', /not a string/);
    refuses({ ...SEARCH, register: '' }, 'invalid_parameter', 'FaceRegisterGroupCode', /is missing/);
    refuses({ ...SEARCH, update: true }, 'invalid_parameter', 'UpdateFaceIfUserExists', /no effect/);
  });
});

test('the contract is frozen through and through', () => {
  /** @type {(value: unknown) => boolean} */
  const thaw = (value) =>
    typeof value === 'object' && value !== null && (!Object.isFrozen(value) || Object.values(value).some(thaw));
  assert.equal(thaw(contract), false);
});
