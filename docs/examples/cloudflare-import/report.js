// What failed and why, a file for each photo in the bucket. The consumer of the dead-letter queue writes them.

/** @typedef {{ reason?: string }} Failure `reason` is missing where the consumers died each time */
/**
 * What is used of Cloudflare's types.
 * @typedef {object} Bucket
 * @property {(key: string) => Promise<{ arrayBuffer(): Promise<ArrayBuffer>, text(): Promise<string> } | null>} get
 * @property {(key: string, value: string) => Promise<unknown>} put
 * @property {(key: string) => Promise<unknown>} delete
 * @property {(options: { prefix: string, limit?: number, cursor?: string }) => Promise<{ objects: { key: string }[], truncated: boolean, cursor?: string }>} list
 */

const FOLDER = 'report/';
const NO_REASON = 'the consumers ended before the photo was done';

/** @param {Bucket} bucket @param {{ key: string, userId: string } & Failure} failed */
export async function writeFailure(bucket, { key, userId, reason = NO_REASON }) {
  await bucket.put(`${FOLDER}${key}.json`, JSON.stringify({ user: userId, file: key, reason }));
}

/** Of a photo that came in after all. @param {Bucket} bucket @param {string} key */
export async function clearFailure(bucket, key) {
  await bucket.delete(`${FOLDER}${key}.json`);
}

/** @param {Bucket} bucket */
export async function readFailures(bucket) {
  /** @type {unknown[]} */
  const failed = [];
  /** @type {string | undefined} */
  let cursor;
  do {
    const listed = await bucket.list({ prefix: FOLDER, ...(cursor && { cursor }) });
    const texts = await Promise.all(listed.objects.map(async ({ key }) => (await bucket.get(key))?.text()));
    failed.push(...texts.filter((text) => text !== undefined).map((text) => JSON.parse(text)));
    cursor = listed.truncated ? listed.cursor : undefined;
  } while (cursor);
  return failed;
}
