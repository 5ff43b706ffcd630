// The entry for Cloudflare Workers. Files of the page are answered by the platform before this is asked.

import { createBackend, durableStore } from '../../pkg/server.js';
import { optionsFrom } from './environment.js';

export { SharedBooks } from '../../pkg/server.js';

export default createBackend((env) => ({ ...optionsFrom(env), store: durableStore(env.BOOKS) }));
