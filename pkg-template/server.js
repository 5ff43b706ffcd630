// The entry for the server's half of a call: the signature, the signing backend and what it keeps.
export { createApp, notConfigured } from './server/app.js';
export { DEFAULT_LIMITS } from './server/backend-config.js';
export { ApiError } from './server/client/api-error.js';
export { createClient } from './server/client/create-client.js';
export { ReceiptError, issueReceipt, verifyReceipt } from './server/identity/receipt.js';
export { issueToken, tokenAuthenticator } from './server/identity/token.js';
export * from './server/signature/sign.js';
export { SharedBooks, durableStore } from './server/stores/durable-object.js';
export { memoryStore } from './server/stores/memory-store.js';
export { checkOptions } from './server/verification/pictures.js';
export { readPolicies } from './server/verification/policy.js';

/** @typedef {import('./server/client/create-client.js').Client} Client */
/** @typedef {import('./server/client/create-client.js').ClientOptions} ClientOptions */
/** @typedef {import('./server/client/face-duplication-check.js').FaceDuplicationCheckAnswer} FaceDuplicationCheckAnswer */
/** @typedef {import('./server/client/face-duplication-check.js').FaceDuplicationCheckRequest} FaceDuplicationCheckRequest */
/** @typedef {import('./server/identity/receipt.js').Receipt} Receipt */
/** @typedef {import('./server/identity/receipt.js').ReceiptVerdict} ReceiptVerdict */
/** @typedef {import('./server/identity/token.js').Identity} Identity */
/** @typedef {import('./server/upstream/credentials.js').CredentialsSource} CredentialsSource */
/** @typedef {import('./server/upstream/credentials.js').ExpiringCredentials} ExpiringCredentials */
