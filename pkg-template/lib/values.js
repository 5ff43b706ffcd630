import { contract } from '../contract.js';

/** @import { Alphabet, Values } from './contract-types.js' */

/** @typedef {{ apiCode: string, reason: string }} Problem the code with which the API would answer, and what is allowed */

/**
 * Checks a value that is not empty.
 *
 * @param {Values} values
 * @param {string} value
 * @returns {Problem | undefined}
 */
export function checkValue(values, value) {
  switch (values.kind) {
    case 'oneOf': {
      const allowed = values.values.map((each) => each.value);
      return require(allowed.includes(value), () => `${quote(value)} is not one of ${allowed.join(', ')}`);
    }
    case 'integer': {
      const { min, max } = values;
      const holds = /^[1-9][0-9]{0,9}$/.test(value) && Number(value) >= min && Number(value) <= max;
      return require(holds, () => `${quote(value)} is not a whole number from ${min} to ${max}`);
    }
    case 'text': {
      const { alphabet, maxCharacters } = values;
      const count = [...value].length;
      return (
        checkAlphabet(alphabet, value) ??
        require(maxCharacters === null || count <= maxCharacters, () =>
          `has ${count} characters; ${maxCharacters} are allowed`)
      );
    }
    case 'list':
      return checkList(values.alphabet, values.maxItems, value);
    case 'base64':
      return checkBase64(value);
    case 'url':
      return checkUrl(value);
  }
}

/**
 * Length of a Base64 value as a form field (WHATWG URL, application/x-www-form-urlencoded serialising).
 *
 * @param {string} base64
 */
export function formLength(base64) {
  return base64.length + 2 * (base64.match(/[+/=]/g)?.length ?? 0);
}

/**
 * @param {boolean} holds
 * @param {() => string} reason
 * @returns {Problem | undefined}
 */
function require(holds, reason) {
  return holds ? undefined : { apiCode: 'InvalidParameter', reason: reason() };
}

/**
 * @param {Alphabet} alphabet
 * @param {string} value
 */
function checkAlphabet(alphabet, value) {
  switch (alphabet) {
    case 'lettersAndDigits':
      return require(/^[A-Za-z0-9]*$/.test(value), () => `${quote(value)} holds more than letters and digits`);
    case 'groupCode':
      return require(!/[\s,，]/u.test(value), () => `${quote(value)} holds white space or a comma`);
    case 'any':
      return undefined;
  }
}

/**
 * @param {Alphabet} alphabet
 * @param {number} maxItems
 * @param {string} value
 */
function checkList(alphabet, maxItems, value) {
  const items = value.split(',');
  const problem = require(items.length <= maxItems, () => `has ${items.length} entries; ${maxItems} are allowed`);
  if (problem) {
    return problem;
  }
  for (const [index, item] of items.entries()) {
    const problem =
      require(item !== '', () => 'has an empty entry') ??
      checkAlphabet(alphabet, item) ??
      require(items.indexOf(item) === index, () => `names ${quote(item)} twice`);
    if (problem) {
      return problem;
    }
  }
}

/**
 * @param {string} value
 * @returns {Problem | undefined}
 */
function checkBase64(value) {
  if (value.startsWith('data:')) {
    return require(false, () => 'is a data: URL; give only what follows its comma');
  }
  const holds = value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
  if (!holds) {
    return require(false, () => 'is not padded Base64 in one line (RFC 4648 section 4)');
  }
  const bytes = (value.length / 4) * 3 - (value.endsWith('==') ? 2 : Number(value.endsWith('=')));
  const { maxBytes } = contract.picture;
  if (bytes <= maxBytes) {
    return undefined;
  }
  return {
    apiCode: 'ToolargeImage',
    reason: `the picture has ${bytes} bytes; ${maxBytes} are allowed before Base64`,
  };
}

/** @param {string} value */
function checkUrl(value) {
  const rest = /^https?:\/\/(.*)$/is.exec(value)?.[1];
  if (rest === undefined) {
    return require(false, () => 'is not an http or https URL');
  }
  const authority = rest.split(/[/?#]/)[0] ?? '';
  return (
    require(authority !== '' && !authority.startsWith(':'), () => 'is a URL without a host') ??
    require(!authority.includes('@'), () => 'is a URL that holds a user name') ??
    // RFC 3986 appendix A: everything else must be percent-encoded.
    require(/^[!#-;=?-[\]_a-z~]*$/.test(value), () => 'is a URL with characters that must be percent-encoded')
  );
}

/** @param {string} value */
function quote(value) {
  return JSON.stringify(value);
}
