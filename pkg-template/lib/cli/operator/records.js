// Faces in groups: which there are, which a user has, and their deletion.

/** @import { Client } from '../../../server/client/create-client.js' */
/** @import { FaceGroup, FaceRecord } from '../../../server/client/face-records.js' */

/** @typedef {FaceRecord & { group: string }} GroupedRecord */

const PAGE = 100;

/** @param {Client} client @param {AbortSignal} signal @returns {Promise<FaceGroup[]>} */
export async function allGroups(client, signal) {
  /** @type {FaceGroup[]} */
  const groups = [];
  for (let page = 1; ; page += 1) {
    const answer = await client.queryFaceGroup({ page, pageSize: PAGE }, { signal });
    groups.push(...answer.groups);
    if (answer.groups.length === 0 || page >= (answer.pages ?? 1)) {
      return groups;
    }
  }
}

/**
 * A user's faces, in one group or in all of the region.
 *
 * @param {Client} client
 * @param {{ userId: string, group: string | undefined }} asked `userId` as the vendor knows it
 * @param {AbortSignal} signal
 */
export async function recordsOf(client, { userId, group }, signal) {
  const groups = group === undefined ? (await allGroups(client, signal)).map(({ code }) => code) : [group];
  /** @type {GroupedRecord[]} */
  const found = [];
  for (const code of groups) {
    for (let page = 1; ; page += 1) {
      const { records, pages } = await client.queryFaceRecord(
        { group: code, userId, page, pageSize: PAGE },
        { signal },
      );
      found.push(...records.map((record) => ({ group: code, ...record })));
      if (records.length === 0 || page >= (pages ?? 1)) {
        break;
      }
    }
  }
  return found;
}
