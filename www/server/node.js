// `node www/server/node.js [--port 8720] [--host 127.0.0.1]`: page and API, configured by environment variables.

import { parseArgs } from 'node:util';
import { optionsFrom } from './environment.js';
import { startPage } from './page-server.js';
import { vendorCredentials } from './vendor-credentials.js';

/** Longer than the backend's own deadline for a call. */
const GRACE_MS = 45_000;

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8720' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  });
  const server = await startPage(optionsFrom(process.env, await vendorCredentials(process.env)), {
    port: Number(values.port),
    host: values.host,
  });
  console.log(JSON.stringify({ event: 'listening', url: server.url }));
  // Calls on their way are answered first: an answer that is lost leaves a registration that nobody knows of.
  process.once('SIGTERM', () => void server.close(GRACE_MS).then(() => process.exit(0)));
  process.once('SIGINT', () => void server.close().then(() => process.exit(0)));
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 2;
}
