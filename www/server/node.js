// `node www/server/node.js [--port 8720] [--host 127.0.0.1]`: page and API, configured by environment variables.

import { readArguments } from './arguments.js';
import { readConfig } from './config.js';
import { startPage } from './page-server.js';

try {
  const words = readArguments(process.argv.slice(2), { values: ['port', 'host'], flags: [] });
  const server = await startPage(readConfig(process.env), {
    port: words.number('port', 8720),
    host: words.value('host') ?? '127.0.0.1',
  });
  console.log(JSON.stringify({ event: 'listening', url: server.url }));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 2;
}
