// The entry for the server's half of a call: the signature, the signing backend and what it keeps.
export { ApiError } from './server/client/api-error.js';
export { createClient } from './server/client/create-client.js';
export { createBackend } from './server/create-backend.js';
export { Refusal } from './server/http/refusal.js';
export { ReceiptError, issueReceipt, verifyReceipt } from './server/identity/receipt.js';
export { importFace } from './server/records/import-face.js';
export { issueToken, tokenAuthenticator } from './server/identity/token.js';
export * from './server/signature/sign.js';
export { SharedBooks, durableStore } from './server/stores/durable-object.js';
export { memoryStore } from './server/stores/memory-store.js';
export { redisStore } from './server/stores/redis-store.js';
export { hashedUserId } from './server/verification/vendor-user-id.js';

/** @typedef {import('./server/create-backend.js').BackendHandler} BackendHandler */
/** @typedef {import('./server/create-backend.js').BackendOptions} BackendOptions */
/** @typedef {import('./server/stores/memory-store.js').Store} Store */
/** @typedef {import('./server/verification/answers.js').VerdictEvent} VerdictEvent */
/** @typedef {import('./server/verification/policy.js').PolicyOptions} PolicyOptions */
/** @typedef {import('./server/verification/reference.js').ReferenceHook} ReferenceHook */
/** @typedef {import('./server/records/admin-policy.js').AdminPolicyOptions} AdminPolicyOptions */
/** @typedef {import('./server/records/import-face.js').Imported} Imported */
/** @typedef {import('./server/records/import-face.js').ImportOptions} ImportOptions */
/** @typedef {import('./server/client/create-client.js').Client} Client */
/** @typedef {import('./server/client/create-client.js').ClientOptions} ClientOptions */
/** @typedef {import('./server/client/face-duplication-check.js').FaceDuplicationCheckAnswer} FaceDuplicationCheckAnswer */
/** @typedef {import('./server/client/face-duplication-check.js').FaceDuplicationCheckRequest} FaceDuplicationCheckRequest */
/** @typedef {import('./server/client/face-duplication-check.js').FaceVerifyRequest} FaceVerifyRequest */
/** @typedef {import('./server/client/face-records.js').FaceGroup} FaceGroup */
/** @typedef {import('./server/client/face-records.js').FaceRecord} FaceRecord */
/** @typedef {import('./server/identity/receipt.js').Receipt} Receipt */
/** @typedef {import('./server/identity/receipt.js').ReceiptVerdict} ReceiptVerdict */
/** @typedef {import('./server/identity/token.js').Identity} Identity */
/** @typedef {import('./server/upstream/credentials.js').CredentialsSource} CredentialsSource */
/** @typedef {import('./server/upstream/credentials.js').ExpiringCredentials} ExpiringCredentials */
