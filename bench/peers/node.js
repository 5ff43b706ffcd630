// The contestants that run in Node, each in a process of its own.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @typedef {{ cpuMs: number, wasmBytes?: number }} Measurement */

/**
 * @typedef {object} Runner
 * @property {string} name
 * @property {() => Promise<Measurement>} run
 * @property {() => void} end
 */

const CONTESTANTS = ['face-preflight', 'face-preflight-streamed', 'sharp', 'jsquash', 'photon'];

/**
 * Fresh processes, because wasm memory never shrinks.
 *
 * @param {string} path the photo's
 * @returns {Promise<Runner[]>}
 */
export function startAll(path) {
  return Promise.all(CONTESTANTS.map((name) => start(name, path)));
}

/**
 * @param {string} name
 * @param {string} path
 * @returns {Promise<Runner>}
 */
async function start(name, path) {
  const child = fork(fileURLToPath(new URL('child.js', import.meta.url)), [name]);
  const answer = () =>
    new Promise((resolve, reject) => {
      const died = (/** @type {number} */ code) => reject(new Error(`${name} died with ${code}`));
      child.once('exit', died);
      child.once('message', (message) => {
        child.off('exit', died);
        resolve(message);
      });
    });
  await answer();
  return {
    name,
    async run() {
      const result = answer();
      child.send(path);
      const message = await result;
      if (message.error) {
        throw new Error(`${name}: ${message.error}`);
      }
      return message;
    },
    end: () => child.kill(),
  };
}
