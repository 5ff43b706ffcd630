// Chromium by playwright-core, both from where the project's common tests have them.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const load = createRequire(new URL('../package.json', import.meta.url));

/** @param {object} [options] @returns {Promise<any>} */
export function chromium(options = {}) {
  const path =
    process.env.CHROMIUM ??
    ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((one) => existsSync(one));
  if (!path) {
    throw new Error('no Chromium found: `apt-get install chromium`, or set CHROMIUM to its path');
  }
  return load('playwright-core').chromium.launch({ executablePath: path, args: ['--no-sandbox'], ...options });
}
