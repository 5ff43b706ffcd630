// `node www/emulator/node.js [--port 8721] [--state file] [--options json] [--json] [--log]`: the emulator alone.

import { parseArgs } from 'node:util';
import * as facePreflight from '../../pkg/node.js';
import { packageVision } from './pictures/package-vision.js';
import { readOptions } from './options.js';
import { startEmulator } from './start-emulator.js';

/** @import { Credentials } from '../../pkg/server/signature/sign.js' */

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8721' },
      state: { type: 'string' },
      options: { type: 'string', default: '{}' },
      json: { type: 'boolean' },
      log: { type: 'boolean' },
    },
  });
  const { state } = values;
  const options = readOptions(values.options);
  const store = state === undefined ? undefined : await (await import('./stores/sqlite-store.js')).sqliteStore(state);
  const { server, key, sts, faceGroups } = await startEmulator({
    port: Number(values.port),
    vision: packageVision(facePreflight),
    options,
    ...(store && { store }),
    ...(values.log && { log: (line) => console.error(JSON.stringify(line)) }),
  });
  const started = { emulator: server.url, ...key, sts, faceGroups };
  console.log(values.json ? JSON.stringify(started) : describe(started));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(
      signal,
      () =>
        void server.close().then(() => {
          store?.close();
          process.exit(0);
        }),
    );
  }
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 2;
}

/**
 * @param {{ emulator: string, accessKeyId: string, accessKeySecret: string, sts: Credentials, faceGroups: string[] }} started
 */
function describe({ emulator, accessKeyId, accessKeySecret, sts, faceGroups }) {
  return `Emulator       ${emulator}\nAccess key     ${accessKeyId} ${accessKeySecret}\nSTS key        ${sts.accessKeyId} ${sts.accessKeySecret}\nSTS token      ${sts.securityToken}\nFace groups    ${faceGroups.join(' ')}`;
}
