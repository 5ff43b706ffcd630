// Other ways to a photo than the page's camera: the phone's own camera app, and photos that already exist.

import { button, element } from '../dom.js';

/** @import { Side } from '../texts.js' */

/**
 * @param {Side} side
 * @param {{ onFile: (file: File) => void, onChoose: () => void }} listener
 * @returns {HTMLElement[]}
 */
export function otherWays(side, { onFile, onChoose }) {
  const input = element('input', { type: 'file', accept: 'image/*', hidden: true, id: 'camera-app' });
  input.setAttribute('capture', side === 'source' ? 'user' : 'environment');
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) {
      onFile(file);
    }
  });
  // Only touch devices have a camera app to hand over to.
  const app = matchMedia('(pointer: coarse)').matches && button('Use the camera app', () => input.click());
  return [...(app ? [app] : []), button('Choose a photo', onChoose), input];
}
