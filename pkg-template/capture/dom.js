// Creates elements.

const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {Node | string | false | null | undefined} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties] a name with a dash, `part`, `role` and `capture` are attributes, the rest
 *   properties; what is undefined is left out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) {
      continue;
    }
    if (name.includes('-') || name === 'part' || name === 'role' || name === 'capture') {
      node.setAttribute(name, String(value));
    } else {
      Reflect.set(node, name, value);
    }
  }
  node.append(.../** @type {(Node | string)[]} */ (children.filter(isPresent)));
  return node;
}

/** @param {Child} child */
function isPresent(child) {
  return child !== false && child !== null && child !== undefined;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Node} children
 */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, String(value));
  }
  node.append(...children);
  return /** @type {SVGElement} */ (node);
}

/**
 * @param {string} text
 * @param {() => void} onclick
 * @param {{ kind?: 'primary' | 'secondary' | 'quiet', icon?: string, part?: string }} [look]
 */
export function button(text, onclick, { kind = 'secondary', icon: name, part } = {}) {
  return element(
    'button',
    { type: 'button', className: `button ${kind}`, part: `button ${kind} ${part ?? ''}`.trim(), onclick },
    name !== undefined && icon(name),
    element('span', {}, text),
  );
}

/** Strokes on a grid of 24 by 24. @type {Record<string, string>} */
const ICONS = {
  camera:
    'M4 8h3l1.6-2.5h6.8L17 8h3a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 20 19H4a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 4 8ZM12 9.8a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8Z',
  file: 'M4 5.5h16a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 17V7A1.5 1.5 0 0 1 4 5.5Zm-1.3 11 5.3-5.2 4 3.9 3-2.7 6.3 5M15.5 9.2v.1',
  light:
    'M12 3v2M4.2 6.2l1.4 1.4M19.8 6.2l-1.4 1.4M2.5 13.5h2M19.5 13.5h2M9.5 18.5h5M10.3 21h3.4M12 8a5 5 0 0 1 2.6 9.3H9.4A5 5 0 0 1 12 8Z',
  people: 'M12 4.5a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2ZM4.8 19.5c.5-3.5 3.4-5.3 7.2-5.3s6.7 1.8 7.2 5.3',
  face: 'M3.5 8V6A2.5 2.5 0 0 1 6 3.5h2M16 3.5h2A2.5 2.5 0 0 1 20.5 6v2M20.5 16v2a2.5 2.5 0 0 1-2.5 2.5h-2M8 20.5H6A2.5 2.5 0 0 1 3.5 18v-2M9 9.5v1.2M15 9.5v1.2M9 14.8c1.8 1.6 4.2 1.6 6 0',
  pass: 'm5.5 12.5 4.3 4.3 8.7-9.3',
  warn: 'M12 6v8M12 17.8v.2',
  fail: 'm7 7 10 10M17 7 7 17',
  switch: 'M4 9.5A8 8 0 0 1 18.5 8M20 14.5A8 8 0 0 1 5.5 16M18.8 4v4.2h-4.2M5.2 20v-4.2h4.2',
  turn_left: 'M4.5 10.5h9a5 5 0 0 1 0 10h-4M8.5 6.5l-4 4 4 4',
  turn_right: 'M19.5 10.5h-9a5 5 0 0 0 0 10h4M15.5 6.5l4 4-4 4',
  crop: 'M7 2.5V17h14.5M2.5 7H17v14.5',
};

/** @param {string} name @param {string} [className] */
export function icon(name, className = 'icon') {
  const path = svg('path', { d: ICONS[name] ?? '' });
  return svg('svg', { class: className, viewBox: '0 0 24 24', 'aria-hidden': 'true' }, path);
}

/** Moves the focus to what has just appeared. @param {HTMLElement | null | undefined} node */
export function focusOn(node) {
  node?.focus({ preventScroll: true });
  node?.scrollIntoView({ block: 'nearest' });
}
