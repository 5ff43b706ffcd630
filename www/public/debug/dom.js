// Creates elements.

export const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {Node | string | false | null | undefined} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties] a name with a dash and `role` are attributes, `on…` listeners, the rest
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
    if (typeof value === 'function') {
      node.addEventListener(name.slice('on'.length), /** @type {EventListener} */ (value));
    } else if (name.includes('-') || name === 'role') {
      node.setAttribute(name, String(value));
    } else {
      Reflect.set(node, name, value);
    }
  }
  node.append(...present(children));
  return node;
}

/** @param {Child[]} children */
function present(children) {
  return /** @type {(Node | string)[]} */ (
    children.filter((child) => child !== false && child !== null && child !== undefined)
  );
}

/** One of the page's symbols. @param {string} name @param {string} [className] */
export function icon(name, className = 'icon') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/**
 * @param {string} text
 * @param {() => void} onclick
 * @param {string} [kind] `primary`, `quiet`
 */
export function button(text, onclick, kind = '') {
  return element('button', { type: 'button', className: `button ${kind}`.trim(), onclick }, text);
}

/** An element of the page's HTML. @param {string} id */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) {
    throw new Error(`the page has no element ${id}`);
  }
  return node;
}
