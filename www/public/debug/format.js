// Numbers for people.

/** @param {number} bytes */
export function formatBytes(bytes) {
  if (bytes < 1000) {
    return `${bytes} bytes`;
  }
  if (bytes < 999_500) {
    return `${Math.round(bytes / 1000)} KB`;
  }
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** @param {number} width @param {number} height */
export function formatSize(width, height) {
  return `${width} × ${height}`;
}

/**
 * A check's value or limit.
 * @param {number | string | null} value
 * @param {string} unit
 * @param {boolean} [spelt] whether a rare unit is spelt out
 */
export function formatValue(value, unit, spelt = false) {
  if (value === null) {
    return '–';
  }
  if (typeof value === 'string') {
    return unit === 'px' && /\d$/.test(value) ? `${value} px` : value;
  }
  switch (unit) {
    case 'px':
      return `${Math.round(value)} px`;
    case 'bytes':
      return formatBytes(value);
    case 'share':
      return `${(value * 100).toFixed(value < 0.1 && value > 0 ? 1 : 0)} %`;
    case 'degrees':
      return `${Math.round(value)}°`;
    case 'score':
      return `${Math.round(value * 100)} % sure`;
    case 'luma':
      return `${Math.round(value)} of 255`;
    case 'quality':
      return `${Math.round(value)} of 100`;
    default:
      return `${Math.round(value * 100) / 100} ${spelt ? unit : ''}`.trim();
  }
}
