/** Whether this is Cloudflare's runtime, where no request may wait for what another one does. */
export function isWorkerd() {
  return globalThis.navigator?.userAgent === 'Cloudflare-Workers';
}
