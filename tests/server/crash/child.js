// `node child.js FILE ENDPOINT`: a backend over a store in a file, that kills itself where a request tells it to: at one
// of the steps of a registration, or after some milliseconds.
import { createBackend } from '../../../pkg/server.js';
import { serve, sqliteStore } from '../../../pkg/server-node.js';
import { fakePreflight, fakeVision } from '../../support/fake-picture.js';
import { GROUP, KEY } from './service.js';

const [file = '', endpoint = ''] = process.argv.slice(2);
/** Where this process is to end. @type {string | undefined} */
let crashAt;

/** @param {string} step */
function reach(step) {
  if (step === crashAt) {
    process.kill(process.pid, 'SIGKILL');
  }
}

const store = await sqliteStore(file);
const backend = createBackend({
  policies: { signup: { mode: 'search', groups: [GROUP], register: GROUP } },
  credentials: KEY,
  endpoint,
  authenticate: ({ headers }) => ({ userId: headers.get('authorization') ?? '' }),
  callsPerSecond: 1_000,
  clientPerMinute: 1_000_000,
  preflight: /** @type {any} */ (fakePreflight),
  fingerprint: fakeVision.fingerprint,
  store: {
    ...store,
    async begin(key, claim) {
      reach('before the key is taken');
      const begun = await store.begin(key, claim);
      reach('before sending');
      return begun;
    },
    async settle(key, settlement) {
      reach('before the answer is kept');
      await store.settle(key, settlement);
      reach('after the answer is kept');
    },
  },
  async fetch(input, init) {
    const answer = await fetch(input, init);
    reach('after the answer');
    return answer;
  },
  onVerdict: () => reach('before the integrator hears'),
  log() {},
});
const server = await serve(
  async (request) => {
    crashAt = request.headers.get('x-crash-at') ?? undefined;
    const afterMs = Number(crashAt);
    if (afterMs >= 0) {
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), afterMs);
    }
    const answer = await backend.fetch(request);
    reach('before the reply');
    return answer;
  },
  { port: 0 },
);
console.log(server.url);
