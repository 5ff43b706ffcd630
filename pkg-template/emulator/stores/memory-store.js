// The emulator's state: face groups, faces, results of verifications, used nonces and business ids. This one is in memory;
// sqlite-store.js has the same methods over a file. Every method is synchronous, so a search and the registration after it cannot be interleaved.

/**
 * @typedef {object} FaceGroup
 * @property {number} id
 * @property {string} code
 * @property {string} name
 * @property {string} description
 */
/**
 * @typedef {object} NewFace
 * @property {string} faceId 32 hexadecimal digits
 * @property {string} groupCode
 * @property {string} merchantUserId
 * @property {'MANUAL' | 'AUTO'} registrationType
 * @property {number} createdMs
 * @property {Uint8Array} fingerprint
 */
/** @typedef {NewFace & { id: number }} Face */
/** @typedef {{ transactionId: string, bizId: string, passed: 'Y' | 'N', subCode: string }} VerifyResult of a verification */
/**
 * @typedef {object} Store
 * @property {() => FaceGroup[]} groups
 * @property {(group: Omit<FaceGroup, 'id'>) => void} addGroup nothing happens when the code exists
 * @property {(groupCodes: readonly string[]) => Face[]} faces in the order of registration
 * @property {(face: NewFace) => Face} addFace
 * @property {(id: number) => void} deleteFace
 * @property {(key: string, untilMs: number, nowMs: number) => boolean} rememberNonce false when it is known already
 * @property {(bizId: string) => boolean} rememberBizId false when it is known already
 * @property {(result: VerifyResult) => void} addResult
 * @property {(known: { transactionId?: string | undefined, bizId?: string | undefined }) => VerifyResult | undefined} result the newest one that fits
 * @property {(transactionId: string) => void} deleteResult
 * @property {<T>(work: () => T) => T} transaction keeps all of the work or none of it
 * @property {() => void} clear forgets everything
 * @property {() => void} close
 */

/** @returns {Store} */
export function memoryStore() {
  /** @type {Map<string, FaceGroup>} */
  const groups = new Map();
  /** @type {Map<number, Face>} */
  const faces = new Map();
  /** @type {Map<string, number>} */
  const nonces = new Map();
  /** @type {Set<string>} */
  const bizIds = new Set();
  /** @type {Map<string, VerifyResult>} */
  const results = new Map();
  let lastId = 0;
  return {
    groups: () => [...groups.values()],
    addGroup(group) {
      if (!groups.has(group.code)) {
        groups.set(group.code, { id: (lastId += 1), ...group });
      }
    },
    faces: (groupCodes) => [...faces.values()].filter((face) => groupCodes.includes(face.groupCode)),
    addFace(face) {
      const added = { id: (lastId += 1), ...face };
      faces.set(added.id, added);
      return added;
    },
    deleteFace: (id) => void faces.delete(id),
    rememberNonce(key, untilMs, nowMs) {
      // Insertion order is nearly the order of expiry, so old entries are found at the front.
      for (const [old, until] of nonces) {
        if (until > nowMs) {
          break;
        }
        nonces.delete(old);
      }
      if (nonces.has(key)) {
        return false;
      }
      nonces.set(key, untilMs);
      return true;
    },
    rememberBizId(bizId) {
      const isNew = !bizIds.has(bizId);
      bizIds.add(bizId);
      return isNew;
    },
    addResult: (result) => void results.set(result.transactionId, result),
    result: ({ transactionId, bizId }) =>
      [...results.values()].findLast(
        (one) =>
          (transactionId === undefined || one.transactionId === transactionId) &&
          (bizId === undefined || one.bizId === bizId),
      ),
    deleteResult: (transactionId) => void results.delete(transactionId),
    transaction: (work) => work(),
    clear() {
      for (const kept of [groups, faces, nonces, bizIds, results]) {
        kept.clear();
      }
    },
    close: () => {},
  };
}
