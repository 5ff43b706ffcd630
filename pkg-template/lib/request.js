import { contract } from '../contract.js';
import { PreflightError } from './errors.js';
import { misuse, refuseUnknown } from './misuse.js';
import { OPTION_PARAMETERS } from './request-options.js';
import { checkEffects, checkParameters } from './rules.js';

/** @import { AllowedValue, FaceVerifyOptions, FaceVerifyPayload, Parameter, RequestOptions, RequestPayload } from './contract-types.js' */
/** @import { Violation } from './rules.js' */
/** @import { Check } from './types.js' */

const OPTIONS = [...OPTION_PARAMETERS.map(({ option }) => String(option)), 'allowFailed', 'operation'];

const { operation: FIRST, successor: SUCCESSOR } = contract;

/** @typedef {Record<string, string | undefined>} Parameters */

/**
 * Builds the unsigned parameters of one call, in the contract's order and with every default stated.
 *
 * A photo with a failed check is refused unless `allowFailed` is true: it would be billed and turned down.
 *
 * @overload
 * @param {RequestOptions} options
 * @returns {RequestPayload}
 * @throws {PreflightError} `invalid_parameter` for a parameter that the API would refuse, or that it would ignore
 *   although it was asked for; `details.name` is the API's name of it, `details.apiCode` the code that the API would
 *   answer. `invalid_option` for an option that does not exist.
 *
 * @example
 * ```js
 * const parameters = buildRequest({
 *   mode: 'search',
 *   bizId: 'a1b2c3',
 *   userId: 'user-42',
 *   source: photo,
 *   groups: ['customers'],
 * });
 * console.log(parameters.VerifyModel);
 * ```
 */
/**
 * The same for `operation: 'FaceVerifyIntl'`, the successor, which always looks for liveness and has no scene code.
 *
 * @overload
 * @param {FaceVerifyOptions} options
 * @returns {FaceVerifyPayload}
 */
/**
 * @param {RequestOptions | FaceVerifyOptions} options
 * @returns {any}
 */
export function buildRequest(options) {
  if (typeof options !== 'object' || options === null) {
    throw misuse('options', 'are not an object');
  }
  const given = /** @type {Record<string, unknown>} */ ({ ...options });
  refuseUnknown(given, OPTIONS);
  const isSuccessor = readOperation(given['operation']) === SUCCESSOR.action;
  if (isSuccessor) {
    refuseWithoutSuccessor(given);
  }
  const payload = complete(readAll(given), isSuccessor);
  refuseCutWithLiveness(given['source'], isSuccessor || payload['Liveness'] === '1');
  throwIf(checkParameters(payload));
  throwIf(checkEffects(payload));
  return payload;
}

/** @param {unknown} operation */
function readOperation(operation = FIRST.action) {
  if (operation !== FIRST.action && operation !== SUCCESSOR.action) {
    throw misuse('operation', `is neither ${FIRST.action} nor ${SUCCESSOR.action}`);
  }
  return operation;
}

/** @param {Record<string, unknown>} given */
function refuseWithoutSuccessor(given) {
  const gone = OPTION_PARAMETERS.find(
    ({ option, successorPlace }) => successorPlace === null && (given[String(option)] ?? null) !== null,
  );
  if (gone) {
    const why = gone.name === 'Liveness' ? 'it always looks for liveness' : 'leave it out';
    throw misuse(String(gone.option), `is no option of ${SUCCESSOR.action}: ${why}`);
  }
}

/**
 * @param {Record<string, unknown>} given
 * @returns {Parameters}
 */
function readAll(given) {
  const allowFailed = given['allowFailed'] ?? false;
  if (typeof allowFailed !== 'boolean') {
    throw misuse('allowFailed', 'is neither true nor false');
  }
  /** @type {Parameters} */
  const parameters = {};
  for (const parameter of OPTION_PARAMETERS) {
    const { name, usedWhen, required } = parameter;
    const value = given[String(parameter.option)];
    if (value === undefined || value === null) {
      continue;
    }
    if (parameter.values.kind === 'base64') {
      readPicture(parameter, value, allowFailed, parameters);
    } else {
      parameters[name] = readValue(parameter, value);
    }
    // Who names the group of a registration asks for the registration.
    if (usedWhen && required === 'whenUsed') {
      parameters[usedWhen.parameter] = usedWhen.value;
    }
  }
  return parameters;
}

/**
 * @param {Parameter} parameter
 * @param {unknown} value
 * @returns {string}
 */
function readValue({ name, values, switch: words }, value) {
  if (words) {
    return typeof value === 'boolean' ? words[value ? 'on' : 'off'] : refuseType(name, value, 'true or false');
  }
  switch (values.kind) {
    case 'oneOf':
      return readWord(name, values.values, value);
    case 'integer':
      return typeof value === 'number' ? String(value) : refuseType(name, value, 'a number');
    case 'list':
      return Array.isArray(value) ? joinList(name, value) : refuseType(name, value, 'a list of strings');
    default:
      return typeof value === 'string' ? value : refuseType(name, value, 'a string');
  }
}

