// What must be true after every step of a simulation, whatever happens.

/** @import { World } from './world.js' */

/** A simulation that found a wrong. */
export class Violation extends Error {}

/**
 * @typedef {object} Account
 * @property {number} callsPerSecond
 * @property {number} answerMs longest time from a request to the backend's answer
 * @property {number} submitMs longest time of a `submit`
 * @property {string[]} secrets
 */

export class Watch {
  #world;
  #account;
  /** @type {string | undefined} */
  #wrong;
  /** @type {number[]} calls that came within the last second */
  #arrivals = [];
  busiest = 0;
  /** @type {Map<string, number>} registrations by the user */
  #registrations = new Map();
  /** @type {Map<string, Set<string>>} calls by the user, each by its id */
  #bizIds = new Map();
  /** @type {Map<string, Set<string>>} keys by the user */
  #keys = new Map();
  /** @type {Map<string, string>} what was told, by the key */
  #told = new Map();
  /** What has not been answered, of each kind the oldest first. @type {Record<'submit' | 'request', Map<object, { what: string, untilMs: number }>>} */
  #waiting = { submit: new Map(), request: new Map() };

  /** @param {World} world @param {Account} account */
  constructor(world, account) {
    this.#world = world;
    this.#account = account;
  }

  /** @param {string} wrong the first one counts */
  fail(wrong) {
    this.#wrong ??= wrong;
  }

  /** After each step. @throws {Violation} */
  step() {
    for (const kind of /** @type {const} */ (['submit', 'request'])) {
      const [oldest] = this.#waiting[kind].values();
      if (oldest && oldest.untilMs < this.#world.nowMs) {
        this.fail(`not answered in time: ${kind} ${oldest.what}`);
      }
    }
    if (this.#wrong !== undefined) {
      throw new Violation(this.#wrong);
    }
  }

  /** A call of the service has come. */
  arrival() {
    const { nowMs } = this.#world;
    this.#arrivals = this.#arrivals.filter((time) => time > nowMs - 1_000);
    this.#arrivals.push(nowMs);
    this.busiest = Math.max(this.busiest, this.#arrivals.length);
    if (this.#arrivals.length > this.#account.callsPerSecond) {
      this.fail(`${this.#arrivals.length} calls in one second, ${this.#account.callsPerSecond} are allowed`);
    }
  }

  /** @param {string} user @param {string} bizId of the call that has been sent */
  sent(user, bizId) {
    const ids = this.#bizIds.get(user) ?? new Set();
    this.#bizIds.set(user, ids.add(bizId));
    const keys = this.#keys.get(user)?.size ?? 0;
    if (ids.size > keys) {
      this.fail(`${keys} keys of ${user} made ${ids.size} calls`);
    }
  }

  /** @param {string} user */
  registered(user) {
    const count = (this.#registrations.get(user) ?? 0) + 1;
    this.#registrations.set(user, count);
    if (count > 1) {
      this.fail(`${user} is registered ${count} times`);
    }
  }

  /** @param {string} user @param {string} key */
  keyUsed(user, key) {
    this.#keys.set(user, (this.#keys.get(user) ?? new Set()).add(key));
  }

  /** @param {string} key @param {string} verdict @param {(verdict: string) => boolean} isRight */
  verdict(key, verdict, isRight) {
    const before = this.#told.get(key);
    if (before !== undefined && before !== verdict) {
      this.fail(`${key} was told "${verdict}", before "${before}"`);
    }
    this.#told.set(key, verdict);
    if (!isRight(verdict)) {
      this.fail(`${key} was told "${verdict}"`);
    }
  }

  /** What anybody outside may read. @param {string} where @param {string} text */
  output(where, text) {
    this.#world.note(text);
    const secret = this.#account.secrets.find((one) => text.includes(one));
    if (secret !== undefined) {
      this.fail(`a secret stands in ${where}: ${secret}`);
    }
  }

  /** @param {'submit' | 'request'} kind @param {string} what @returns {() => void} that it was answered, or need not be */
  asked(kind, what) {
    const { answerMs, submitMs } = this.#account;
    const untilMs = this.#world.nowMs + (kind === 'submit' ? submitMs : answerMs);
    const mine = {};
    this.#waiting[kind].set(mine, { what, untilMs });
    return () => void this.#waiting[kind].delete(mine);
  }
}
