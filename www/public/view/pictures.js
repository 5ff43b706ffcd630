// Before and after, side by side, with size and bytes.

import { element } from '../dom.js';
import { formatBytes, formatSize } from '../format.js';
import { urlOf } from './urls.js';

/** @type {WeakMap<import('../product.js').Photo, Blob>} */
const blobs = new WeakMap();

/** The picture that goes out, made into a Blob once. @param {import('../product.js').Photo} photo */
export function outgoing(photo) {
  const blob = blobs.get(photo) ?? photo.blob();
  blobs.set(photo, blob);
  return blob;
}

/**
 * @param {File} file
 * @param {import('../product.js').Photo} photo
 * @param {string} name whose picture it is
 */
export function picturesView(file, photo, name) {
  const { source, output } = photo.report;
  // Orientations 5 to 8 lie on their side as stored.
  const turned = source.orientation > 4;
  const [width, height] = turned ? [source.height, source.width] : [source.width, source.height];
  const before =
    source.format === 'pixels'
      ? [formatSize(width, height)]
      : [formatSize(width, height), formatBytes(source.bytes ?? file.size)];
  return element(
    'div',
    { className: 'pictures' },
    figure('Before', urlOf(file), `${name} as it came`, [...before, words(source)]),
    output && photo.jpeg
      ? figure('After', urlOf(outgoing(photo)), `${name} as it is sent`, [
          formatSize(output.width, output.height),
          formatBytes(output.bytes),
          `JPEG, quality ${output.equivalentQuality}`,
        ])
      : element(
          'figure',
          {},
          element('div', { className: 'picture missing' }),
          element(
            'figcaption',
            {},
            element('strong', {}, 'After'),
            element('span', {}, 'no picture could be made'),
          ),
        ),
  );
}

/** @param {import('../product.js').Photo['report']['source']} source */
function words({ format, coding, orientation }) {
  if (format === 'pixels') return 'From the camera';
  const name = format.toUpperCase();
  if (coding === 'browser') return `${name}, read by the browser`;
  return orientation === 1 ? `${name}, ${coding}` : `${name}, ${coding}, turned`;
}

/** @param {string} title @param {string} src @param {string} alt @param {string[]} facts */
function figure(title, src, alt, facts) {
  const image = element('img', { className: 'picture', src, alt, decoding: 'async' });
  image.addEventListener('error', () => image.replaceWith(element('div', { className: 'picture missing' })));
  return element(
    'figure',
    {},
    image,
    element(
      'figcaption',
      {},
      element('strong', {}, title),
      ...facts.map((fact) => element('span', {}, fact)),
    ),
  );
}
