// The page: the element for the person, and what engineers want to see of it.

import './package.js';
import './language.js';
import { loadConfig } from './api.js';
import { byId } from './debug/dom.js';
import { acceptDrops } from './drop.js';
import { keepForOffline, watchConnection } from './offline.js';
import { Session } from './session.js';
import { choosing, defaultSettings } from './settings.js';

/** @import { FaceCapture } from './package.js' */

/** Pauses before the configuration is asked for again; the last one goes on. */
const RETRY_MS = [1000, 2000, 5000, 10_000];

const captures = {
  source: /** @type {FaceCapture} */ (byId('source')),
  target: /** @type {FaceCapture} */ (byId('target')),
};
const session = new Session(defaultSettings(), captures);

acceptDrops((files, at) => {
  const photos = files.filter((file) => file.type === '' || file.type.startsWith('image/'));
  const [first, second] = photos.length > 0 ? photos : files;
  const side = at?.id === 'target' ? 'target' : 'source';
  if (first) {
    void captures[side].check(first);
  }
  if (second && session.sides.includes('target')) {
    void captures[side === 'source' ? 'target' : 'source'].check(second);
  }
});

/** Asks until the backend answers: it may be starting. @param {number} [tries] that failed */
async function greetService(tries = 0) {
  try {
    const { policies, live, region, token, receiptUrl, faultsUrl, engine } = await loadConfig();
    const [policy] = policies;
    byId('notice').hidden = true;
    session.change({
      policies,
      ...(token !== undefined && { token }),
      ...(receiptUrl !== undefined && { receiptUrl }),
      ...(faultsUrl !== undefined && { faultsUrl }),
      ...(engine !== undefined && { engine }),
      billedIn: live ? region : null,
      ...(policy && choosing(policy)),
    });
    byId('billed').textContent = live ? `Sending asks the real service in ${region} and is billed.` : '';
  } catch {
    byId('notice').hidden = false;
    setTimeout(() => session.knowsService || greetService(tries + 1), RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]);
  }
}

/** The engineers' part is a file of its own. */
async function openDebug() {
  const { showDebug } = await import('./debug/panel.js');
  showDebug(session, captures);
}

const toggle = byId('debug-toggle');
toggle.addEventListener('click', openDebug);
if (new URLSearchParams(location.search).has('debug')) {
  void openDebug();
}
watchConnection(() => session.knowsService || greetService());
void greetService();
void keepForOffline();
