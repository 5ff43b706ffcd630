// The whole way with its defaults: every check, orientation, scaling and the search for the quality.
import { preflight } from '../../../pkg/node.js';

/** @import { Contestant } from '../child.js' */

/** @type {Contestant} */
export default async function run(photo) {
  const { jpeg, width, height } = await preflight(photo);
  return { jpeg, width, height };
}
