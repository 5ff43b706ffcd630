// Which photos the bucket holds, and whose they are.

/** @import { Bucket } from './report.js' */

export const FOLDER = 'photos/';

/** `photos/anna.jpg` is anna's. @param {string} key */
export function userIdOf(key) {
  return key.slice(FOLDER.length).replace(/\.[^.]*$/, '');
}

/**
 * A user's one photo: the first by name, however often and in whatever order the import comes to them.
 *
 * @param {string} userId
 * @param {Bucket} bucket lists in the order of names
 * @returns {Promise<string | undefined>} its key
 */
export async function photoOf(userId, bucket) {
  const bare = `${FOLDER}${userId}`;
  const [first] = (await bucket.list({ prefix: bare, limit: 1 })).objects;
  if (first?.key === bare) {
    return bare;
  }
  /** @type {string | undefined} */
  let cursor;
  do {
    const listed = await bucket.list({ prefix: `${bare}.`, ...(cursor && { cursor }) });
    // Among them are those of users such as `anna.b`.
    const own = listed.objects.find(({ key }) => userIdOf(key) === userId);
    if (own) {
      return own.key;
    }
    cursor = listed.truncated ? listed.cursor : undefined;
  } while (cursor);
  return undefined;
}
