// The oval over the preview; what is outside of it is dimmed.

import { svg } from '../dom.js';

/** @import { Oval } from '../guidance/oval.js' */
/** @import { Size } from '../../lib/types.js' */

export function ovalView() {
  return svg(
    'svg',
    { class: 'oval', part: 'oval', 'aria-hidden': 'true' },
    svg('path', { class: 'oval-shade', 'fill-rule': 'evenodd' }),
    svg('ellipse', { class: 'oval-line', pathLength: 100 }),
  );
}

/** @param {SVGElement} view @param {Size} picture @param {Oval} oval */
export function drawOval(view, picture, oval) {
  const height = 400;
  const width = Math.round((height * picture.width) / picture.height);
  const [cx, cy, rx, ry] = [width / 2, oval.cy * height, oval.rx * width, oval.ry * height];
  view.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const around = `M0 0H${width}V${height}H0Z`;
  const inside = `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
  view.querySelector('path')?.setAttribute('d', around + inside);
  const line = view.querySelector('ellipse');
  for (const [name, value] of Object.entries({ cx, cy, rx, ry })) {
    line?.setAttribute(name, String(value));
  }
}
