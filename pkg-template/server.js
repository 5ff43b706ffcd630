// The entry for the server's half of a call: the signature, the signing backend and what it keeps.
export { createApp, notConfigured } from './server/app.js';
export { DEFAULT_LIMITS } from './server/backend-config.js';
export * from './server/signature/sign.js';
export { SharedBooks, durableStore } from './server/stores/durable-object.js';
export { memoryStore } from './server/stores/memory-store.js';
export { checkOptions } from './server/verification/pictures.js';
export { readPolicies } from './server/verification/policy.js';
