// Who is in the group already: by its list where that takes fewer calls, else by asking for each.

/** @import { Client } from '../../../../server/client/create-client.js' */

const PAGE = 100;

/**
 * @param {Client} client
 * @param {{ group: string, entries: number, signal: AbortSignal }} how
 * @returns {Promise<(userId: string) => Promise<boolean>>} whether the group has a face of a user
 */
export async function knownUsers(client, { group, entries, signal }) {
  const first = await client.queryFaceRecord({ group, pageSize: PAGE }, { signal });
  const pages = first.pages ?? 1;
  if (pages > entries) {
    return async (userId) =>
      (await client.queryFaceRecord({ group, userId, pageSize: 1 }, { signal })).records.length > 0;
  }
  const users = new Set(first.records.map(({ userId }) => userId));
  for (let page = 2; page <= pages; page += 1) {
    for (const { userId } of (await client.queryFaceRecord({ group, page, pageSize: PAGE }, { signal })).records) {
      users.add(userId);
    }
  }
  return async (userId) => users.has(userId);
}
