// What can be done while the camera runs.

import { nextAfter } from '../camera/devices.js';
import { hasTorch, setTorch } from '../camera/light.js';
import { deviceIdOf } from '../camera/open.js';
import { element, icon } from '../dom.js';
import { otherWays } from './ways.js';

/** @import { OpenCamera } from '../camera/open.js' */
/** @import { Context } from './context.js' */

/**
 * @typedef {object} Controls
 * @property {boolean} isSmall whether the camera's picture is too small
 * @property {boolean} isAutomatic
 * @property {() => void} onShutter
 * @property {(on: boolean) => void} onAutomatic
 * @property {() => void} onTurn
 * @property {(id: string) => void} onDevice
 */

/** @param {Context} context @param {OpenCamera} camera @param {Controls} controls */
export function cameraControls(context, camera, controls) {
  const { say } = context.words();
  const text = say('capture.action.shutter');
  const shutter = element('button', {
    type: 'button',
    className: 'shutter',
    part: 'shutter',
    title: text,
    onclick: controls.onShutter,
  });
  const current = deviceIdOf(camera.stream);
  const next = nextAfter(camera.devices, current);
  const change =
    next && next.id !== current && round(say('capture.action.switch'), 'switch', () => controls.onDevice(next.id));
  const turn = round(say('capture.action.turn_view'), 'turn_right', controls.onTurn);
  const bar = element(
    'div',
    { className: 'camera-bar' },
    element('div', { className: 'bar-side' }, hasTorch(camera.track) ? torch(context, camera) : turn),
    shutter,
    element('div', { className: 'bar-side' }, change),
  );
  const more = controls.isSmall
    ? element('div', { className: 'actions' }, ...otherWays(context))
    : automatic(say('capture.action.automatic'), controls);
  return { nodes: [bar, more, menu(context, camera, controls)].filter((node) => node !== null), shutter };
}

/**
 * The title is the name as well: a label beside it would be read twice.
 * @param {string} text
 * @param {string} name
 * @param {() => void} onclick
 */
function round(text, name, onclick) {
  return element(
    'button',
    {
      type: 'button',
      className: 'tool',
      part: `tool ${name.replace('_', '-')}`,
      title: text,
      onclick,
    },
    icon(name),
  );
}

/** @param {Context} context @param {OpenCamera} camera */
function torch(context, { track }) {
  const { say } = context.words();
  let on = false;
  const toggle = round(say('capture.action.light_on'), 'light', async () => {
    on = (await setTorch(track, !on)) ? !on : on;
    toggle.title = say(on ? 'capture.action.light_off' : 'capture.action.light_on');
  });
  return toggle;
}

/** @param {string} text @param {Controls} controls */
function automatic(text, { isAutomatic, onAutomatic }) {
  const box = element('input', { type: 'checkbox', checked: isAutomatic, onchange: () => onAutomatic(box.checked) });
  return element('label', { className: 'automatic', part: 'automatic' }, box, text);
}

/** The device menu, where there is a choice. @param {Context} context @param {OpenCamera} camera @param {Controls} controls */
function menu(context, { stream, devices }, { onDevice }) {
  if (devices.length < 2) {
    return null;
  }
  const { say } = context.words();
  const current = deviceIdOf(stream);
  const options = devices.map(({ id, label }, at) =>
    element(
      'option',
      { value: id, selected: id === current },
      label === '' ? say('capture.camera.unnamed', { number: at + 1 }) : label,
    ),
  );
  const list = element(
    'select',
    {
      className: 'menu',
      part: 'menu',
      'aria-label': say('capture.camera.menu'),
      onchange: () => onDevice(list.value),
    },
    ...options,
  );
  return list;
}
