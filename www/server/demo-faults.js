// The demo's way to the emulator's faults: the page may speak to its own server only.

import { BodyRefused, readUpTo } from '../../pkg/server/http/body.js';

export const FAULTS_PATH = '/demo/faults';

const MOST_BYTES = 4_096;

/**
 * @param {string} emulator its address
 * @returns {(request: Request) => Promise<Response | undefined>} nothing for another route
 */
export function faultsRoute(emulator) {
  return async (request) => {
    if (request.method !== 'PUT' || new URL(request.url).pathname !== FAULTS_PATH) {
      return undefined;
    }
    try {
      const body = await readUpTo(request.body, MOST_BYTES);
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(new URL('/_emulator/faults', emulator), { method: 'PUT', headers, body });
      return Response.json(await answer.json(), { status: answer.status });
    } catch (error) {
      if (error instanceof BodyRefused) {
        return Response.json({ code: 'invalid' }, { status: 413 });
      }
      throw error;
    }
  };
}
