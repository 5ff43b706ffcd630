// What the page asks of the demo's server besides verifications.

/**
 * @typedef {object} Policy
 * @property {string} name
 * @property {string} label
 * @property {boolean} demo whether the page may choose mode, groups, liveness and registration
 * @property {'search' | 'compare' | 'both' | 'recognize'} mode
 * @property {boolean} needsTarget whether the page sends the second picture too
 * @property {boolean} liveness
 * @property {boolean} registers
 * @property {string[]} [groups] that a demo policy may search
 */
/**
 * @typedef {object} ServiceConfig
 * @property {string} region
 * @property {boolean} live whether the real service is called
 * @property {Policy[]} policies
 * @property {string} [token] of the demo's user
 * @property {string} [receiptUrl] where the demo, as the integrator's server would, verifies a receipt
 * @property {string} [faultsUrl] where the emulator's faults are chosen, where there is an emulator
 * @property {'recogniser' | 'fingerprint'} [engine] what tells people apart in the emulator, where there is one
 */

/** @returns {Promise<ServiceConfig>} */
export async function loadConfig() {
  const response = await fetch('./api/config', { cache: 'no-store', headers: { accept: 'application/json' } });
  const config = Object(await response.json());
  if (!response.ok || !Array.isArray(config.policies)) {
    throw new Error('the service has no configuration');
  }
  return config;
}

/**
 * @param {string} url
 * @param {string} receipt
 * @returns {Promise<boolean>} whether the server accepts it
 */
export async function isGenuine(url, receipt) {
  try {
    return (await fetch(url, { method: 'POST', body: receipt })).ok;
  } catch {
    return false;
  }
}
