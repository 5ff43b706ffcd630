// All contestants on all photos, in rounds: whatever slows the machine slows all of them.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './job.js';

const CONTESTANTS = ['face-preflight', 'face-preflight-streamed', 'sharp', 'jsquash', 'photon'];

/** @param {string} name */
async function start(name) {
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
    /** @param {string} path */
    async run(path) {
      const result = answer();
      child.send(path);
      const message = await result;
      if (message.error) throw new Error(`${name}: ${message.error}`);
      return message;
    },
    end: () => child.kill(),
  };
}

/**
 * @param {{ name: string, path: string }} photo
 * @param {number} rounds
 */
export async function measure({ name, path }, rounds) {
  const children = await Promise.all(CONTESTANTS.map(start));
  const results = children.map((child) => ({ child, name: child.name, cpuMs: [], last: undefined, failed: undefined }));
  // The first round warms up: it compiles and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const result of results.filter(({ failed }) => !failed)) {
      try {
        result.last = await result.child.run(path);
        if (round > 0) result.cpuMs.push(result.last.cpuMs);
      } catch (error) {
        result.failed = error.message;
      }
    }
  }
  children.forEach((child) => child.end());
  return {
    photo: name,
    contestants: Object.fromEntries(
      results.map(({ name, cpuMs, last, failed }) => [name, failed ? { failed } : { ...last, cpuMs: median(cpuMs) }]),
    ),
  };
}
