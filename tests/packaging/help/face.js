// What the face detector says of a photo. This module runs in all runtimes.

/**
 * @param {typeof import('../../../pkg/node.js').preflight} preflight
 * @param {ArrayBuffer | Uint8Array} photo
 */
export async function faceOf(preflight, photo) {
  const { report } = await preflight(photo, {}, { face: true });
  return report.checks.find(({ id }) => id === 'no_face')?.value ?? 'not looked for';
}
