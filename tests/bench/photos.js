// The photos to measure with: the real ones that lie beside the checkout, else drawn ones of the same kinds.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const root = fileURLToPath(new URL('../..', import.meta.url));
const shared = join(root, '../shared/photos');
const made = join(root, 'target/bench');

/** Megapixels of the two sizes, both 3:4. */
const SIZES = { p12: [3024, 4032], p48: [6048, 8064] };

/** Smooth light under the noise of a sensor: what a photo costs a decoder. */
async function drawn(/** @type {'p12' | 'p48'} */ name) {
  const [width, height] = SIZES[name];
  const pixels = Buffer.alloc(width * height * 3);
  let noise = 1;
  for (let at = 0; at < pixels.length; at++) {
    noise = (Math.imul(noise, 1103515245) + 12345) >>> 0;
    const place = (at / 3) | 0;
    const [x, y] = [(place % width) / width, place / width / height];
    pixels[at] = 128 + 90 * Math.sin(9 * x + 3 * (at % 3)) * Math.cos(7 * y) + ((noise >>> 16) % 12);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: 90 }).toBuffer();
}

/**
 * @param {string} file
 * @param {() => Promise<Buffer> | Buffer} make
 */
async function once(file, make) {
  const path = join(made, file);
  if (!existsSync(path)) writeFileSync(path, await make());
  return path;
}

/** @param {string} path */
const progressive = (path) => execFileSync('jpegtran', ['-copy', 'none', '-progressive', path], { maxBuffer: 2 ** 28 });

/** @returns {Promise<{ name: string, path: string }[]>} */
export async function photos() {
  mkdirSync(made, { recursive: true });
  const origin = existsSync(shared) ? 'real' : 'drawn';
  /** @param {'p12' | 'p48'} name */
  const baseline = (name) =>
    origin === 'real' ? join(shared, `${name}.jpg`) : once(`${name}-drawn.jpg`, () => drawn(name));
  const [p12, p48] = [await baseline('p12'), await baseline('p48')];
  return [
    { name: '12 MP JPEG, baseline', path: p12 },
    { name: '12 MP JPEG, progressive', path: await once(`p12-prog-${origin}.jpg`, () => progressive(p12)) },
    { name: '12 MP PNG', path: await once(`p12-${origin}.png`, () => sharp(p12).png().toBuffer()) },
    { name: '48 MP JPEG, baseline', path: p48 },
    { name: '48 MP JPEG, progressive', path: await once(`p48-prog-${origin}.jpg`, () => progressive(p48)) },
  ];
}
