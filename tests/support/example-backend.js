// The server of an example: its files, its own token route and the package's backend, before the emulator of the API.

import { readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import * as product from '../../pkg/node.js';
import { createBackend, issueToken, tokenAuthenticator } from '../../pkg/server.js';
import { serve } from '../../pkg/server-node.js';
import { packageVision } from '../../pkg/emulator/pictures/package-vision.js';
import { startEmulator } from '../../pkg/emulator/start-emulator.js';

const SECRET = 'a secret of tokens with at least 32 bytes';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/**
 * @param {string} folder the example's files
 * @returns what was asked for, and what the backend answered to it
 */
export async function serveExample(folder) {
  const emulator = await startEmulator({ port: 0, vision: packageVision(product) });
  const [group = ''] = emulator.faceGroups;
  const backend = createBackend({
    endpoint: emulator.server.url,
    credentials: emulator.key,
    policies: { signup: { mode: 'search', groups: [group], register: group } },
    authenticate: tokenAuthenticator({ secret: SECRET }),
    log: () => {},
  });
  /** @type {string[]} */
  const asked = [];
  /** @type {Record<string, any>[]} */
  const verdicts = [];
  const server = await serve(
    async (request, client) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      if (pathname === '/token') {
        return new Response(await issueToken({ userId: 'anna', policy: 'signup' }, { secret: SECRET }));
      }
      if (!pathname.startsWith('/api/')) {
        return fileOf(folder, pathname);
      }
      const answer = await backend.fetch(request, client);
      verdicts.push(await answer.clone().json());
      return answer;
    },
    { port: 0 },
  );
  return {
    url: server.url,
    asked,
    verdicts,
    async close() {
      await server.close();
      await emulator.server.close();
    },
  };
}

/** @param {string} folder @param {string} path */
function fileOf(folder, path) {
  const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
  try {
    return new Response(readFileSync(file), {
      headers: { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' },
    });
  } catch {
    return new Response(null, { status: 404 });
  }
}
