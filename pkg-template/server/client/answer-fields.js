// Reading the service's answers: numbers come as strings, lists as JSON inside a string, and anything may be absent.

/** @param {unknown} value */
export function textOf(value) {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return text === '' ? null : text;
}

/** @param {unknown} value @returns {number | null} */
export function numberOf(value) {
  const text = textOf(value)?.trim() ?? '';
  return text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}

/** Y and N. @param {unknown} value @returns {boolean | null} */
export function flagOf(value) {
  return value === 'Y' ? true : value === 'N' ? false : null;
}

/**
 * What a string of JSON holds; any other value itself.
 *
 * @param {unknown} value
 * @returns {unknown} undefined for what cannot be read
 */
export function parsed(value) {
  if (typeof value !== 'string') {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
