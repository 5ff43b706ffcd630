// Before and after, side by side, with size and bytes.

import { SVG, element } from './dom.js';
import { formatBytes, formatSize } from './format.js';
import { urlOf } from './urls.js';

/** @import { Face, Photo } from '../package.js' */

/** @type {WeakMap<Photo, Blob>} */
const blobs = new WeakMap();

/** The picture that goes out, made into a Blob once. @param {Photo} photo */
function outgoing(photo) {
  const blob = blobs.get(photo) ?? photo.blob();
  blobs.set(photo, blob);
  return blob;
}

/**
 * @param {Blob} file
 * @param {Photo} photo
 * @param {string} name whose picture it is
 */
export function picturesView(file, photo, name) {
  const { source, output } = photo.report;
  // Orientations 5 to 8 are stored on their side.
  const turned = source.orientation > 4;
  const [width, height] = turned ? [source.height, source.width] : [source.width, source.height];
  const before =
    source.format === 'pixels'
      ? [formatSize(width, height)]
      : [formatSize(width, height), formatBytes(source.bytes ?? file.size)];
  return element(
    'div',
    { className: 'pictures' },
    figure({ title: 'Before', src: urlOf(file), alt: `${name} as it came`, facts: [...before, words(source)] }),
    output && photo.jpeg
      ? figure({
          title: 'After',
          src: urlOf(outgoing(photo)),
          alt: `${name} as it is sent`,
          facts: [
            formatSize(output.width, output.height),
            formatBytes(output.bytes),
            `JPEG, quality ${output.equivalentQuality}`,
            ...(output.cropped ? ['cut to the face'] : []),
          ],
          over: boxes(output, photo.report.faces ?? []),
        })
      : element(
          'figure',
          {},
          element('div', { className: 'picture missing' }),
          element('figcaption', {}, element('strong', {}, 'After'), element('span', {}, 'no picture could be made')),
        ),
  );
}

/** @param {Photo['report']['source']} source */
function words({ format, coding, orientation }) {
  if (format === 'pixels') {
    return 'From the camera';
  }
  const name = format.toUpperCase();
  if (coding === 'browser') {
    return `${name}, read by the browser`;
  }
  return orientation === 1 ? `${name}, ${coding}` : `${name}, ${coding}, turned`;
}

/**
 * The faces, drawn over the picture; the first is the one that is judged.
 * @param {{ width: number, height: number }} size
 * @param {readonly Face[]} faces
 */
function boxes({ width, height }, faces) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'picture-faces');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('aria-hidden', 'true');
  for (const { box } of faces) {
    const shape = document.createElementNS(SVG, 'rect');
    for (const [name, value] of Object.entries({ ...box, rx: box.width * 0.06 })) {
      shape.setAttribute(name, String(value));
    }
    svg.append(shape);
  }
  return svg;
}

/** @param {{ title: string, src: string, alt: string, facts: string[], over?: Node }} picture */
function figure({ title, src, alt, facts, over }) {
  const image = element('img', { className: 'picture', src, alt, decoding: 'async' });
  const frame = element('div', { className: 'picture-frame' }, image, over);
  image.addEventListener('error', () => frame.replaceChildren(element('div', { className: 'picture missing' })));
  return element(
    'figure',
    {},
    frame,
    element('figcaption', {}, element('strong', {}, title), ...facts.map((fact) => element('span', {}, fact))),
  );
}
