// One load run: many calls through random faults, then what must be true of them.

import * as product from '../../../pkg/node.js';
import { TOKEN_SECRET } from '../backend-client.js';
import { inNode, inWorkerd } from './backend.js';
import { GROUP, busiestSecond, startFaultyEmulator } from './faulty-emulator.js';
import { ask, callOf, facesOf, preparePictures, wrongAnswers } from './traffic.js';

/** @import { Backend } from './backend.js' */

/** @typedef {{ name: string, good: boolean, value: string }} Check */
/** @typedef {{ calls: number, atOnce: number, qps: number, runtime: 'node' | 'workerd' }} Size */

const KEY = {
  accessKeyId: 'LTAI-load-run',
  accessKeySecret: 'load-run-secret-of-the-account',
  securityToken: 'load-run-token',
};
const USER_KEY = 'load-run-key-of-user-ids';
const SAMPLES = 60;
/** Memory of a shorter run only shows how a process starts. */
const LONG = 1000;

/** @param {string} endpoint @param {number} qps @returns {Record<string, string>} */
function variables(endpoint, qps) {
  const search = { mode: 'search', groups: [GROUP], hashUserId: true };
  return {
    ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.accessKeySecret,
    ALIBABA_CLOUD_SECURITY_TOKEN: KEY.securityToken,
    FACE_ENDPOINT: endpoint,
    FACE_CALLS_PER_SECOND: String(qps),
    FACE_CLIENT_PER_MINUTE: '1000000',
    // All calls come from one address.
    FACE_UPLOADS_PER_CLIENT: '1000',
    FACE_ATTEMPT_MS: '5000',
    FACE_USER_ID_KEY: USER_KEY,
    FACE_TOKEN_SECRET: TOKEN_SECRET,
    FACE_METRICS_TOKEN: 'watch',
    FACE_POLICIES: JSON.stringify({
      signup: { ...search, liveness: true, register: GROUP },
      search,
      login: { mode: 'compare', targetFrom: 'browser', hashUserId: true },
    }),
  };
}

/**
 * @typedef {object} Figures
 * @property {number} seconds
 * @property {number} serviceCalls
 * @property {number} busiest the most calls of the service in one second
 * @property {number} recovered lost registrations that were found again
 * @property {number} megabytes at most
 */
