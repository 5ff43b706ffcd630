import { contract } from '../contract.js';
import { checkValue, formLength } from './values.js';

/** @import { Parameter } from './contract-types.js' */

/**
 * What is wrong with a set of parameters: the API's name of the parameter, the code with which the API would answer,
 * and what is allowed.
 *
 * @typedef {{ parameter: string, apiCode: string, reason: string }} Violation
 */

/** @typedef {ReadonlyMap<string, string>} Given */

/**
 * Checks parameters by the API's names, as it would itself. Parameters that the contract does not know are ignored,
 * an empty value is an absent one.
 *
 * @param {Readonly<Record<string, string | undefined>>} parameters
 * @returns {Violation | undefined} the first violation in the contract's order
 */
export function checkParameters(parameters) {
  const given = collect(parameters);
  for (const parameter of contract.parameters) {
    const value = given.get(parameter.name);
    const problem = value === undefined ? checkAbsent(parameter, given) : checkGiven(parameter, value, given);
    if (problem) {
      return { parameter: parameter.name, ...problem };
    }
  }
  return checkTransferSize(given);
}

/**
 * Finds the parameter that the API would ignore although its value asks for something, or that is blank.
 *
 * @param {Readonly<Record<string, string | undefined>>} parameters
 * @returns {Violation | undefined} the first such parameter in the contract's order
 */
export function checkEffects(parameters) {
  const blank = Object.entries(parameters).find(([, value]) => value?.trim() === '');
  if (blank) {
    return invalid(blank[0], 'is empty; leave it out');
  }
  const given = collect(parameters);
  const mode = given.get('VerifyModel') ?? '';
  for (const parameter of contract.parameters) {
    const { name, modes, usedWhen } = parameter;
    const value = given.get(name);
    if (value === undefined || value === parameter.default) {
      continue;
    }
    if (!modes.includes(mode)) {
      return invalid(name, `has no effect when VerifyModel is ${mode}; leave it out`);
    }
    if (usedWhen && !conditionHolds(parameter, given)) {
      return invalid(name, `has no effect unless ${usedWhen.parameter} is ${usedWhen.value}`);
    }
  }
}

/**
 * @param {Readonly<Record<string, string | undefined>>} parameters
 * @returns {Given}
 */
function collect(parameters) {
  /** @type {Map<string, string>} */
  const given = new Map();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value.trim() !== '') {
      given.set(name, value);
    }
  }
  return given;
}

/**
 * @param {Parameter} parameter
 * @param {string} value
 * @param {Given} given
 */
function checkGiven({ alternative, values }, value, given) {
  if (alternative !== null && given.has(alternative)) {
    const reason = `is given together with ${alternative}; give the picture in one way only`;
    return { apiCode: 'DataDuplication', reason };
  }
  return checkValue(values, value);
}

/**
 * @param {Parameter} parameter
 * @param {Given} given
 */
function checkAbsent(parameter, given) {
  const { alternative, usedWhen } = parameter;
  if (!isNeeded(parameter, given) || (alternative !== null && given.has(alternative))) {
    return undefined;
  }
  const mode = given.get('VerifyModel');
  let reason = 'is missing';
  if (parameter.required === 'whenUsed' && usedWhen) {
    reason += `; it is needed when ${usedWhen.parameter} is ${usedWhen.value}`;
  } else if (parameter.required === 'inItsModes') {
    reason += `; it is needed when VerifyModel is ${mode}`;
  }
  return { apiCode: 'MissingParameter', reason };
}

/**
 * @param {Parameter} parameter
 * @param {Given} given
 * @returns {boolean}
 */
function isNeeded(parameter, given) {
  const modeUses = parameter.modes.includes(given.get('VerifyModel') ?? '');
  switch (parameter.required) {
    case 'always':
      return true;
    case 'inItsModes':
      return modeUses;
    case 'whenUsed':
      return modeUses && conditionHolds(parameter, given);
    case 'never':
      return false;
  }
}

/**
 * @param {Parameter} parameter
 * @param {Given} given
 */
function conditionHolds({ usedWhen }, given) {
  return usedWhen === null || given.get(usedWhen.parameter) === usedWhen.value;
}

/**
 * Both pictures together, as they travel in the form.
 *
 * @param {Given} given
 * @returns {Violation | undefined}
 */
function checkTransferSize(given) {
  const pictures = contract.parameters.filter(({ name, values }) => values.kind === 'base64' && given.has(name));
  const size = pictures.reduce((sum, { name }) => sum + formLength(given.get(name) ?? ''), 0);
  const { maxRequestBytes } = contract.picture;
  if (size <= maxRequestBytes) {
    return undefined;
  }
  const reason = `the request's pictures take ${size} bytes as form fields; ${maxRequestBytes} are allowed together`;
  return { parameter: pictures.at(-1)?.name ?? '', apiCode: 'ToolargeImage', reason };
}

/**
 * @param {string} parameter
 * @param {string} reason
 * @returns {Violation}
 */
function invalid(parameter, reason) {
  return { parameter, apiCode: 'InvalidParameter', reason };
}
