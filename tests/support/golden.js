// The golden tables: the same bytes and the same faces in every runtime. This module runs in all of them.

/**
 * One line. Of jpegs.txt: `<fixture> <sha256 of the JPEG> <width>x<height> <bytes>` or `<fixture> error <code>`, and
 * then the options as JSON without spaces where they are not the default. Of faces.txt:
 * `<fixture>` and for each face `<score in percent>,<x>,<y>,<width>,<height>`, rounded, or `none`. Of landmarks.txt:
 * `<fixture>` and the values of `no_face`, `face_share`, `pitch` and `mouth_open` after the second look.
 *
 * @typedef {{ fixture: string, expected: string, json: string }} GoldenLine
 */

/**
 * @param {string} text
 * @returns {GoldenLine[]}
 */
export function parseGolden(text) {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [fixture = '', ...expected] = line.split(' ');
    const json = expected.at(-1)?.startsWith('{') ? `${expected.pop()}` : '';
    return { fixture, expected: expected.join(' '), json };
  });
}

/** The line as the table writes it, with what was measured. @param {GoldenLine} line @param {string} measured */
export const written = ({ fixture, json }, measured) => [fixture, measured, json].join(' ').trimEnd();

/** @typedef {typeof import('../../pkg/node.js').preflight} Preflight */

/**
 * What a runtime makes of a fixture, written as jpegs.txt writes it.
 *
 * @param {Preflight} preflight
 * @param {ArrayBuffer | Uint8Array} fixture
 * @param {string} [json] of the options
 */
export const measure = (preflight, fixture, json) =>
  orError(async () => {
    const { jpeg, width, height } = await preflight(fixture, json ? JSON.parse(json) : {});
    if (!jpeg) {
      return 'no picture';
    }
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', jpeg));
    const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `${hex} ${width}x${height} ${jpeg.byteLength}`;
  });

/**
 * The faces that a runtime finds in a fixture, written as faces.txt writes them.
 *
 * @param {Preflight} preflight
 * @param {ArrayBuffer | Uint8Array} fixture
 */
export const measureFaces = (preflight, fixture) =>
  orError(async () => {
    const { report } = await preflight(fixture, {}, { face: true });
    if (!report.faces) {
      return 'not looked for';
    }
    const faces = report.faces.map(({ score, box: { x, y, width, height } }) =>
      [score * 100, x, y, width, height].map(Math.round).join(','),
    );
    return faces.join(' ') || 'none';
  });

/**
 * What the second look says of a fixture, written as landmarks.txt writes it.
 *
 * @param {Preflight} preflight
 * @param {ArrayBuffer | Uint8Array} fixture
 */
export const measureClosely = (preflight, fixture) =>
  orError(async () => {
    const { report } = await preflight(fixture, {}, { face: 'thorough' });
    const value = (/** @type {string} */ id) => report.checks.find((check) => check.id === id)?.value ?? 'none';
    return ['no_face', 'face_share', 'pitch', 'mouth_open'].map(value).join(' ');
  });

/** @param {() => Promise<string>} measured */
async function orError(measured) {
  try {
    return await measured();
  } catch (error) {
    return `error ${/** @type {{ code?: string }} */ (error).code ?? error}`;
  }
}
