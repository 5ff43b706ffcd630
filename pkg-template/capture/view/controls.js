// What can be done while the camera runs.

import { nextAfter } from '../camera/devices.js';
import { hasTorch, setTorch } from '../camera/light.js';
import { deviceIdOf } from '../camera/open.js';
import { element, focusOn, icon } from '../dom.js';
import { otherWays } from './ways.js';

/** @import { OpenCamera } from '../camera/open.js' */
/** @import { Context } from './context.js' */

/**
 * @typedef {object} Controls
 * @property {boolean} isSmall whether the camera's picture is too small
 * @property {boolean} isGuided whether its frames are inspected
 * @property {boolean} isAutomatic
 * @property {() => void} onShutter
 * @property {(on: boolean) => void} onAutomatic
 * @property {() => void} onTurn
 * @property {(id: string) => void} onDevice
 */

/**
 * @param {Context} context
 * @param {OpenCamera} camera
 * @param {Controls} controls
 * @returns {{ nodes: Node[], update: () => void }} `update` shows the devices that there are now
 */
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
  const turn = round(say('capture.action.turn_view'), 'turn_right', controls.onTurn);
  const light = hasTorch(camera.track) && torch(context, camera);
  const choice = deviceChoice(context, camera, controls);
  const bar = element(
    'div',
    { className: 'camera-bar' },
    element('div', { className: 'bar-side' }, turn, light),
    shutter,
    element('div', { className: 'bar-side' }, choice.change),
  );
  const more = controls.isSmall
    ? element('div', { className: 'actions' }, ...otherWays(context))
    : controls.isGuided && automatic(say('capture.action.automatic'), controls);
  return {
    nodes: [bar, more, choice.menu].filter((node) => node !== false),
    update() {
      const { activeElement } = /** @type {ShadowRoot} */ (shutter.getRootNode());
      choice.update();
      // What had the focus may be gone.
      if (activeElement instanceof HTMLElement && activeElement.hidden) {
        focusOn(shutter);
      }
    },
  };
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

/**
 * The menu of devices, and the button that goes to the next one: hidden where there is no choice. They stay while devices
 * come and go, so that the focus does.
 * @param {Context} context
 * @param {OpenCamera} camera
 * @param {Controls} controls
 */
function deviceChoice(context, camera, { onDevice }) {
  const { say, isolate } = context.words();
  const current = deviceIdOf(camera.stream);
  const next = () => nextAfter(camera.devices, current)?.id ?? current;
  const change = round(say('capture.action.switch'), 'switch', () => {
    const id = next();
    if (id !== undefined && id !== current) {
      onDevice(id);
    }
  });
  const menu = element('select', {
    className: 'menu',
    part: 'menu',
    'aria-label': say('capture.camera.menu'),
    onchange: () => onDevice(menu.value),
  });
  function update() {
    const options = camera.devices.map(({ id, label }, at) =>
      element(
        'option',
        { value: id, selected: id === current },
        label === '' ? say('capture.camera.unnamed', { number: at + 1 }) : isolate(label),
      ),
    );
    menu.replaceChildren(...options);
    menu.hidden = options.length < 2;
    change.hidden = next() === current;
  }
  update();
  return { change, menu, update };
}
