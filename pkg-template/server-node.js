// What only Node has: its http server around a fetch handler, and a file.
export { serve } from './server/node/node-adapter.js';
export { toNodeHandler } from './server/node/to-node-handler.js';
export { sqliteStore } from './server/node/sqlite-store.js';
