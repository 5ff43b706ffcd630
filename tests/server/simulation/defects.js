// A defect for each thing that a simulation watches: a watch that sees nothing would pass everything.

/** @import { Store } from '../../../pkg/server.js' */
/** @import { AllSpoils } from './run.js' */

/** @type {Record<string, { spoils: AllSpoils, seen: RegExp }>} */
export const DEFECTS = {
  'a store that forgets its keys': {
    spoils: {
      store: (store) => ({
        ...store,
        begin: async (_, { bizId }) => ({ state: 'yours', bizId, attempts: 0 }),
      }),
    },
    seen: /^\d+ keys of sim-user-\d+ made \d+ calls$/,
  },
  'a service that registers twice': {
    spoils: {
      service: (store) => ({
        ...store,
        addFace(face) {
          store.addFace(face);
          return store.addFace(face);
        },
      }),
    },
    seen: /^sim-user-\d+ is registered 2 times$/,
  },
  'slots for everybody': {
    spoils: { store: (store) => ({ ...store, take: async () => ({ ok: true, lease: '', waitedMs: 0 }) }) },
    seen: /^\d+ calls in one second, \d+ are allowed$/,
  },
  'slots that are given back too early': {
    spoils: { store: (store) => ({ ...store, giveBack: (lease, _, rate) => store.giveBack(lease, false, rate) }) },
    seen: /^\d+ calls in one second, \d+ are allowed$/,
  },
  'an attempt that never ends': {
    spoils: { timer: (process) => (ms, run) => process.timer(ms > 1_000 ? 1e9 : ms, run) },
    seen: /^not answered in time: request key-/,
  },
  'a store that is never there': {
    spoils: { store: (store) => ({ ...store, begin: () => Promise.reject(new Error('gone')) }) },
    seen: /^\d+ people have no verdict 300000 ms after the last trouble$/,
  },
  'a secret in the log': {
    spoils: { log: (log) => (line) => log({ ...line, secret: 'sim-secret-of-the-account' }) },
    seen: /^a secret stands in the log: sim-secret-of-the-account$/,
  },
  'a secret in an answer': {
    spoils: { store: (store) => answering(store, { advice: 'sim-secret-of-the-account' }) },
    seen: /^a secret stands in an answer: sim-secret-of-the-account$/,
  },
  'a service that finds a face only after a while': {
    spoils: {
      service: (store) => ({
        ...store,
        faces: (groups) => store.faces(groups).filter(({ createdMs }) => Date.now() - createdMs > 500),
      }),
    },
    seen: /^two with one face were told "passed 200 registered", "passed 200 registered"$/,
  },
  'faces with the names of others': {
    spoils: {
      service: (store) => ({
        ...store,
        faces: (groups) => store.faces(groups).map((face) => ({ ...face, merchantUserId: 'mallory' })),
      }),
    },
    seen: /^key-\S+ was told "refused 233/,
  },
  'a key whose answer changes': {
    spoils: { store: (store) => answering(store, { subCode: '206' }) },
    seen: /^key-\S+ was told ".*", before "/,
  },
};

/** Gives every answer that it has kept with something else in it. @param {Store} store @param {object} other @returns {Store} */
function answering(store, other) {
  return {
    ...store,
    async begin(key, claim) {
      const begun = await store.begin(key, claim);
      return begun.state === 'done'
        ? { ...begun, answer: { ...begun.answer, body: { ...begun.answer.body, ...other } } }
        : begun;
    },
  };
}
