import { misuse } from '../../lib/misuse.js';
import { DEFAULT_REGION, contract } from '../contract.js';

/** @typedef {'ap-southeast-1' | 'cn-hongkong' | 'ap-southeast-3' | 'ap-southeast-5'} Region */
/**
 * @typedef {object} Where
 * @property {Region | (string & {}) | undefined} [region] Default: `ap-southeast-1`, Singapore. Another region than the four known
 *   ones needs `endpoint`.
 * @property {'public' | 'vpc' | undefined} [network] `vpc` for calls from inside the region's virtual private cloud. Default:
 *   `public`
 * @property {string | URL | undefined} [endpoint] address or host name of the service instead of the region's own; https, except on
 *   this machine
 */

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * @param {Where} where
 * @returns {URL}
 */
export function endpointOf({ region = DEFAULT_REGION, network = 'public', endpoint }) {
  if (network !== 'public' && network !== 'vpc') {
    throw misuse('network', 'is neither public nor vpc');
  }
  if (endpoint !== undefined) {
    return ownEndpoint(String(endpoint));
  }
  const known = contract.endpoints.find((row) => row.region === region);
  if (!known) {
    const regions = contract.endpoints.map((row) => row.region).join(', ');
    throw misuse('region', `${JSON.stringify(region)} is not one of ${regions}; set its endpoint to use it anyway`);
  }
  return new URL(`https://${known[network]}/`);
}

/** @param {string} given */
function ownEndpoint(given) {
  const address = /^[a-z]+:\/\//i.test(given) ? given : `https://${given}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.includes(url.hostname)))) {
    throw misuse('endpoint', 'is neither a host name nor an https address');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw misuse('endpoint', 'names more than scheme, host and port');
  }
  return url;
}
