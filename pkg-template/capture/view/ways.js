// The buttons that lead to a photo, as far as the page allows them.

import { button } from '../dom.js';

/** @import { FaceCapture } from '../element.js' */
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

/** Whether there is a way to a photo without the page's camera: only touch devices have a camera app. @param {FaceCapture} host */
export function hasOtherWay({ sources }) {
  return sources.includes('file') || hasCameraApp(sources);
}

/** @param {readonly string[]} sources */
function hasCameraApp(sources) {
  return sources.includes('camera') && matchMedia('(pointer: coarse)').matches;
}

/** Ways to a photo without the page's camera. @param {Context} context */
export function otherWays(context) {
  const { say } = context.words();
  const { sources } = context.host;
  const app =
    hasCameraApp(sources) &&
    button(say('capture.action.camera_app'), context.cameraApp, { icon: 'camera', part: 'camera-app-button' });
  const file =
    sources.includes('file') &&
    button(say('capture.action.file'), context.chooseFile, { icon: 'file', part: 'file-button' });
  return [app, file];
}
