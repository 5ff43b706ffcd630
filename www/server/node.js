// `node www/server/node.js [--port 8720] [--host 127.0.0.1]`: page and API, configured by environment variables.

import { parseArgs } from 'node:util';
import { readConfig } from './config.js';
import { startPage } from './page-server.js';

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8720' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  });
  const server = await startPage(readConfig(process.env), {
    port: Number(values.port),
    host: values.host,
  });
  console.log(JSON.stringify({ event: 'listening', url: server.url }));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 2;
}
