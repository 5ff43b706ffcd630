// A Worker as wrangler would deploy it.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { installServerTools } from './install.js';
import { root } from './package.js';

/** What wrangler leaves beside the script. @type {Record<string, 'CompiledWasm' | 'Data'>} */
const OTHER_MODULES = { '.wasm': 'CompiledWasm', '.bin': 'Data' };

/**
 * `wrangler deploy --dry-run` in a project.
 *
 * @param {string} folder
 * @param {string} script name of the file that it makes
 * @returns the modules, as Miniflare takes them
 */
export function bundledModules(folder, script = 'worker.js') {
  installServerTools();
  execFileSync(join(root, 'www/node_modules/.bin/wrangler'), ['deploy', '--dry-run', '--outdir', 'dist'], {
    cwd: folder,
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' },
    timeout: 180_000,
    stdio: 'pipe',
  });
  const dist = join(folder, 'dist');
  const others = readdirSync(dist).flatMap((name) => {
    const type = OTHER_MODULES[extname(name)];
    return type ? [{ type, path: name, contents: readFileSync(join(dist, name)) }] : [];
  });
  return [
    { type: /** @type {const} */ ('ESModule'), path: script, contents: readFileSync(join(dist, script), 'utf8') },
    ...others,
  ];
}
