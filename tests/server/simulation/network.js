// A network on which messages are late, lost, doubled, cut and overtaken.

/** @import { World } from './world.js' */

/**
 * @typedef {object} Weather how often what happens to a message, 0 to 1
 * @property {number} lost the request never arrives
 * @property {number} doubled it arrives twice
 * @property {number} reset the connection ends before the answer
 * @property {number} silent the answer never comes
 * @property {number} late the answer takes seconds
 * @property {number} cut half of the answer comes
 */
/**
 * @typedef {object} Route
 * @property {World} world
 * @property {() => Weather} weather
 * @property {number} mostTravelMs of a request
 * @property {(request: Request, body: string) => Promise<Response>} arrive at the other end; a rejection ends the connection
 * @property {(first: boolean) => void} [onArrival]
 * @property {(ended: () => void) => () => void} [onDeath] of the side that asks
 */

/** @type {Weather} */
export const FAIR = { lost: 0, doubled: 0, reset: 0, silent: 0, late: 0, cut: 0 };

/** @param {Route} route @returns {typeof fetch} */
export function wire({ world, weather, mostTravelMs, arrive, onArrival, onDeath }) {
  const { dice } = world;
  return (input, init = {}) =>
    new Promise((settle, reject) => {
      const { signal } = init;
      // From then on nothing must come of the signal: when a signal is collected as garbage is not for the seed to say.
      const over = () => {
        signal?.removeEventListener('abort', leave);
        forget();
      };
      const done = (/** @type {Response} */ answer) => {
        over();
        settle(answer);
      };
      const fail = (/** @type {unknown} */ error) => {
        over();
        reject(error);
      };
      const left = new AbortController();
      const broken = () => fail(new TypeError('fetch failed'));
      // The other end learns of it a little later.
      const tell = () =>
        void world.after(dice.between(1, 200), () => left.abort(new DOMException('left', 'AbortError')));
      const forget = onDeath?.(tell) ?? (() => {});
      const leave = () => {
        fail(signal?.reason);
        tell();
      };
      if (signal?.aborted) {
        leave();
        return;
      }
      signal?.addEventListener('abort', leave, { once: true });
      const fate = fateOf(weather(), dice.next());
      const travelMs = () => dice.between(0, mostTravelMs) * (dice.chance(0.8) ? 0.05 : 1);
      if (fate === 'lost') {
        world.after(dice.between(10, 30_000), broken);
        return;
      }
      const deliver = async (/** @type {boolean} */ first) => {
        onArrival?.(first);
        const request = new Request(/** @type {URL} */ (input), {
          .../** @type {any} */ (init),
          signal: first ? left.signal : null,
          duplex: 'half',
        });
        const answer = await arrive(request, String(init.body)).catch(() => undefined);
        if (!first) {
          return;
        }
        bring(answer, { world, fate, done, broken });
      };
      world.after(travelMs(), () => void deliver(true));
      if (fate === 'doubled') {
        world.after(travelMs(), () => void deliver(false));
      }
    });
}

/** @param {Weather} weather @param {number} number 0 to 1 @returns {keyof Weather | undefined} */
function fateOf(weather, number) {
  let rest = number;
  for (const [name, rate] of Object.entries(weather)) {
    rest -= rate;
    if (rest < 0) {
      return /** @type {keyof Weather} */ (name);
    }
  }
  return undefined;
}

/**
 * Carries an answer back.
 * @param {Response | undefined} answer
 * @param {{ world: World, fate: keyof Weather | undefined, done: (answer: Response) => void, broken: () => void }} way
 */
function bring(answer, { world, fate, done, broken }) {
  const { dice } = world;
  if (fate === 'silent') {
    return;
  }
  const ms = fate === 'late' ? dice.between(500, 30_000) : dice.between(0, dice.chance(0.8) ? 30 : 400);
  world.after(ms, () => {
    if (!answer || fate === 'reset') {
      broken();
    } else {
      done(fate === 'cut' ? halved(answer) : answer);
    }
  });
}

/** @param {Response} answer */
function halved(answer) {
  const reader = answer.body?.getReader();
  const body = new ReadableStream({
    async pull(controller) {
      const next = await reader?.read();
      if (next?.value) {
        controller.enqueue(next.value.subarray(0, next.value.length >> 1));
      }
      controller.error(new TypeError('terminated'));
    },
  });
  return new Response(body, { status: answer.status, headers: answer.headers });
}
