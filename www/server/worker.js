// The entry for Cloudflare Workers. Files of the page are answered by the platform before this is asked.

import { preflight } from 'face-preflight';
import { createApp, notConfigured } from '../../pkg/server/app.js';
import { readConfig } from './config.js';
import { durableStore } from '../../pkg/server/stores/durable-object.js';

export { SharedBooks } from '../../pkg/server/stores/durable-object.js';

/** One for each isolate, made at its first request. @type {ReturnType<typeof createApp> | undefined} */
let app;

export default {
  /**
   * @param {Request} request
   * @param {Record<string, any>} env
   * @param {{ waitUntil(work: Promise<unknown>): void }} context
   */
  async fetch(request, env, context) {
    try {
      app ??= createApp({ config: readConfig(env), preflight, store: durableStore(env.BOOKS) });
    } catch (error) {
      // Deployed, but its secrets are not there yet.
      return notConfigured(error);
    }
    const answer = app.fetch(request, { address: request.headers.get('cf-connecting-ip') ?? '' });
    // Without this nothing of it runs on once the client has left: the key would stay taken, and no line be logged.
    context.waitUntil(answer.catch(() => {}));
    return answer;
  },
};
