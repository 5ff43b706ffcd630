// The account's places: the rule without a clock, and the line before them with a clock that the test moves.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { RateSlots, accountRate } from '../../pkg/server/upstream/rate-slots.js';
import { SlotQueue } from '../../pkg/server/upstream/slot-queue.js';

/** @import { AccountRate } from '../../pkg/server/upstream/rate-slots.js' */

/** The most times in any window of a second. @param {number[]} times */
function busiest(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(...sorted.map((time, index) => sorted.slice(index).filter((other) => other < time + 1_000).length));
}

/** Numbers from 0 to 1 that are the same in every run. @param {number} seed */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Takes slots as fast as they are granted, for twenty seconds.
 * @param {AccountRate} rate
 * @param {() => { arrivesMs: number, answeredMs: number | undefined }} travel of a call, from when its place was taken
 */
function arrivalsOf(rate, travel) {
  const book = new RateSlots();
  /** @type {number[]} */
  const arrivals = [];
  /** @type {{ lease: string, atMs: number }[]} */
  let underWay = [];
  for (let now = 0; now < 20_000; now += 1) {
    underWay = underWay.filter(({ lease, atMs }) => {
      if (atMs <= now) {
        book.giveBack(lease, true, rate, now);
      }
      return atMs > now;
    });
    const take = () => book.take(rate, now, crypto.randomUUID());
    for (let lease = take(); lease !== undefined; lease = take()) {
      const { arrivesMs, answeredMs } = travel();
      arrivals.push(now + arrivesMs);
      if (answeredMs !== undefined) {
        underWay.push({ lease, atMs: now + answeredMs });
      }
    }
  }
  return arrivals;
}

for (const calls of [1, 3, 10]) {
  test(`no second holds more than ${calls} arrivals, whenever calls travel and are answered`, () => {
    const rate = accountRate(calls, 300);
    const random = dice(calls);
    const arrivals = arrivalsOf(rate, () => {
      // Under way for up to 0.3 s when the answer takes longer or never comes; any time before a quick answer.
      const answeredMs = random() < 0.1 ? undefined : random() * 2_000;
      return { arrivesMs: random() * Math.min(300, answeredMs ?? 300), answeredMs };
    });
    assert.ok(busiest(arrivals) <= calls, `${busiest(arrivals)}`);
    assert.ok(arrivals.length > 20 * calls * 0.75, `${arrivals.length} in 20 s: the places are used`);
  });
}

test('quick answers nearly reach the rate; slow ones cost the allowance, no more', () => {
  const rate = accountRate(10, 500);
  const perSecond = (/** @type {number} */ answeredMs) =>
    arrivalsOf(rate, () => ({ arrivesMs: 0, answeredMs })).length / 20;
  assert.ok(perSecond(10) >= 9.8, `${perSecond(10)}`);
  assert.ok(Math.abs(perSecond(400) - 10 / 1.4) < 0.5, `${perSecond(400)}`);
  assert.ok(Math.abs(perSecond(5_000) - 10 / 1.5) < 0.5, `${perSecond(5_000)}`);
});

test('less than a call a second is a longer window', () => {
  assert.deepEqual(accountRate(0.5, 100), { calls: 1, windowMs: 2_002, transitMs: 100 });
  assert.deepEqual(accountRate(3.9, 100), { calls: 3, windowMs: 1_001, transitMs: 100 });
});

test('an account whose rate is changed keeps the calls that are under way', () => {
  const [many, few] = [accountRate(3, 500), accountRate(1, 500)];
  const book = new RateSlots();
  const lease = book.take(many, 0, crypto.randomUUID()) ?? '';
  book.take(many, 1, crypto.randomUUID());
  book.giveBack(lease, false, many, 2);
  assert.equal(book.take(few, 3, crypto.randomUUID()), undefined, 'the call that is under way counts');
  assert.ok(book.take(many, 4, crypto.randomUUID()), 'and more places are free again');
});

test('where the clock is set back, a slot comes free after its time all the same', () => {
  const rate = accountRate(1, 500);
  const book = new RateSlots();
  assert.ok(book.take(rate, 7_200_000, 'before'));
  assert.equal(book.take(rate, 1_000, 'after'), undefined);
  assert.equal(book.take(rate, 2_500, 'after'), undefined);
  assert.ok(book.take(rate, 2_501, 'after'));
});

test('a lease that has ended gives back nothing that is another one’s', () => {
  const rate = accountRate(1, 500);
  const book = new RateSlots();
  const first = book.take(rate, 0, crypto.randomUUID()) ?? '';
  assert.equal(book.take(rate, 1_500, crypto.randomUUID()), undefined);
  assert.ok(book.take(rate, 1_501, crypto.randomUUID()));
  book.giveBack(first, false, rate, 1_502);
  assert.equal(book.take(rate, 1_503, crypto.randomUUID()), undefined);
});

/** A line whose clock the test moves. @param {number} calls */
function lineAt(calls) {
  mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  const rate = accountRate(calls, 500);
  const line = new SlotQueue(() => now);
  const told = /** @type {string[]} */ ([]);
  const settled = () => new Promise((done) => setImmediate(done));
  return {
    line,
    rate,
    told,
    /** @param {string} name @param {number} longestWaitMs @param {AbortSignal} [left] */
    async come(name, longestWaitMs, left) {
      const place = line.take(rate, longestWaitMs, left);
      void place.then((given) => told.push(given.ok ? `${name} after ${given.waitedMs}` : `${name} refused`));
      await settled();
      return place;
    },
    async pass(/** @type {number} */ ms) {
      for (let step = 0; step < ms; step += 1) {
        now += 1;
        mock.timers.tick(1);
      }
      await settled();
    },
  };
}

test('first come, first served; a call that cannot be served in time is refused at once', async (t) => {
  const { line, rate, told, come, pass } = lineAt(1);
  t.after(() => mock.timers.reset());
  const first = await come('anna', 0);
  void come('bert', 3_000);
  void come('carl', 3_000);
  await pass(0);
  const late = await come('dora', 3_000);
  assert.ok(!late.ok && late.retryAfterMs === 3_003, 'three windows at the soonest');
  await pass(100);
  assert.ok(first.ok);
  line.giveBack(first.lease, true, rate);
  await pass(1_000);
  assert.deepEqual(told, ['anna after 0', 'dora refused']);
  await pass(1);
  assert.deepEqual(told, ['anna after 0', 'dora refused', 'bert after 1101']);
  // Bert never gives back: Carl's turn comes after the allowance and a window.
  await pass(1_501);
  assert.equal(told.at(-1), 'carl after 2602');
});

test('who waits too long, or leaves, makes room for the next', async (t) => {
  const { told, come, pass } = lineAt(1);
  t.after(() => mock.timers.reset());
  const left = new AbortController();
  await come('anna', 0);
  void come('bert', 1_200);
  void come('carl', 2_500, left.signal);
  void come('dora', 3_500);
  await pass(1_200);
  assert.deepEqual(told, ['anna after 0', 'bert refused']);
  left.abort();
  await pass(301);
  assert.deepEqual(told, ['anna after 0', 'bert refused', 'carl refused', 'dora after 1501']);
  const gone = await come('emil', 3_000, left.signal);
  assert.equal(gone.ok, false);
});

test('a free place is given also to one who does not wait, although the clock goes on meanwhile', async () => {
  let now = 0;
  const line = new SlotQueue(() => (now += 1));
  assert.equal((await line.take(accountRate(1, 500), 0)).ok, true);
});
