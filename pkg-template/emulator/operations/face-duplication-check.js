// FaceDuplicationCheckIntl: 1:N search, 1:1 comparison or both, with registration.

import { checkParameters } from '../../lib/rules.js';
import { GatewayError } from '../gateway/errors.js';
import { likeness, qualityScores } from '../pictures/likeness.js';
import { takePicture } from '../pictures/take-picture.js';
import { newId } from './parameters.js';

/** @import { Seen } from '../pictures/take-picture.js' */
/** @import { Face } from '../stores/memory-store.js' */
/** @import { Context } from './index.js' */
/** @import { Parameters } from './parameters.js' */

/** Scene codes that ask for an outcome that no picture can cause here. */
const SCENE_ATTACK = 'attack';
const SCENE_POLICY = 'policy';

/** The documentation calls landscape pictures "less accurate": points taken from every score. */
const LANDSCAPE_PENALTY = 10;

/** @param {Parameters} parameters @param {Context} context */
export async function faceDuplicationCheck(parameters, context) {
  const plan = readPlan(parameters, context);
  checkRequestSize(parameters, plan, context.options.requestLimitBytes);
  const source = await takePicture(parameters, 'SourceFacePicture', context);
  const target = plan.compares ? await takePicture(parameters, 'TargetFacePicture', context) : undefined;
  if (!context.store.rememberBizId(plan.bizId) && context.options.repeatedBizIdIsError) {
    throw new GatewayError('InvalidParameter', 'MerchantBizId was used before.');
  }
  // Search and registration are one transaction, so two concurrent calls cannot both register the same face.
  const Result = context.store.transaction(() => {
    const judged = judge(plan, source, target, context);
    const { TransactionId, FacePassed, SubCode } = judged;
    context.store.addResult({
      transactionId: TransactionId,
      bizId: plan.bizId,
      passed: FacePassed,
      subCode: SubCode,
    });
    return judged;
  });
  return { Code: 'Success', Message: 'success', Result };
}

/** @param {Parameters} parameters @param {Plan} plan @param {number} limitBytes */
function checkRequestSize(parameters, { compares }, limitBytes) {
  const names = ['SourceFacePicture', ...(compares ? ['TargetFacePicture'] : [])];
  const sent = names.reduce((sum, name) => sum + encodeURIComponent(parameters.get(name) ?? '').length, 0);
  if (sent > limitBytes) {
    throw new GatewayError(
      'ToolargeImage',
      `The pictures take ${sent} bytes as form fields; ${limitBytes} are allowed.`,
    );
  }
}

/** @typedef {ReturnType<typeof readPlan>} Plan */

/** @param {Parameters} parameters @param {Context} context */
function readPlan(parameters, { options, store }) {
  const given = {
    AutoRegistration: options.autoRegistration,
    ...(options.verifyModel && { VerifyModel: options.verifyModel }),
    ...Object.fromEntries([...parameters].filter(([, value]) => value !== '')),
  };
  const violation = checkParameters({ ...given, ...pictureStandIns(given) });
  if (violation) {
    throw new GatewayError(violation.apiCode, `${violation.parameter} ${violation.reason}.`);
  }
  const text = (/** @type {string} */ name, fallback = '') =>
    /** @type {Record<string, string>} */ (given)[name] ?? fallback;
  const searches = text('VerifyModel') !== '1';
  const groupCodes = searches ? text('FaceGroupCodes').split(',') : [];
  const registers = searches && text('AutoRegistration') === '0';
  const registerGroup = registers ? text('FaceRegisterGroupCode') : '';
  const known = store.groups().map((group) => group.code);
  const unknown = [...groupCodes, ...(registers ? [registerGroup] : [])].filter((code) => !known.includes(code));
  if (unknown.length > 0 && (options.unknownGroupIsError || unknown.includes(registerGroup))) {
    throw new GatewayError('InvalidParameter', `Face group ${unknown[0]} does not exist.`);
  }
  return {
    bizId: text('MerchantBizId'),
    merchantUserId: text('MerchantUserId'),
    searches,
    groupCodes,
    registers,
    registerGroup,
    updates: text('UpdateFaceIfUserExists', options.updateFaceIfUserExists ? 'Y' : 'N') === 'Y',
    compares: text('VerifyModel') !== '0',
    liveness: text('Liveness') === '1',
    returnFaces: Number(text('ReturnFaces', '1')),
    quality: text('FaceQualityCheck') === 'Y',
    scene: text('SceneCode'),
  };
}

/**
 * The contract's rules check which pictures are present; the emulator's options check their size and format.
 * @param {Record<string, string>} given
 */
function pictureStandIns(given) {
  return Object.fromEntries(
    ['SourceFacePicture', 'TargetFacePicture'].filter((name) => given[name]).map((name) => [name, 'AAAA']),
  );
}

/**
 * A search runs even where the comparison failed, so that mode 2 reports both its score and its hits. Only a failed
 * liveness check ends earlier, where its SubCode takes precedence. A refusal by the service's policy (206) comes last.
 * @param {Plan} plan
 * @param {Seen} source
 * @param {Seen | undefined} target
 * @param {Context} context
 */
