// The demo as a child process: page, backend and emulator on free ports of this machine.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const DEMO = fileURLToPath(new URL('../../../www/server/demo.js', import.meta.url));

/**
 * @param {'fingerprint' | 'recogniser'} [engine] drawn people are too much alike for the recogniser
 * @returns {Promise<{ page: string, emulator: string, faceGroups: string[], stop: () => Promise<void> }>}
 */
export async function startDemo(engine = 'fingerprint') {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: _id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: _secret, ...env } = process.env;
  const demo = spawn(
    process.execPath,
    [DEMO, '--port', '0', '--emulator-port', '0', '--json', '--options', JSON.stringify({ engine })],
    {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const line = await new Promise((resolve, reject) => {
    createInterface(demo.stdout).once('line', resolve);
    demo.once('exit', (code) => reject(new Error(`the demo ended with code ${code}`)));
  });
  return {
    ...JSON.parse(line),
    async stop() {
      demo.kill();
      await once(demo, 'exit');
    },
  };
}
