// The emulator under load: random faults, and the time of every call that reached it.

import { emulatorHandler } from '../../../pkg/emulator/handler.js';
import { packageVision } from '../../../pkg/emulator/pictures/package-vision.js';
import { memoryStore } from '../../../pkg/emulator/stores/memory-store.js';
import { serve } from '../../../pkg/server/node/node-adapter.js';
import { openGate } from './gate.js';

/** @import { AccessKey } from '../../../pkg/emulator/gateway/access-keys.js' */

export const GROUP = 'loadgroup';
const FAULTS = {
  rates: { throttle: 0.03, error500: 0.04, html502: 0.03, drop: 0.03, half: 0.03, late: 0.01, empty: 0.02 },
  // Late ones come after the backend has given the attempt up.
  ms: { throttle: 400, late: 6_000 },
  latencyMs: 60,
};

/**
 * @param {AccessKey} key
 * @param {Parameters<typeof packageVision>[0]} product
 * @param {(line: string) => void} onLine
 */
export async function startFaultyEmulator(key, product, onLine) {
  const store = memoryStore();
  store.addGroup({ code: GROUP, name: 'load', description: '' });
  const emulator = emulatorHandler({
    keys: [key],
    store,
    // The pictures have no faces, and looking for them would keep the thread from the calls.
    vision: packageVision(product, { faces: false }),
    control: true,
    log: (line) => onLine(JSON.stringify(line)),
  });
  const server = await serve(emulator.fetch, { port: 0 });
  const gate = await openGate(server.port);
  const headers = { 'content-type': 'application/json' };
  await fetch(`${server.url}/_emulator/faults`, { method: 'PUT', headers, body: JSON.stringify(FAULTS) });
  return {
    url: gate.url,
    store,
    arrivals: gate.arrivals,
    async close() {
      await gate.close();
      await server.close();
    },
  };
}

/** The most calls that any second held. @param {number[]} arrivals in order, milliseconds */
export function busiestSecond(arrivals) {
  let most = 0;
  let first = 0;
  arrivals.forEach((time, last) => {
    while (Number(arrivals[first]) <= time - 1000) {
      first += 1;
    }
    most = Math.max(most, last - first + 1);
  });
  return most;
}
