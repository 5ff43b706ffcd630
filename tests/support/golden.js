// The golden table: the same bytes in every runtime. This module runs in all of them.

/**
 * One line: `<fixture> <sha256 of the JPEG> <width>x<height> <bytes>` or `<fixture> error <code>`.
 *
 * @typedef {{ fixture: string, expected: string }} GoldenLine
 */

/**
 * @param {string} text
 * @returns {GoldenLine[]}
 */
export function parseGolden(text) {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [fixture = '', ...expected] = line.split(' ');
    return { fixture, expected: expected.join(' ') };
  });
}

/**
 * What a runtime makes of a fixture, written as the table writes it.
 *
 * @param {typeof import('../../pkg/node.js').preflight} preflight
 * @param {ArrayBuffer | Uint8Array} fixture
 */
export async function measure(preflight, fixture) {
  try {
    const { jpeg, width, height } = await preflight(fixture);
    if (!jpeg) return 'no picture';
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', jpeg));
    const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `${hex} ${width}x${height} ${jpeg.byteLength}`;
  } catch (error) {
    return `error ${/** @type {{ code?: string }} */ (error).code ?? error}`;
  }
}
