// What the people of a simulation do, and which verdicts are right for them: they sign up, some by a double click, some
// again later; some log in; some are strangers; some try it with somebody else's face; some two have one face.

import { submit } from '../../../pkg/client.js';
import { fakePicture } from '../../support/fake-picture.js';

/** @import { Watch } from './watch.js' */
/** @import { World } from './world.js' */

/** @typedef {{ user: string, face: number }} Person */
/** @typedef {(verdict: string) => boolean} Right */

/** Longest time of a `submit`. */
export const SUBMIT_MS = 60_000;
/** Every virtual user of these begins so; no output may hold one. */
export const USER_PREFIX = 'sim-user-';
const STRANGERS = 1_000_000;

const REGISTERED = 'passed 200 registered';
const isRegistered = (/** @type {string} */ verdict) => verdict === REGISTERED;
const isOthers = (/** @type {string} */ verdict) => verdict === 'refused 233 other';
const isEither = (/** @type {string} */ verdict) => isRegistered(verdict) || isOthers(verdict);
const isKnown = (/** @type {string} */ verdict) => verdict === 'passed 233 self';
const isNew = (/** @type {string} */ verdict) => verdict === 'passed 200';

export class Traffic {
  #world;
  #watch;
  #fetch;
  #people = 0;
  /** @type {Person[]} who has been told to be registered */
  #known = [];
  /** How many times `submit` was called. */
  calls = 0;
  /** How many of these gave a verdict. */
  verdicts = 0;
  /** How many people are at it. */
  busy = 0;

  /** @param {World} world @param {Watch} watch @param {typeof globalThis.fetch} send to the backend */
  constructor(world, watch, send) {
    this.#world = world;
    this.#watch = watch;
    this.#fetch = send;
  }

  /** Somebody comes. @param {(error: unknown) => void} failed */
  begin(failed) {
    const { plan } = this.#world;
    const all = [
      ...Array(4).fill(() => this.#signUp()),
      ...Array(2).fill(() => this.#doubleClick()),
      () => this.#twins(),
      ...(this.#known.length > 0
        ? [
            () => this.#again(),
            () => this.#impostor(),
            ...Array(2).fill(() => this.#ask(plan.pick(this.#known), 'login', isKnown)),
          ]
        : []),
      () => this.#ask({ user: this.#newUser(), face: STRANGERS + plan.whole(0, 9) }, 'search', isNew),
    ];
    this.busy += 1;
    plan
      .pick(all)()
      .then(() => {
        this.busy -= 1;
      }, failed);
  }

  #newUser() {
    this.#people += 1;
    return `${USER_PREFIX}${this.#people}`;
  }

  /** @returns {Person} */
  #newPerson() {
    return { user: this.#newUser(), face: this.#people };
  }

  #newKey() {
    return `key-${this.#world.plan.uuid()}`;
  }

  async #signUp() {
    const person = this.#newPerson();
    const key = this.#newKey();
    await this.#ask(person, 'signup', isRegistered, key);
    this.#known.push(person);
    if (this.#world.plan.chance(0.3)) {
      await this.#ask(person, 'signup', isRegistered, key);
    }
  }

  async #doubleClick() {
    const person = this.#newPerson();
    const key = this.#newKey();
    const second = this.#world.sleep(this.#world.plan.between(0, 300));
    await Promise.all([
      this.#ask(person, 'signup', isRegistered, key),
      second.then(() => this.#ask(person, 'signup', isRegistered, key)),
    ]);
    this.#known.push(person);
  }

  /** Somebody who is registered signs up once more: the own face is nobody else's. */
  async #again() {
    await this.#ask(this.#world.plan.pick(this.#known), 'signup', isRegistered);
  }

  async #impostor() {
    const { face } = this.#world.plan.pick(this.#known);
    await this.#ask({ user: this.#newUser(), face }, 'signup', isOthers);
  }

  /** Of two with one face one is registered. */
  async #twins() {
    const one = this.#newPerson();
    const other = { ...one, user: this.#newUser() };
    const verdicts = await Promise.all([one, other].map((person) => this.#ask(person, 'signup', isEither)));
    if (verdicts.filter(isRegistered).length !== 1) {
      this.#watch.fail(`two with one face were told "${verdicts.join('", "')}"`);
    }
  }

  /**
   * Asks until there is a verdict, as a person does.
   * @param {Person} person
   * @param {string} policy
   * @param {Right} isRight
   * @param {string} [key]
   */
  async #ask({ user, face }, policy, isRight, key = this.#newKey()) {
    const { dice, sleep } = this.#world;
    const picture = fakePicture({ person: face });
    this.#watch.keyUsed(user, key);
    for (;;) {
      this.calls += 1;
      const answered = this.#watch.asked('submit', key);
      const answer = await submit(picture, {
        endpoint: 'http://backend.sim/api/verify',
        policy,
        token: `${user}~${key}`,
        idempotencyKey: key,
        timeoutMs: SUBMIT_MS,
        fetch: (input, init) =>
          this.#fetch(input, { ...init, headers: { .../** @type {any} */ (init?.headers), 'x-address': user } }),
      });
      answered();
      if (answer.kind === 'verdict') {
        this.verdicts += 1;
        const verdict = told(answer);
        this.#watch.verdict(key, verdict, isRight);
        return verdict;
      }
      this.#world.note(`${key} ${answer.kind} ${'code' in answer ? answer.code : answer.reason}`);
      await sleep(dice.between(50, 3_000));
    }
  }
}

/** @param {{ passed: boolean, subCode: string, registered: boolean, duplicate?: string }} answer */
function told({ passed, subCode, registered, duplicate }) {
  return [passed ? 'passed' : 'refused', subCode, registered ? 'registered' : duplicate].filter(Boolean).join(' ');
}