/**
 * @param {string} name
 * @param {readonly AllowedValue[]} allowed
 * @param {unknown} value
 */
function readWord(name, allowed, value) {
  const found = allowed.find(({ word }) => word !== null && word === value);
  if (found) {
    return found.value;
  }
  const words = allowed.map(({ word }) => word).join(', ');
  const given = typeof value === 'string' ? JSON.stringify(value) : describe(value);
  throw invalidParameter(name, `is ${given}, not one of ${words}`);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {string} expected
 * @returns {never}
 */
function refuseType(name, value, expected) {
  throw invalidParameter(name, `is ${describe(value)}, not ${expected}`);
}

/**
 * @param {string} name
 * @param {unknown[]} items
 */
function joinList(name, items) {
  for (const item of items) {
    if (typeof item !== 'string') {
      throw invalidParameter(name, `holds an entry ${describe(item)}, not a string`);
    }
    if (item.includes(',')) {
      throw invalidParameter(name, `${JSON.stringify(item)} holds a comma; give each code separately`);
    }
  }
  return items.join(',');
}

/**
 * @param {Parameter} parameter the one for Base64; its alternative is the one for a URL
 * @param {unknown} value
 * @param {boolean} allowFailed
 * @param {Parameters} parameters
 */
function readPicture({ name, alternative }, value, allowFailed, parameters) {
  const picture = typeof value === 'string' ? { base64: value } : value;
  const { url, base64 } = /** @type {Record<string, unknown>} */ (Object(picture));
  if (typeof url === 'string' && alternative !== null) {
    parameters[alternative] = url;
  }
  if (typeof base64 === 'string') {
    parameters[name] = base64;
  } else if (typeof base64 === 'function') {
    const photo = /** @type {Record<string, any>} */ (picture);
    refuseFailed(name, photo, allowFailed);
    parameters[name] = photo['base64']();
  } else if (typeof url !== 'string') {
    throw invalidParameter(name, `is ${describe(value)}, not a photo of preflight, a Base64 string or { url }`);
  }
}

/**
 * @param {string} parameter
 * @param {Record<string, any>} photo
 * @param {boolean} allowFailed
 */
function refuseFailed(parameter, photo, allowFailed) {
  const checks = /** @type {Check[]} */ (photo['report']?.checks ?? []);
  const failed = checks.filter(({ status }) => status === 'fail');
  const names = failed.map(({ id }) => id).join(', ') || 'no reason given';
  const apiCode = failed[0]?.apiCode ?? 'UnqualifiedPhoto';
  if (photo['jpeg'] === null) {
    throw invalidParameter(parameter, `the photo gave no picture that could be sent (${names})`, apiCode);
  }
  if (photo['ok'] === false && !allowFailed) {
    const reason = `the photo failed its checks (${names}); set allowFailed to send it all the same`;
    throw invalidParameter(parameter, reason, apiCode);
  }
}

/**
 * @param {unknown} source
 * @param {boolean} liveness
 */
function refuseCutWithLiveness(source, liveness) {
  const { report } = /** @type {Record<string, any>} */ (Object(source));
  if (!liveness || report?.output?.cropped !== true) {
    return;
  }
  const reason = 'the source picture was cut to the face, and liveness is judged by what is around it';
  throw invalidParameter('Liveness', reason);
}

/**
 * Adds the defaults and brings the parameters into the contract's order.
 *
 * @param {Parameters} parameters
 * @param {boolean} isSuccessor
 * @returns {Record<string, string>}
 */
function complete(parameters, isSuccessor) {
  /** @type {Record<string, string>} */
  const payload = {};
  for (const { name, default: usual, successorPlace } of contract.parameters) {
    const value = parameters[name] ?? usual;
    if (value !== null && !(isSuccessor && successorPlace === null)) {
      payload[name] = value;
    }
  }
  return payload;
}

/** @param {unknown} value */
function describe(value) {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'boolean' ? String(value) : `of type ${typeof value}`;
}

/** @param {Violation | undefined} violation */
function throwIf(violation) {
  if (violation) {
    throw invalidParameter(violation.parameter, violation.reason, violation.apiCode);
  }
}

/**
 * @param {string} name the API's
 * @param {string} reason
 * @param {string} apiCode
 */
function invalidParameter(name, reason, apiCode = 'InvalidParameter') {
  const option = contract.parameters.find((parameter) => parameter.name === name)?.option ?? null;
  const named = option === null ? name : `${name} (option ${option})`;
  return new PreflightError('invalid_parameter', `parameter ${named}: ${reason}`, {
    details: { name, option, reason, apiCode },
  });
}
