// `node www/emulator/node.js [--port 8721] [--state file] [--options json] [--json] [--log]`: the emulator alone.

import { readArguments } from '../server/arguments.js';
import * as product from '../../pkg/node.js';
import { packageVision } from './pictures/package-vision.js';
import { readOptions } from './options.js';
import { startEmulator } from './start-emulator.js';

/** @import { Credentials } from '../../pkg/server/signature/sign.js' */

try {
  const words = readArguments(process.argv.slice(2), {
    values: ['port', 'state', 'options'],
    flags: ['json', 'log'],
  });
  const state = words.value('state');
  const options = readOptions(words.value('options') ?? '{}');
  const store = state === undefined ? undefined : await (await import('./stores/sqlite-store.js')).sqliteStore(state);
  const { server, key, sts, faceGroups } = await startEmulator({
    port: words.number('port', 8721),
    vision: packageVision(product),
    options,
    ...(store && { store }),
    ...(words.flag('log') && { log: (line) => console.error(JSON.stringify(line)) }),
  });
  const started = { emulator: server.url, ...key, sts, faceGroups };
  console.log(words.flag('json') ? JSON.stringify(started) : describe(started));
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
