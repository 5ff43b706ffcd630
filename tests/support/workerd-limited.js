// workerd itself, without miniflare, which has no way to hand flags to V8.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './package.js';

/** @import { Readable } from 'node:stream' */

/** @param {string} folder from the project's root */
function filesBelow(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return entries.filter((file) => /\.(js|wasm)$/.test(file)).map((file) => `${folder}/${file}`);
}

/**
 * @param {string} script path of the Worker, from the project's root
 * @param {string[]} flags for V8
 */
function configuration(script, flags) {
  const others = [...filesBelow('pkg'), 'tests/support/wasm-memory.js'];
  const modules = [script, ...others].map((path) => {
    const kind = path.endsWith('.wasm') ? 'wasm' : 'esModule';
    return `(name = "${path}", ${kind} = embed "../${path}")`;
  });
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  v8Flags = ${JSON.stringify(flags)},
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (compatibilityDate = "2026-01-01", modules = [${modules.join(', ')}]);
`;
}

/**
 * Starts the Worker on a port of its own.
 *
 * @param {string} script
 * @param {string[]} flags
 */
export async function startLimitedWorker(script, flags) {
  const file = join(root, 'target/workerd-limited.capnp');
  mkdirSync(join(root, 'target'), { recursive: true });
  writeFileSync(file, configuration(script, flags));
  const requireFromMiniflare = createRequire(createRequire(import.meta.url).resolve('miniflare'));
  const { default: workerd } = requireFromMiniflare('workerd');
  const child = spawn(workerd, ['serve', file, '--control-fd=3'], { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  const died = new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`workerd ended with ${code}`)));
  });
  died.catch(() => {});
  const listening = (async () => {
    for await (const line of createInterface({ input: /** @type {Readable} */ (child.stdio[3]) })) {
      const { event, port } = JSON.parse(line);
      if (event === 'listen') {
        return `http://127.0.0.1:${port}`;
      }
    }
    throw new Error('workerd does not say where it listens');
  })();
  const url = /** @type {string} */ (await Promise.race([listening, died]));
  return { url, end: () => child.kill() };
}
