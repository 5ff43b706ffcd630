// The buttons that lead to a photo, as far as the page allows them.

import { button } from '../dom.js';

/** @import { Context } from './context.js' */

/**
 * @param {Context} context
 * @param {{ primary?: boolean, again?: boolean }} [how] again: where there is a photo already
 */
export function ways(context, { primary = true, again = false } = {}) {
  const { host, flow } = context;
  const { say } = context.words();
  const { sources } = host;
  const camera =
    sources.includes('camera') &&
    button(say(again ? 'capture.action.another' : 'capture.action.camera'), () => flow.openCamera(), {
      kind: primary ? 'primary' : 'secondary',
      icon: 'camera',
      part: 'camera-button',
    });
  const file =
    sources.includes('file') &&
    button(say(again ? 'capture.action.another_file' : 'capture.action.file'), context.chooseFile, {
      kind: primary && !camera ? 'primary' : 'secondary',
      icon: 'file',
      part: 'file-button',
    });
  return [camera, file];
}

/** Ways to a photo without the page's camera. @param {Context} context */
export function otherWays(context) {
  const { say } = context.words();
  // Only touch devices have a camera app.
  const app =
    context.host.sources.includes('camera') &&
    matchMedia('(pointer: coarse)').matches &&
    button(say('capture.action.camera_app'), context.cameraApp, { icon: 'camera', part: 'camera-app-button' });
  const file =
    context.host.sources.includes('file') &&
    button(say('capture.action.file'), context.chooseFile, { icon: 'file', part: 'file-button' });
  return [app, file];
}
