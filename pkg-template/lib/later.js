import { PreflightError } from './errors.js';

/** @import { Engine } from './engine.js' */

/**
 * An engine whose script is loaded with the first call.
 *
 * @param {() => Promise<{ engine: Engine }>} load a script that came is kept by the runtime
 * @returns {Engine}
 */
export function later(load) {
  async function loaded() {
    try {
      return (await load()).engine;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new PreflightError('load_failed', `the script that works without a worker did not load: ${reason}`, {
        cause,
      });
    }
  }
  return {
    open: async (...given) => (await loaded()).open(...given),
    inspect: async (...given) => (await loaded()).inspect(...given),
    warm: async (...given) => (await loaded()).warm(...given),
  };
}
