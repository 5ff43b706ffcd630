// The emulator of a simulation, watched: what it carries out and whom it registers.

import { emulatorHandler } from '../../../pkg/emulator/handler.js';
import { memoryStore } from '../../../pkg/emulator/stores/memory-store.js';
import { fakeVision } from '../../support/fake-picture.js';

/** @import { Face, Store } from '../../../pkg/emulator/stores/memory-store.js' */
/** @import { Watch } from './watch.js' */
/** @import { World } from './world.js' */

export const GROUP = 'simgroup';
export const KEY = { accessKeyId: 'LTAI-simulation', accessKeySecret: 'sim-secret-of-the-account' };

/** Rates of the emulator's own faults in a storm. */
const FAULTS = {
  rates: { throttle: 0.03, error500: 0.04, html502: 0.03, drop: 0.03, half: 0.03, late: 0.01, empty: 0.02 },
  ms: { throttle: 400, late: 15_000 },
  latencyMs: 80,
};

/**
 * @param {World} world
 * @param {Watch} watch
 * @param {(store: Store) => Store} [spoil]
 */
export function startService(world, watch, spoil = (store) => store) {
  const store = memoryStore();
  store.addGroup({ code: GROUP, name: 'simulation', description: '' });
  // The emulator compares a picture with every face. Here one picture is one face, so an index finds it.
  /** @type {Map<string, string>} by the call's id */
  const pictures = new Map();
  /** @type {Map<string, Face[]>} */
  const faces = new Map();
  let picture = '';
  const emulator = emulatorHandler({
    keys: [KEY],
    store: spoil({
      ...store,
      rememberBizId(bizId) {
        picture = pictures.get(bizId) ?? '';
        return store.rememberBizId(bizId);
      },
      faces: () => faces.get(picture) ?? [],
      addFace(face) {
        watch.registered(face.merchantUserId);
        const added = store.addFace(face);
        faces.set(picture, [...(faces.get(picture) ?? []), added]);
        return added;
      },
    }),
    vision: fakeVision,
    control: true,
    now: world.epoch,
    random: world.dice.next,
    sleep: world.sleep,
    log: (line) => watch.output('the log of the service', JSON.stringify(line)),
  });
  return {
    /** @param {Request} request @param {string} body of it */
    async fetch(request, body) {
      const bizId = field(body, 'MerchantBizId');
      watch.sent(field(body, 'MerchantUserId'), bizId);
      pictures.set(bizId, field(body, 'SourceFacePicture'));
      const answer = await emulator.fetch(request);
      // Every server of HTTP says when it answered.
      answer.headers.set('date', new Date(world.epoch()).toUTCString());
      return answer;
    },
    /** @param {boolean} stormy */
    weather(stormy) {
      const body = JSON.stringify(stormy ? FAULTS : {});
      const headers = { 'content-type': 'application/json' };
      return emulator.fetch(new Request('http://service.sim/_emulator/faults', { method: 'PUT', headers, body }));
    },
    store,
  };
}

/** @param {string} form @param {string} name */
function field(form, name) {
  return new RegExp(`(?:^|&)${name}=([^&]*)`).exec(form)?.[1] ?? '';
}
