// The same step with other words: its nodes stay, and with them the focus and a press that has begun.

/**
 * @param {Element} place
 * @param {Node[]} nodes what it has to show
 * @returns {boolean} whether it shows them, which it does not where more than words and looks would change
 */
export function renewed(place, nodes) {
  const shown = [...place.childNodes];
  const isSameStep = shown.length === nodes.length && shown.every((node, at) => alike(node, nodes[at]));
  if (isSameStep) {
    shown.forEach((node, at) => adopt(node, nodes[at]));
  }
  return isSameStep;
}

/** @param {Node} node @param {Node | undefined} other @returns {boolean} */
function alike(node, other) {
  return (
    other !== undefined &&
    node.nodeName === other.nodeName &&
    partOf(node) === partOf(other) &&
    node.childNodes.length === other.childNodes.length &&
    [...node.childNodes].every((child, at) => alike(child, other.childNodes[at]))
  );
}

/** @param {Node} node */
const partOf = (node) => node instanceof Element && node.getAttribute('part');

/** @param {Node} node @param {Node | undefined} fresh */
function adopt(node, fresh) {
  if (node instanceof Element && fresh instanceof Element) {
    for (const { name, value } of fresh.attributes) {
      // The same address, set again, would load the picture anew.
      if (node.getAttribute(name) !== value) {
        node.setAttribute(name, value);
      }
    }
    Reflect.set(node, 'onclick', Reflect.get(fresh, 'onclick'));
  } else if (node instanceof Text) {
    node.data = fresh?.textContent ?? '';
  }
  node.childNodes.forEach((child, at) => adopt(child, fresh?.childNodes[at]));
}
