// The crop by hand, and the buttons around it.

import { inspect } from '../../browser.js';
import { button, element } from '../dom.js';
import { croppedPhoto, decode } from '../review/edit.js';
import { lookOf } from '../settings.js';
import { actionsView, leadView, titleView } from './steps.js';

/** @import { Face } from '../../lib/types.js' */
/** @import { Look } from '../settings.js' */
/** @import { Context } from './context.js' */

/** @param {Context} context */
export function cropView(context) {
  const { flow } = context;
  const { say } = context.words();
  const canvas = element('canvas', {
    className: 'crop-frame',
    part: 'crop',
    tabIndex: 0,
    // Of an image, screen readers keep the arrow keys for themselves.
    role: 'application',
    'aria-describedby': 'crop-lead',
    'aria-label': say('capture.crop.frame'),
    width: 480,
    height: 640,
  });
  const zoom = element('input', {
    type: 'range',
    className: 'zoom',
    min: '1',
    max: '4',
    step: '0.01',
    value: '1',
    'aria-label': say('capture.crop.zoom'),
  });
  const fit = button(say('capture.action.crop_face'), () => {}, { icon: 'face' });
  const apply = button(say('capture.action.crop_apply'), () => {}, { kind: 'primary' });
  // Until there is something to apply, and a face to fit to.
  apply.disabled = true;
  fit.hidden = true;
  const { signal } = flow;
  void cropPhoto(context, { canvas, zoom, fit, apply }).catch((error) => signal.aborted || flow.fail(error));
  return [
    titleView(say('capture.crop.title')),
    Object.assign(leadView(say('capture.crop.lead')), { id: 'crop-lead' }),
    canvas,
    element('label', { className: 'zoom-label' }, say('capture.crop.zoom'), zoom),
    actionsView(
      apply,
      fit,
      button(say('capture.action.back'), () => flow.backToReview()),
    ),
  ];
}

/**
 * @param {Context} context
 * @param {{ canvas: HTMLCanvasElement, zoom: HTMLInputElement, fit: HTMLButtonElement, apply: HTMLButtonElement }} parts
 */
async function cropPhoto({ flow, host }, { canvas, zoom, fit, apply }) {
  const { original, signal } = flow;
  if (!original) {
    return;
  }
  const { cropByHand } = await import('../review/by-hand.js');
  const bitmap = await decode(original);
  signal.addEventListener('abort', () => bitmap.close());
  if (signal.aborted) {
    bitmap.close();
    return;
  }
  const { box, fit: fitTo } = cropByHand(bitmap, canvas, zoom);
  apply.addEventListener('click', () => flow.edit((photo) => croppedPhoto(photo, box())));
  apply.disabled = false;
  const face = await faceIn(bitmap, lookOf(host), signal);
  if (!face || signal.aborted) {
    return;
  }
  const fitToFace = () => fitTo(face.box);
  fit.hidden = false;
  fit.addEventListener('click', fitToFace);
  if (flow.cropFits) {
    fitToFace();
  }
}

/** @param {ImageBitmap} bitmap @param {Look | null} look @param {AbortSignal} signal @returns {Promise<Face | undefined>} */
async function faceIn(bitmap, look, signal) {
  try {
    return look === null ? undefined : (await inspect(bitmap, look.options, { face: look.face, signal })).faces[0];
  } catch {
    return undefined; // The photo can be cropped by hand.
  }
}
