// `node www/server/node.js [--port 8720] [--host 127.0.0.1]`: page and API, configured by environment variables.

import { parseArgs } from 'node:util';
import { drainOnSignal, graceOf } from './drain.js';
import { drainDelayOf, optionsFrom } from './environment.js';
import { startPage } from './page-server.js';
import { openStore } from './store.js';
import { vendorCredentials } from './vendor-credentials.js';

const log = (/** @type {Record<string, unknown>} */ line) => console.log(JSON.stringify(line));

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8720' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  });
  const options = optionsFrom(process.env, await vendorCredentials(process.env));
  const delayMs = drainDelayOf(process.env);
  const { store, close: release } = await openStore(process.env, log);
  const { url, backend, close } = await startPage(
    { ...options, store },
    { port: Number(values.port), host: values.host },
  ).catch((error) => {
    release();
    throw error;
  });
  drainOnSignal({ backend, close, release, delayMs, graceMs: graceOf(options.limits), log });
  log({ event: 'listening', url });
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 2;
}
