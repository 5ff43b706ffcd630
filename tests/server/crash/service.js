// The emulator for backends that are killed: on a port, and told when to kill the one that asks.

import { serve } from '../../../pkg/server-node.js';
import { emulatorHandler } from '../../../pkg/emulator/handler.js';
import { memoryStore } from '../../../pkg/emulator/stores/memory-store.js';
import { fakeVision } from '../../support/fake-picture.js';

export const GROUP = 'crashgroup';
export const KEY = { accessKeyId: 'LTAI-crash', accessKeySecret: 'crash secret' };

/** @param {() => 'lost' | 'carried out' | undefined} onCall kills the caller, and says what becomes of its call */
export async function startService(onCall) {
  const store = memoryStore();
  store.addGroup({ code: GROUP, name: 'crash', description: '' });
  const emulator = emulatorHandler({ keys: [KEY], store, vision: fakeVision });
  const server = await serve(
    async (request) => {
      // The whole call has come before its caller dies.
      const whole = new Request(request.url, {
        method: request.method,
        headers: request.headers,
        body: await request.arrayBuffer(),
      });
      if (onCall() === 'lost') {
        throw new Error('the connection ends');
      }
      return emulator.fetch(whole);
    },
    { port: 0 },
  );
  return { url: server.url, close: () => server.close(), faces: () => store.faces([GROUP]) };
}
