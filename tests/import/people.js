// Photos of many people, each another file, some of them unfit.
import { preflight } from '../../pkg/node.js';
import { asFile, drawPerson } from '../page/help/portrait.js';

const DRAWN = ['ada', 'bob', 'eve'];

/** One picture in this number shows nobody. */
const UNFIT_EVERY = 10;

/**
 * @param {number} count
 * @returns {Promise<{ user: string, fit: boolean, photo: Uint8Array }[]>}
 */
export async function manyPeople(count) {
  const portraits = await Promise.all(DRAWN.map((name) => jpegOf(drawPerson(name, 480, 640))));
  const nobody = await jpegOf(drawPerson(null, 480, 640));
  return Array.from({ length: count }, (_, index) => {
    const user = `user${String(index).padStart(4, '0')}`;
    const fit = index % UNFIT_EVERY !== UNFIT_EVERY - 1;
    const drawn = fit ? portraits[index % portraits.length] : nobody;
    return { user, fit, photo: withComment(drawn ?? nobody, user) };
  });
}

/** @param {ReturnType<typeof drawPerson>} image */
async function jpegOf(image) {
  const { jpeg } = await preflight(asFile(image).buffer);
  if (!jpeg) {
    throw new Error('a drawing fails its checks');
  }
  return jpeg;
}

/** A segment COM after SOI (ITU-T T.81, B.2.4.5). @param {Uint8Array} jpeg @param {string} text */
function withComment(jpeg, text) {
  const bytes = new TextEncoder().encode(text);
  const segment = [0xff, 0xfe, 0, bytes.length + 2, ...bytes];
  return new Uint8Array([...jpeg.subarray(0, 2), ...segment, ...jpeg.subarray(2)]);
}
