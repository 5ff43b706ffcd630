// The backend in workerd, bundled by wrangler exactly as for a deploy.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installServerTools } from '../support/install.js';

/** @import { Readable } from 'node:stream' */

const www = fileURLToPath(new URL('../../www/', import.meta.url));
/** What wrangler leaves beside the script. @type {Record<string, string>} */
const OTHER_MODULES = { '.wasm': 'CompiledWasm', '.bin': 'Data' };
/** miniflare belongs to the project's common test tools. */
const load = createRequire(new URL('../package.json', import.meta.url));

/** @returns {any} */
export function miniflare() {
  return load('miniflare').Miniflare;
}

/** `wrangler deploy --dry-run` @returns {{ folder: string, told: string }} */
export function bundle() {
  installServerTools();
  const folder = mkdtempSync(join(tmpdir(), 'face-worker-'));
  const told = execFileSync('npx', ['wrangler', 'deploy', '--dry-run', '--outdir', folder], {
    cwd: www,
    encoding: 'utf8',
    timeout: 180_000,
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' },
  });
  return { folder, told };
}

/**
 * @param {Record<string, string>} bindings
 * @param {{ port?: number, inspectorPort?: number, onLine?: (line: string) => void }} [options]
 */
export async function startWorkerd(bindings, { port = 0, inspectorPort, onLine = () => {} } = {}) {
  const { folder, told } = bundle();
  const Miniflare = miniflare();
  const server = new Miniflare({
    host: '127.0.0.1',
    port,
    ...(inspectorPort !== undefined && { inspectorPort }),
    modules: [
      { type: 'ESModule', path: 'worker.js', contents: readFileSync(join(folder, 'worker.js'), 'utf8') },
      ...readdirSync(folder).flatMap((name) => {
        const type = OTHER_MODULES[extname(name)];
        return type ? [{ type, path: name, contents: readFileSync(join(folder, name)) }] : [];
      }),
    ],
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['enable_request_signal'],
    durableObjects: { BOOKS: { className: 'SharedBooks', useSQLite: true } },
    assets: { directory: join(www, '.assets'), binding: 'ASSETS', routerConfig: { has_user_worker: true } },
    bindings,
    handleRuntimeStdio: (/** @type {Readable} */ out, /** @type {Readable} */ errors) => {
      for (const stream of [out, errors]) {
        stream.setEncoding('utf8').on('data', (text) => text.split('\n').filter(Boolean).forEach(onLine));
      }
    },
  });
  const url = String(await server.ready).replace(/\/$/, '');
  return {
    url,
    told,
    inspector: inspectorPort === undefined ? undefined : await server.getInspectorURL(),
    async close() {
      await server.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
