// The backend's processes in a simulation: each behind one address, killed and started again, with clocks that jump.

import { createBackend } from '../../../pkg/server.js';
import { fakePreflight, fakeVision } from '../../support/fake-picture.js';
import { wire } from './network.js';
import { Process } from './process.js';
import { GROUP, KEY } from './service.js';

/** @import { Store } from '../../../pkg/server.js' */
/** @import { Weather } from './network.js' */
/** @import { Storage } from './stores.js' */
/** @import { Watch } from './watch.js' */
/** @import { World } from './world.js' */

export const LIMITS = { attemptMs: 5_000, deadlineMs: 20_000, queueMs: 3_000, transitMs: 1_000 };
/** The deadline, and what `authenticate`, `onVerdict` and the store may take beside it. */
export const ANSWER_MS = LIMITS.deadlineMs + 10_000 + 10_000 + 15_000;
export const USER_ID_KEY = 'sim-key-of-user-ids';

/**
 * @typedef {object} Spoils defects that a test puts in
 * @property {(store: Store) => Store} [store]
 * @property {(log: (line: Record<string, unknown>) => void) => (line: Record<string, unknown>) => void} [log]
 * @property {(process: Process) => Process['timer']} [timer]
 */
/**
 * @typedef {object} Surroundings
 * @property {World} world
 * @property {Watch} watch
 * @property {Storage} storage
 * @property {number} callsPerSecond
 * @property {() => Weather} weather
 * @property {(request: Request, body: string) => Promise<Response>} service
 * @property {Spoils} spoils
 */

export class Backends {
  #surroundings;
  /** @type {{ process: Process, backend: ReturnType<typeof createBackend> }[]} */
  #running = [];

  /** @param {Surroundings} surroundings @param {number} count */
  constructor(surroundings, count) {
    this.#surroundings = surroundings;
    for (let index = 0; index < count; index += 1) {
      this.#start();
    }
  }

  #start() {
    const process = new Process(this.#surroundings.world);
    this.#running.push({ process, backend: backendOf(process, this.#surroundings) });
  }

  /** One of them is killed, and starts again later. @returns {boolean} false: none runs */
  kill() {
    const { world } = this.#surroundings;
    const one = this.#running.length > 0 ? world.dice.pick(this.#running) : undefined;
    if (one) {
      this.#running = this.#running.filter((other) => other !== one);
      one.process.kill();
      world.after(world.dice.between(100, 5_000), () => this.#start());
    }
    return one !== undefined;
  }

  /** A clock is set. @returns {boolean} false: no process has one */
  jump() {
    const { dice } = this.#surroundings.world;
    if (this.#running.length > 0) {
      dice.pick(this.#running).process.skewMs = dice.chance(0.3) ? 0 : dice.whole(-7_200_000, 7_200_000);
    }
    return this.#running.length > 0;
  }

  /**
   * Brings a request to one of them.
   * @param {Request} request
   * @returns {Promise<Response>} rejects where there is none, or where it dies before it has answered
   */
  async fetch(request) {
    const { world, watch } = this.#surroundings;
    if (this.#running.length === 0) {
      throw new Error('nobody listens');
    }
    const { process, backend } = world.dice.pick(this.#running);
    const answered = watch.asked('request', request.headers.get('idempotency-key') ?? '');
    const address = request.headers.get('x-address') ?? '';
    return new Promise((done, fail) => {
      const end = process.onKill(() => {
        answered();
        fail(new Error('the process was killed'));
      });
      backend
        .fetch(request, { address })
        .then(done, fail)
        .finally(() => {
          answered();
          end();
        });
    });
  }
}

/** @param {Process} process @param {Surroundings} surroundings */
function backendOf(process, { world, watch, storage, callsPerSecond, weather, service, spoils }) {
  const send = wire({
    world,
    weather,
    // What is left of the transit allowance once a slot has been granted, less a clock of whole milliseconds.
    mostTravelMs: LIMITS.transitMs / 2 - 1,
    arrive: service,
    onArrival: (first) => first && watch.arrival(),
    onDeath: (told) => process.onKill(told),
  });
  const log = (/** @type {Record<string, unknown>} */ line) => watch.output('the log', JSON.stringify(line));
  const store = storage.open(process);
  return createBackend({
    policies: {
      signup: { mode: 'search', groups: [GROUP], register: GROUP },
      login: { mode: 'recognize', groups: [GROUP] },
      search: { mode: 'search', groups: [GROUP] },
    },
    credentials: () => process.hear(hook(world, weather).then(() => KEY)),
    endpoint: 'http://127.0.0.1:8721',
    authenticate: (request) => process.hear(hook(world, weather).then(() => identityOf(request))),
    store: spoils.store?.(store) ?? store,
    limits: LIMITS,
    callsPerSecond,
    clientPerMinute: 1_000_000,
    userIdKey: USER_ID_KEY,
    preflight: /** @type {any} */ (fakePreflight),
    fingerprint: fakeVision.fingerprint,
    onVerdict: () => process.hear(integrator(world, weather)),
    log: spoils.log?.(log) ?? log,
    fetch: (input, init) => process.hear(send(input, init)),
    now: process.now,
    monotonic: process.monotonic,
    random: process.random,
    sleep: process.sleep,
    timer: spoils.timer?.(process) ?? process.timer,
    uuid: process.uuid,
  });
}

/** The integrator's server is asked over a network too. @param {World} world @param {() => Weather} weather */
async function integrator({ dice, sleep }, weather) {
  const trouble = weather().lost + weather().silent;
  await sleep(dice.chance(trouble) ? dice.between(1_000, 20_000) : dice.between(1, 50));
  if (dice.chance(trouble)) {
    throw new Error('the integrator is away');
  }
}

/** What the integrator gives as an option is late now and then, fails or never answers. @param {World} world @param {() => Weather} weather */
async function hook({ dice, sleep }, weather) {
  const { lost, late, silent } = weather();
  if (dice.chance(silent)) {
    await new Promise(() => {});
  }
  await sleep(dice.chance(late) ? dice.between(1_000, 20_000) : dice.between(0, 5));
  if (dice.chance(lost)) {
    throw new Error('the hook failed');
  }
}

/** A token that is good for one verification: its user and its own id. @param {Request} request */
function identityOf({ headers }) {
  const [userId = '', tokenId = ''] = (headers.get('authorization') ?? '').replace('Bearer ', '').split('~');
  return { userId, tokenId, uses: 1, expiresAtMs: 8e15 };
}
