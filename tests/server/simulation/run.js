// One run of a simulation: everything in one process, on virtual time, and all that happens follows from the seed.

import { ANSWER_MS, Backends, USER_ID_KEY } from './backends.js';
import { FAIR, wire } from './network.js';
import { inWorld } from './platform.js';
import { KEY, startService } from './service.js';
import { STORAGES, storageOf } from './stores.js';
import { SUBMIT_MS, Traffic, USER_PREFIX } from './traffic.js';
import { Violation, Watch } from './watch.js';
import { World } from './world.js';

/** @import { Store } from '../../../pkg/emulator/stores/memory-store.js' */
/** @import { Spoils } from './backends.js' */
/** @import { Weather } from './network.js' */

/** @typedef {Spoils & { service?: (store: Store) => Store }} AllSpoils */
/**
 * @typedef {object} Result
 * @property {number} seed
 * @property {typeof STORAGES[number]} storage
 * @property {number} calls
 * @property {number} verdicts
 * @property {number} steps
 * @property {number} virtualMs
 * @property {number} busiest the most calls of the service in one second
 * @property {number} callsPerSecond that were allowed
 * @property {Record<string, number>} happened how often what was done to it
 * @property {string} trace the same where the run is the same
 * @property {string | undefined} wrong
 */

/** People who are at it at once, at most. */
const MOST_BUSY = 60;
/** How long it may take, once nothing strikes any more, until everybody has a verdict. */
const CALM_MS = 300_000;

/**
 * @param {number} seed
 * @param {number} calls how many, at least: everybody who has begun is answered
 * @param {AllSpoils} [spoils]
 * @returns {Promise<Result>}
 */
export async function simulate(seed, calls, spoils = {}) {
  const world = new World(seed);
  return inWorld(world, () => new Simulation(world, spoils).run(calls));
}

class Simulation {
  #world;
  #watch;
  #storage;
  #traffic;
  #backends;
  #service;
  #kind;
  #callsPerSecond;
  /** A calm run is one in ten. */
  #stormy;
  #over = false;
  #overMs = Infinity;
  /** @type {Record<string, number>} */
  #happened = { killed: 0, shaken: 0, jumped: 0 };

  /** @param {World} world @param {AllSpoils} spoils */
  constructor(world, spoils) {
    const { dice } = world;
    this.#world = world;
    this.#stormy = dice.chance(0.9);
    this.#callsPerSecond = dice.pick([5, 10, 20, 50]);
    const secrets = [KEY.accessKeySecret, USER_ID_KEY, USER_PREFIX];
    const callsPerSecond = this.#callsPerSecond;
    this.#watch = new Watch(world, { callsPerSecond, answerMs: ANSWER_MS, submitMs: SUBMIT_MS, secrets });
    this.#service = startService(world, this.#watch, spoils.service);
    this.#kind = dice.pick(STORAGES);
    this.#storage = storageOf(this.#kind, { world, trouble: () => (this.#isStorm() ? 0.02 : 0) });
    const weather = stormOf(world, () => this.#isStorm());
    this.#backends = new Backends(
      {
        world,
        watch: this.#watch,
        storage: this.#storage,
        callsPerSecond,
        weather,
        service: this.#service.fetch,
        spoils,
      },
      dice.whole(1, this.#storage.processes),
    );
    const send = wire({
      world,
      weather,
      mostTravelMs: 3_000,
      arrive: async (request) => {
        const answer = await this.#backends.fetch(request);
        const text = await answer.text();
        this.#watch.output('an answer', `${JSON.stringify([...answer.headers])} ${text}`);
        return new Response(text, answer);
      },
    });
    this.#traffic = new Traffic(world, this.#watch, send);
  }

  #isStorm() {
    return this.#stormy && !this.#over;
  }

  /** @param {number} calls @returns {Promise<Result>} */
  async run(calls) {
    const { dice } = this.#world;
    await this.#service.weather(this.#stormy);
    this.#come(calls, 1_000 / (this.#callsPerSecond * dice.between(0.3, 1.1)));
    this.#strike();
    /** @type {string | undefined} */
    let wrong;
    try {
      await this.#world.run(
        () => this.#over && this.#traffic.busy === 0,
        () => this.#check(),
      );
    } catch (error) {
      wrong = error instanceof Violation ? error.message : String(/** @type {Error} */ (error).stack);
    }
    const { seed, steps, nowMs, trace } = this.#world;
    return {
      seed,
      storage: this.#kind,
      calls: this.#traffic.calls,
      verdicts: this.#traffic.verdicts,
      steps,
      virtualMs: nowMs,
      busiest: this.#watch.busiest,
      callsPerSecond: this.#callsPerSecond,
      happened: this.#happened,
      trace,
      wrong,
    };
  }

  #check() {
    if (this.#world.nowMs > this.#overMs + CALM_MS) {
      this.#watch.fail(`${this.#traffic.busy} people have no verdict ${CALM_MS} ms after the last trouble`);
    }
    this.#watch.step();
  }

  /** People come until there are calls enough. @param {number} calls @param {number} pauseMs */
  #come(calls, pauseMs) {
    if (this.#traffic.calls >= calls) {
      this.#over = true;
      this.#overMs = this.#world.nowMs;
      void this.#service.weather(false);
      return;
    }
    if (this.#traffic.busy < MOST_BUSY) {
      this.#traffic.begin((error) => this.#watch.fail(String(/** @type {Error} */ (error).stack)));
    }
    this.#world.after(this.#world.plan.between(0, 2 * pauseMs), () => this.#come(calls, pauseMs));
  }

  /** Something happens to the machines now and then. */
  #strike() {
    const { dice } = this.#world;
    this.#world.after(dice.between(500, 20_000), () => {
      if (!this.#isStorm()) {
        return;
      }
      const { outlives, shake } = this.#storage;
      const [what, strike] = dice.pick(
        /** @type {[string, () => boolean][]} */ ([
          // What is in memory ends with its process.
          ...(outlives ? [['killed', () => this.#backends.kill()]] : []),
          ...(shake ? [['shaken', shake]] : []),
          ['jumped', () => this.#backends.jump()],
        ]),
      );
      this.#happened[what] = (this.#happened[what] ?? 0) + (strike() ? 1 : 0);
      this.#strike();
    });
  }
}

/** @param {World} world @param {() => boolean} isStorm @returns {() => Weather} */
function stormOf({ dice }, isStorm) {
  const rate = () => (dice.chance(0.5) ? 0 : dice.between(0, 0.06));
  const storm = { lost: rate(), doubled: rate(), reset: rate(), silent: rate(), late: rate(), cut: rate() };
  return () => (isStorm() ? storm : FAIR);
}
