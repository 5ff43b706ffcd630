// `records import` of 200 photos at the lowest rate of a region, killed in the middle.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createEmulator } from '../../pkg/emulator.js';
import { createClient } from '../../pkg/server.js';
import { createFolder, start } from '../support/cli.js';
import { manyPeople } from './people.js';

const COUNT = 200;
const PER_SECOND = 3;
const GROUP = 'customers';

const { path: folder, remove } = await createFolder();
/** @type {string[]} */
const codes = [];
const emulator = await createEmulator({
  seed: { groups: [GROUP] },
  // What keeps to the rate is never throttled.
  options: {
    ...{ callsPerSecond: PER_SECOND, callsPerSecondOf: { AddFaceRecord: PER_SECOND } },
    engine: 'fingerprint',
  },
  log: ({ action, code }) => codes.push(`${action} ${code}`),
});
after(async () => {
  await emulator.close();
  await remove();
});

const added = () => codes.filter((line) => line === 'AddFaceRecord Success').length;

function run() {
  return start(folder, ['records', 'import', 'photos', '--group', GROUP, '--per-second', String(PER_SECOND)], {
    ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.credentials.accessKeySecret,
    ...{ ALIBABA_CLOUD_REGION_ID: '', ALIBABA_CLOUD_SECURITY_TOKEN: '', FACE_USER_ID_KEY: '' },
    FACE_ENDPOINT: emulator.url,
  });
}

/** Who is in the group, after a second in which nothing else was called. */
async function usersThere() {
  await wait(1_100);
  const client = createClient({ endpoint: emulator.url, credentials: emulator.credentials });
  const pages = [];
  for (const page of [1, 2]) {
    pages.push(await client.queryFaceRecord({ group: GROUP, page, pageSize: 100 }));
  }
  return pages.flatMap(({ records }) => records.map(({ userId }) => userId ?? ''));
}

test(`${COUNT} photos at ${PER_SECOND} calls a second, killed in the middle, end complete, with nobody twice`, async () => {
  const people = await manyPeople(COUNT);
  await mkdir(join(folder, 'photos'));
  for (const { user, photo } of people) {
    await writeFile(join(folder, 'photos', `${user}.jpg`), photo);
  }
  const fit = people.filter((one) => one.fit).map(({ user }) => user);
  const first = run();
  while (added() < COUNT / 2 && first.child.exitCode === null) {
    await wait(50);
  }
  first.child.kill('SIGKILL');
  await first.ended;
  const before = await usersThere();
  assert.ok(before.length >= COUNT / 2 && before.length < fit.length, `in the middle: ${before.length}`);

  await wait(1_100);
  const { status, stdout, stderr } = await run().ended;
  assert.equal(status, 1, stderr);
  assert.deepEqual((await usersThere()).sort(), fit);
  const failed = COUNT - fit.length;
  assert.equal(stdout.trim().split('\n').length, failed);
  assert.match(
    stderr,
    new RegExp(`${fit.length - before.length} added, ${before.length} there already, ${failed} failed`),
  );
  assert.deepEqual([...new Set(codes)].sort(), ['AddFaceRecord Success', 'QueryFaceRecord Success']);
});
