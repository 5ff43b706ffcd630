// The emulator as integrators start it in their own tests.

import { misuse, refuseUnknown } from '../lib/misuse.js';
import * as facePreflight from '../node.js';
import { checkOptions } from './options.js';
import { chooseVision } from './recogniser/choose-vision.js';
import { checkSeed } from './seed.js';
import { startEmulator } from './start-emulator.js';
import { memoryStore } from './stores/memory-store.js';

/** @import { FaultPlan } from './faults/fault-plan.js' */
/** @import { Options } from './options.js' */
/** @import { Seed } from './seed.js' */

/**
 * @typedef {object} EmulatorOptions
 * @property {number | undefined} [port] on 127.0.0.1; 0 takes a free one. Default: 0
 * @property {string | undefined} [state] path of a SQLite file that keeps the state. Default: the state is in memory
 * @property {Seed | undefined} [seed] groups and faces of an emulator that has none yet, and after each `reset`
 * @property {{ accessKeyId: string, accessKeySecret: string } | undefined} [credentials] the access key that callers sign
 *   with. Default: a random one
 * @property {Partial<Options> | undefined} [options] decide what the API's documentation leaves open. Default: see
 *   `docs/emulator.md`
 * @property {((line: Record<string, unknown>) => void) | undefined} [log] gets a line for each call, never parameters or keys
 */
/**
 * @typedef {object} Emulator
 * @property {string} url such as `http://127.0.0.1:49152`: the `endpoint` of a client or backend
 * @property {{ accessKeyId: string, accessKeySecret: string }} credentials
 * @property {{ accessKeyId: string, accessKeySecret: string, securityToken: string }} temporaryCredentials (STS)
 * @property {string[]} groups codes of the face groups that it started with
 * @property {'recogniser' | 'fingerprint'} engine what tells people apart
 * @property {string} engineNote the same for people to read, with the reason
 * @property {(request: Request) => Promise<Response>} fetch answers a call without the network; rejects where a fault drops
 *   the connection
 * @property {(plan: Partial<FaultPlan>) => void} setFaults the share of calls that meet each fault; `{}` ends them. Throws
 *   where a name does not exist
 * @property {() => Promise<void>} reset forgets faces, results and faults, and seeds again
 * @property {() => Promise<void>} close ends the server; a state in a file stays
 */

const MEMBERS = ['port', 'state', 'seed', 'credentials', 'options', 'log'];
const MOST_PORT = 65_535;

/**
 * Starts an emulator of the API on this machine. It is a test double: anyone who reaches its port can reset it.
 *
 * @param {EmulatorOptions} [options]
 * @returns {Promise<Emulator>}
 * @throws {import('../lib/errors.js').PreflightError} `invalid_option`
 *
 * @example
 * ```js
 * const emulator = await createEmulator({ seed: { groups: ['customers'] } });
 * const client = createClient({ endpoint: emulator.url, credentials: emulator.credentials });
 * console.log(await client.queryFaceGroup());
 * await emulator.close();
 * ```
 */
export async function createEmulator(options = {}) {
  refuseUnknown(options, MEMBERS);
  const { port = 0, state, seed, credentials, options: behaviour, log } = options;
  if (!(Number.isInteger(port) && port >= 0 && port <= MOST_PORT)) {
    throw misuse('port', `must be a whole number from 0 to ${MOST_PORT}`);
  }
  if (behaviour) {
    checkOptions(behaviour);
  }
  if (seed) {
    checkSeed(seed);
  }
  const { vision, note } = await chooseVision(facePreflight, behaviour?.engine);
  const store =
    state === undefined ? memoryStore() : await (await import('./stores/sqlite-store.js')).sqliteStore(state);
  try {
    const { server, key, sts, handler, faceGroups } = await startEmulator({
      ...{ port, store, vision },
      ...(seed && { seed }),
      ...(credentials && { key: credentials }),
      ...(behaviour && { options: behaviour }),
      ...(log && { log }),
    });
    return {
      ...{ url: server.url, credentials: key, temporaryCredentials: sts, groups: faceGroups },
      ...{ engine: vision.engine, engineNote: note },
      ...handler,
      async close() {
        await server.close();
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}
