// Cloudflare Workers: bundled by wrangler as `wrangler deploy` and `wrangler dev` do it, run by workerd; the whole golden
// table through both entries.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { fixture, golden } from '../../support/fixtures.js';
import { root } from '../../support/package.js';
import { cell } from '../help/matrix.js';
import { makeProject, runIn } from '../help/project.js';

const COMPATIBILITY_DATE = '2026-04-01';

/** @param {string} entry */
const script = (entry) => `import { preflight } from '${entry}';
import { measure } from './golden.js';
export default {
  async fetch(request) {
    const json = request.headers.get('options') ?? '';
    return new Response(await measure(preflight, await request.arrayBuffer(), json));
  },
};
`;

/** @param {string} path */
const versionAt = (path) => JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')).version;
const row = `workerd ${versionAt('tests/node_modules/workerd')} (wrangler ${versionAt('www/node_modules/wrangler')})`;

for (const entry of ['face-preflight', 'face-preflight/inline']) {
  cell('runtimes', row, entry, async () => {
    const folder = makeProject('heavy', `workerd-${entry.replace('/', '-')}`, {
      'package.json': '{ "private": true, "type": "module" }',
      'worker.js': script(entry),
      'golden.js': readFileSync(join(root, 'tests/support/golden.js'), 'utf8'),
      'wrangler.toml': `name = "photo"\nmain = "worker.js"\ncompatibility_date = "${COMPATIBILITY_DATE}"\n`,
    });
    const wrangler = join(root, 'www/node_modules/.bin/wrangler');
    const quiet = { WRANGLER_SEND_METRICS: 'false', XDG_CONFIG_HOME: join(folder, '.config') };
    await runIn(folder, wrangler, ['deploy', '--dry-run', '--outdir', 'dist'], quiet);
    const modules = readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.wasm'));
    assert.equal(modules.length, 1, `the module that is used and no other: ${modules}`);
    const worker = new Miniflare({
      modules: true,
      modulesRoot: join(folder, 'dist'),
      scriptPath: join(folder, 'dist/worker.js'),
      // What wrangler takes .wasm and .bin for.
      modulesRules: [
        { type: 'CompiledWasm', include: ['**/*.wasm'] },
        { type: 'Data', include: ['**/*.bin'] },
      ],
      compatibilityDate: COMPATIBILITY_DATE,
      host: '127.0.0.1',
      port: 0,
    });
    try {
      for (const line of golden) {
        const [body, headers] = [fixture(line.fixture), { options: line.json }];
        const response = await worker.dispatchFetch('http://localhost/', { method: 'POST', body, headers });
        assert.equal(await response.text(), line.expected, line.fixture);
      }
    } finally {
      await worker.dispose();
    }
    return 'yes';
  });
}
