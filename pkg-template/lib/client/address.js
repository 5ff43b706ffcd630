import { misuse, insist } from '../misuse.js';

/**
 * The absolute address. A relative one is resolved against the page's own, so it needs a page.
 *
 * @param {string | URL} endpoint
 */
export function addressOf(endpoint) {
  const { document, location } = /** @type {{ document?: Document, location?: Location }} */ (globalThis);
  let url;
  try {
    url = new URL(endpoint, document?.baseURI ?? location?.href);
  } catch {
    throw misuse(
      'endpoint',
      `${JSON.stringify(String(endpoint))} is no address here; outside of a page it must be whole`,
    );
  }
  insist(/^https?:$/.test(url.protocol), 'endpoint', `${url.href} is no http or https address`);
  // fetch refuses such an address, which would read like a broken connection.
  insist(url.username === '' && url.password === '', 'endpoint', 'holds a user name or a password');
  url.hash = '';
  return url.href;
}
