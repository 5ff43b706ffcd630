// The emulator on a Node port, with its keys and what it holds at its start.

import { serve } from '../server/node/node-adapter.js';
import { emulatorHandler } from './handler.js';
import { DEFAULT_OPTIONS } from './options.js';
import { addFaces, addGroups, groupsOf } from './seed.js';
import { randomText } from './random-text.js';
import { memoryStore } from './stores/memory-store.js';

/** @import { Options } from './options.js' */
/** @import { Vision } from './pictures/take-picture.js' */
/** @import { Seed } from './seed.js' */
/** @import { Store } from './stores/memory-store.js' */

/** @typedef {{ accessKeyId: string, accessKeySecret: string }} Key */

/**
 * @param {{ port: number, vision: Vision, store?: Store, key?: Key, seed?: Seed,
 *   options?: Partial<Options>, log?: (line: Record<string, unknown>) => void }} start
 */
export async function startEmulator({
  port,
  vision,
  store = memoryStore(),
  key = randomKey(),
  seed = {},
  options,
  log,
}) {
  const sts = {
    accessKeyId: `STS.${randomText(25)}`,
    accessKeySecret: randomText(44),
    securityToken: `CAIS${randomText(200)}`,
  };
  const groups = groupsOf(seed);
  // All of it or nothing: half a seed in a file would count as a state at the next start, which then takes no other.
  const fill = async () => {
    const seeded = memoryStore();
    addGroups(seeded, groups);
    const allOptions = { ...DEFAULT_OPTIONS, ...options };
    await addFaces(seed, { store: seeded, vision, options: allOptions, download: fetch, nowMs: Date.now() });
    store.transaction(() => {
      store.clear();
      addGroups(store, groups);
      for (const { id: _, ...face } of seeded.faces(groups.map(({ code }) => code))) {
        store.addFace(face);
      }
    });
  };
  // A state that was kept goes on as it was.
  if (store.groups().length === 0) {
    await fill();
  }
  const handler = emulatorHandler({
    keys: [key, sts],
    store,
    vision,
    control: true,
    reset: fill,
    ...(options && { options }),
    ...(log && { log }),
  });
  const server = await serve(handler.fetch, { port });
  return { server, key, sts, handler, faceGroups: store.groups().map((group) => group.code) };
}

/** @returns {Key} */
function randomKey() {
  return { accessKeyId: `LTAI${randomText(20)}`, accessKeySecret: randomText(30) };
}