function judge(plan, source, target, context) {
  const { compareThreshold, verdictOrder } = context.options;
  /** @type {Record<string, unknown> & { TransactionId: string }} */
  const result = { TransactionId: newId() };
  if (plan.quality) {
    result.ExtFaceInfo = extFaceInfo(source, target);
  }
  Object.assign(result, estimates(context.options));
  const attackScore = attackScoreOf(plan, context.forced);
  const attack = plan.liveness && attackScore >= ATTACK;
  if (plan.liveness) {
    Object.assign(result, { FaceAttack: attack ? 'Y' : 'N', FaceAttackScore: String(attackScore) });
  }
  if (attack && verdictOrder[0] === '205' && context.forced?.name !== 'subCode') {
    return verdict(result, '205');
  }

  const score = target && compare(source, target);
  if (score !== undefined) {
    result.FaceComparisonScore = score.toFixed(2);
  }
  const hits = plan.searches ? search(plan, source, context) : [];
  if (hits.length > 0) {
    result.DuplicateFace = JSON.stringify(
      hits
        .slice(0, plan.returnFaces)
        .map(({ groupCode, faceId, merchantUserId }) => ({ faceGroupCode: groupCode, faceId, merchantUserId })),
    );
  }
  if (context.forced?.name === 'subCode') {
    return forcedVerdict(context.forced.subCode, result, { plan, source, context });
  }
  const fits = { 205: attack, 204: score !== undefined && score < compareThreshold, 233: hits.length > 0 };
  const first = verdictOrder.find((code) => fits[code]);
  if (first) {
    return verdict(result, first);
  }
  if (plan.scene === SCENE_POLICY) {
    return verdict(result, '206');
  }
  if (plan.registers) {
    Object.assign(result, register(plan, source, context));
  }
  return verdict(result, '200');
}

/** Scores from which the emulator calls a picture an attack. */
const ATTACK = 50;

/** @param {Plan} plan @param {Context['forced']} forced */
function attackScoreOf({ scene }, forced) {
  if (forced?.name === 'attack') {
    return forced.score;
  }
  return scene === SCENE_ATTACK || (forced?.name === 'subCode' && forced.subCode === '205') ? 98.76 : 1.23;
}

/** Fixed values, so that code that reads them can be tested. @param {Context['options']} options */
function estimates({ faceAge, faceGender }) {
  return { ...(faceAge > 0 && { FaceAge: String(faceAge) }), ...(faceGender && { FaceGender: faceGender }) };
}

/**
 * The SubCode that was asked for, with the fields that belong to it.
 * @param {string} subCode
 * @param {Record<string, unknown> & { TransactionId: string }} result
 * @param {{ plan: Plan, source: Seen, context: Context }} how
 */
function forcedVerdict(subCode, result, { plan, source, context }) {
  if (subCode !== '233') {
    delete result.DuplicateFace;
  } else {
    const stranger = { faceGroupCode: plan.groupCodes[0] ?? '', faceId: newId(), merchantUserId: 'somebody-else' };
    result.DuplicateFace ??= JSON.stringify([stranger]);
  }
  if (plan.compares) {
    result.FaceComparisonScore = subCode === '204' ? '12.34' : '98.76';
  }
  if (subCode === '200' && plan.registers) {
    Object.assign(result, register(plan, source, context));
  }
  return verdict(result, subCode);
}

/** @param {Seen} source @param {Seen} target */
function compare(source, target) {
  const penalty = source.landscape || target.landscape ? LANDSCAPE_PENALTY : 0;
  return Math.max(0, likeness(source.fingerprint, target.fingerprint) - penalty);
}

/** @param {Record<string, unknown> & { TransactionId: string }} result @param {string} subCode */
function verdict(result, subCode) {
  const passed = /** @type {'Y' | 'N'} */ (subCode === '200' ? 'Y' : 'N');
  return { FacePassed: passed, SubCode: subCode, ...result };
}

/** @param {Plan} plan @param {Seen} source @param {Context} context @returns {Face[]} best first */
function search(plan, source, { store, options }) {
  const penalty = source.landscape ? LANDSCAPE_PENALTY : 0;
  return store
    .faces(plan.groupCodes)
    .map((face) => ({ face, score: likeness(source.fingerprint, face.fingerprint) - penalty }))
    .filter(({ score }) => score >= options.searchThreshold)
    .sort((left, right) => right.score - left.score)
    .map(({ face }) => face);
}

/** @param {Plan} plan @param {Seen} source @param {Context} context */
function register(plan, source, { store, options, nowMs }) {
  const asType = (/** @type {0 | 1} */ number) => (options.registrationResultAsText ? String(number) : number);
  const existing = store.faces([plan.registerGroup]).filter((face) => face.merchantUserId === plan.merchantUserId);
  if (existing.length > 0 && !plan.updates) {
    if (options.existingUser === 'error') {
      throw new GatewayError('InvalidParameter', 'MerchantUserId is registered already.');
    }
    return { FaceRegistrationResult: asType(0) };
  }
  for (const face of existing) {
    store.deleteFace(face.id);
  }
  const { faceId } = store.addFace({
    faceId: newId(),
    groupCode: plan.registerGroup,
    merchantUserId: plan.merchantUserId,
    registrationType: 'AUTO',
    createdMs: nowMs,
    fingerprint: source.fingerprint,
  });
  return { FaceRegistrationResult: asType(1), FaceRegistrationId: faceId };
}

/** @param {Seen} source @param {Seen | undefined} target */
function extFaceInfo(source, target) {
  const ofTarget = target
    ? Object.entries(qualityScores(target.fingerprint)).map(([name, value]) => [`Target${name}`, value])
    : [];
  return {
    // A string in the SDKs; its content is not documented.
    FaceAttributeInfo: '{}',
    ...qualityScores(source.fingerprint),
    ...Object.fromEntries(ofTarget),
  };
}
