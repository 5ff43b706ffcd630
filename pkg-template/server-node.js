// What only Node has: its http server around a fetch handler.
export { serve } from './server/node/node-adapter.js';
export { toNodeHandler } from './server/node/to-node-handler.js';