/** @param {Size} size @returns {Promise<{ checks: Check[], summary: string, figures: Figures }>} */
export async function loadRun({ calls, atOnce, qps, runtime }) {
  /** @type {string[]} */
  const captured = [];
  const keep = (/** @type {string} */ text) => void captured.push(text);
  const pictures = await preparePictures(calls, product);
  const service = await startFaultyEmulator(KEY, product, keep);
  const backend = await (runtime === 'workerd' ? inWorkerd : inNode)(variables(service.url, qps), keep);
  try {
    const started = performance.now();
    /** @type {number[]} */
    const memory = [];
    const outcomes = await allCalls(calls, atOnce, async (index) => {
      if (index % Math.ceil(calls / SAMPLES) === 0) {
        memory.push(await backend.megabytes());
      }
      return ask(backend.url, callOf(index), pictures, keep);
    });
    const seconds = (performance.now() - started) / 1000;
    const before = (await service.arrivals()).length;
    const again = Array.from({ length: Math.min(20, calls) }, (_, index) => (index * 7) % calls);
    const repeated = await Promise.all(again.map((index) => ask(backend.url, callOf(index), pictures, keep)));
    const metrics = await fetch(`${backend.url}/metrics`, { headers: { authorization: 'Bearer watch' } });
    keep(await metrics.text());
    const arrivals = await service.arrivals();

    const wrong = wrongAnswers(outcomes);
    const faces = service.store.faces([GROUP]);
    const users = new Set(faces.map((face) => face.merchantUserId));
    const busiest = busiestSecond(arrivals);
    const sum = (/** @type {'busy' | 'broken' | 'internal'} */ what) =>
      outcomes.reduce((all, outcome) => all + (outcome?.[what] ?? 0), 0);
    const leaked = leaks(captured, users, pictures);
    const answered = outcomes.filter(Boolean).length;
    const checks = [
      check('every call got one verdict', answered === calls, `${answered} of ${calls}`),
      check('no request met an internal error', sum('internal') === 0, `${sum('internal')} of them`),
      // In workerd the connections are those of miniflare's own server.
      ...(runtime === 'workerd'
        ? []
        : [check('no connection was broken', sum('broken') === 0, `${sum('broken')} broken`)]),
      check('every verdict is the right one', wrong.length === 0, wrong.slice(0, 5).join('; ') || 'all'),
      check(
        'nobody is registered twice',
        faces.length === users.size && faces.length === facesOf(calls),
        `${faces.length} faces of ${users.size} users, ${facesOf(calls)} expected`,
      ),
      check(
        'a repeated key gives its answer without a call',
        arrivals.length === before &&
          again.every((index, at) => outcomes[index]?.verdict.requestId === repeated[at]?.verdict.requestId),
        `${arrivals.length - before} calls for ${again.length} repetitions`,
      ),
      check(`no second held more than ${qps} calls`, busiest <= qps, `${busiest} in the busiest at the service`),
      // On a machine short of processor time no call may be refused, but slots are taken as they become free.
      check('the limit was met', busiest >= 0.8 * qps, `${sum('busy')} times too busy, and asked again`),
      ...(calls < LONG ? [] : [flat(memory, backend)]),
      check(
        'no secret in any answer or log',
        leaked.length === 0,
        leaked.join() || `${captured.length} texts searched`,
      ),
    ];
    const recovered = outcomes.filter((outcome) => outcome?.verdict.registeredEarlier).length;
    const summary = [
      `${runtime}: ${calls} calls, ${atOnce} at once, at ${qps} a second, in ${seconds.toFixed(0)} s`,
      `${before} calls of the service`,
      `${recovered} lost registrations found again`,
      `${sum('broken')} connections of clients broken`,
    ].join('; ');
    const megabytes = Math.max(...memory);
    return { checks, summary, figures: { seconds, serviceCalls: before, busiest, recovered, megabytes } };
  } finally {
    await backend.close();
    await service.close();
  }
}

/**
 * @template T
 * @param {number} calls
 * @param {number} atOnce
 * @param {(index: number) => Promise<T>} make
 */
async function allCalls(calls, atOnce, make) {
  /** @type {Promise<T>[]} */
  const made = [];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (made.length < calls) {
        const index = made.length;
        // A call that waits for another waits for an earlier one, so somebody always goes on.
        const one = Promise.resolve(made[callOf(index).after ?? -1]).then(() => make(index));
        made.push(one);
        await one;
      }
    }),
  );
  return Promise.all(made);
}

/** @param {string} name @param {boolean} good @param {string} value @returns {Check} */
function check(name, good, value) {
  return { name, good, value };
}

/**
 * Between two collections of garbage memory rises; what stays after them is what counts, once the start is over.
 * @param {number[]} memory
 * @param {Backend} backend
 */
function flat(memory, { gauge, mostMegabytes }) {
  const third = Math.floor(memory.length / 3);
  const [middle, late] = [memory.slice(third, 2 * third), memory.slice(2 * third)].map((part) => Math.min(...part));
  const most = Math.max(...memory);
  const mb = (/** @type {number | undefined} */ value) => `${Number(value).toFixed(1)} MB`;
  return check(
    'memory is flat',
    Number(late) < Number(middle) * 1.25 + 8 && most < mostMegabytes,
    `at least ${mb(middle)} in the middle third, ${mb(late)} in the last, at most ${mb(most)}, ${gauge}`,
  );
}

/**
 * @param {string[]} captured
 * @param {Set<string>} users as the service knows them
 * @param {Map<number, string>} pictures
 */
function leaks(captured, users, pictures) {
  const inside = [...pictures.values()].slice(0, 20).map((picture) => picture.slice(200, 240));
  const secrets = [...Object.values(KEY), USER_KEY, TOKEN_SECRET, 'load-user-', 'ACS3-HMAC', ...inside, ...users];
  return secrets.filter((secret) => captured.some((text) => text.includes(secret)));
}
