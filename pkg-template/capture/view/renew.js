// The same step with other words: what is in both stays, and with it the focus and a press that has begun.

/**
 * @param {Element} place
 * @param {Node[]} nodes what it has to show
 */
export function renew(place, nodes) {
  let at = place.firstChild;
  for (const fresh of nodes) {
    let same = at;
    while (same && !isAlike(same, fresh)) {
      same = same.nextSibling;
    }
    if (same) {
      removeUntil(at, same);
      adopt(same, fresh);
      at = same.nextSibling;
    } else {
      place.insertBefore(fresh, at);
    }
  }
  removeUntil(at, null);
}

/** @param {ChildNode | null} node @param {ChildNode | null} end */
function removeUntil(node, end) {
  while (node && node !== end) {
    const { nextSibling } = node;
    node.remove();
    node = nextSibling;
  }
}

/** @param {Node} node @param {Node} other */
function isAlike(node, other) {
  return node.nodeName === other.nodeName && nameOf(node) === nameOf(other);
}

/** The last of its parts: a button may become the primary one. @param {Node} node */
const nameOf = (node) => node instanceof Element && node.getAttribute('part')?.split(' ').pop();

/** @param {Node} node @param {Node} fresh */
function adopt(node, fresh) {
  if (node instanceof Element && fresh instanceof Element) {
    for (const name of node.getAttributeNames()) {
      if (!fresh.hasAttribute(name)) {
        node.removeAttribute(name);
      }
    }
    for (const { name, value } of fresh.attributes) {
      // The same address, set again, would load the picture anew.
      if (node.getAttribute(name) !== value) {
        node.setAttribute(name, value);
      }
    }
    Reflect.set(node, 'onclick', Reflect.get(fresh, 'onclick'));
    renew(node, [...fresh.childNodes]);
  } else if (node instanceof Text) {
    node.data = fresh.textContent ?? '';
  }
}
