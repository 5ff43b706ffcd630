// Numbers that follow from a seed.

/** @typedef {ReturnType<typeof diceOf>} Dice */

/** @param {number} seed a whole number */
export function diceOf(seed) {
  let state = seed >>> 0;
  /** From 0 to 1. The generator is mulberry32. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (/** @type {number} */ least, /** @type {number} */ most) =>
    least + Math.floor(next() * (most - least + 1));
  const hex = (/** @type {number} */ digits) => {
    let text = '';
    while (text.length < digits) {
      text += whole(0, 0xffff).toString(16).padStart(4, '0');
    }
    return text.slice(0, digits);
  };
  return {
    next,
    whole,
    between: (/** @type {number} */ least, /** @type {number} */ most) => least + next() * (most - least),
    chance: (/** @type {number} */ rate) => next() < rate,
    /** @template T @param {readonly T[]} all @returns {T} */
    pick: (all) => /** @type {T} */ (all[whole(0, all.length - 1)]),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    bytes: (/** @type {Uint8Array} */ into) => into.forEach((_, index) => (into[index] = whole(0, 255))),
  };
}
