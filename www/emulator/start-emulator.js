// The emulator on a Node port, with fresh demo keys and two empty face groups.

import { serve } from '../../pkg/server/node/node-adapter.js';
import { createEmulator } from './create-emulator.js';
import { memoryStore } from './stores/memory-store.js';

/** @import { Options } from './options.js' */
/** @import { Vision } from './pictures/take-picture.js' */
/** @import { Store } from './stores/memory-store.js' */

/** Random letters and digits. @param {number} length */
function randomText(length) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  // 248 is the largest multiple of 62 in a byte: above it the first letters would be more frequent.
  let text = '';
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < 248 && text.length < length) {
        text += letters[byte % 62];
      }
    }
  }
  return text;
}

/**
 * @param {{ port: number, vision: Vision, store?: Store,
 *   options?: Partial<Options>, log?: (line: Record<string, unknown>) => void }} start
 */
export async function startEmulator({ port, vision, store = memoryStore(), options, log }) {
  const key = { accessKeyId: `LTAI${randomText(20)}`, accessKeySecret: randomText(30) };
  const sts = {
    accessKeyId: `STS.${randomText(25)}`,
    accessKeySecret: randomText(44),
    securityToken: `CAIS${randomText(200)}`,
  };
  if (store.groups().length === 0) {
    for (const name of ['customers', 'staff']) {
      store.addGroup({ code: `sg${randomText(12).toLowerCase()}`, name, description: 'made by the emulator' });
    }
  }
  const emulator = createEmulator({
    keys: [key, sts],
    store,
    vision,
    control: true,
    ...(options && { options }),
    ...(log && { log }),
  });
  const server = await serve(emulator.fetch, { port });
  return { server, key, sts, faceGroups: store.groups().map((group) => group.code) };
}
