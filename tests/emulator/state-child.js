// Registers faces in a state file as fast as it can and tells each one after it was stored, until it is killed.
import { writeSync } from 'node:fs';
import { sqliteStore } from '../../pkg/emulator/stores/sqlite-store.js';

const store = await sqliteStore(String(process.argv[2]));
store.addGroup({ code: 'groupone', name: 'one', description: '' });
for (;;) {
  const faceId = crypto.randomUUID();
  store.transaction(() => {
    store.rememberNonce(faceId, Date.now() + 60_000, Date.now());
    store.addFace({
      faceId,
      groupCode: 'groupone',
      merchantUserId: faceId,
      registrationType: 'AUTO',
      createdMs: Date.now(),
      fingerprint: new Uint8Array(256).fill(7),
    });
    store.addFace({
      faceId: `${faceId}-twin`,
      groupCode: 'groupone',
      merchantUserId: faceId,
      registrationType: 'AUTO',
      createdMs: Date.now(),
      fingerprint: new Uint8Array(256),
    });
  });
  writeSync(1, `${faceId}\n`);
}
