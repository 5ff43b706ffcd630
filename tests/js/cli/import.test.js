// `records import`: a folder or CSV file of photos into a group, killed in the middle, run again, kept to its rate.
import assert from 'node:assert/strict';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import * as product from '../../../pkg/node.js';
import { ofCsv } from '../../../pkg/lib/cli/operator/import/entries.js';
import { serve } from '../../../pkg/server/node/node-adapter.js';
import { packageVision } from '../../../pkg/emulator/pictures/package-vision.js';
import { memoryStore } from '../../../pkg/emulator/stores/memory-store.js';
import { KEY, startEmulator } from '../../emulator/client.js';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { createFolder, start, startInTerminal } from '../../support/cli.js';

const USERS = 24;
const names = Array.from({ length: USERS }, (_, index) => `user${String(index).padStart(2, '0')}`);

const { path: folder, remove } = await createFolder();
await mkdir(join(folder, 'photos/more'), { recursive: true });
await writeFile(join(folder, 'ada.png'), asFile(drawPerson('ada', 480, 640)).buffer);
await writeFile(join(folder, 'nobody.png'), asFile(drawPerson(null, 480, 640)).buffer);
for (const [index, name] of names.entries()) {
  await copyFile(join(folder, 'ada.png'), join(folder, 'photos', index % 2 === 0 ? 'more' : '.', `${name}.png`));
}

/** @type {ReturnType<typeof startEmulator>} */
let emulator;
/** When each call came, by its action. @type {{ action: string | null, atMs: number }[]} */
let calls = [];
/** @type {(request: Request) => Response | undefined} */
let instead = () => undefined;
const server = await serve(
  async (request) => {
    calls.push({ action: request.headers.get('x-acs-action'), atMs: performance.now() });
    return instead(request) ?? emulator.fetch(request);
  },
  { port: 0 },
);
after(async () => {
  await server.close();
  await remove();
});
beforeEach(() => {
  calls = [];
  instead = () => undefined;
  emulator = startEmulator({ vision: packageVision(product, { faces: false }), store: memoryStore() });
});

/** @param {string[]} words @param {Record<string, string>} [more] @param {typeof start} [begin] */
function run(words, more = {}, begin = start) {
  return begin(folder, ['records', 'import', ...words, '--group', 'groupone'], {
    ...{ ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.accessKeySecret },
    ...{ ALIBABA_CLOUD_REGION_ID: '', FACE_ENDPOINT: server.url, FACE_USER_ID_KEY: '', FACE_CALLS_PER_SECOND: '' },
    ...more,
  });
}

const usersThere = () => emulator.store.faces(['groupone']).map(({ merchantUserId }) => merchantUserId);
const additions = () => calls.filter(({ action }) => action === 'AddFaceRecord');

test('killed in the middle and run again: everybody is there, nobody twice, and the rate is kept', async () => {
  const first = run(['photos', '--per-second', '10']);
  while (usersThere().length < 6 && first.child.exitCode === null) {
    await new Promise((done) => setTimeout(done, 10));
  }
  first.child.kill('SIGKILL');
  await first.ended;
  assert.ok(usersThere().length < USERS, 'in the middle');
  const before = usersThere().length;
  const second = await run(['photos', '--per-second', '10', '--json']).ended;
  assert.equal(second.status, 0, second.stderr);
  assert.deepEqual(usersThere().sort(), names);
  const lines = second.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(lines.filter(({ status }) => status === 'there').length, before);
  assert.match(second.stderr, new RegExp(`${USERS - before} added, ${before} there already, 0 failed`));
  const times = additions().map(({ atMs }) => atMs);
  const closest = times.slice(10).map((atMs, index) => atMs - (times[index] ?? 0));
  assert.ok(Math.min(...closest) > 900, `eleven calls take a second: ${Math.min(...closest)}`);
});

test('a CSV file: who is there is skipped, who failed is listed with the reason', async () => {
  const csv = 'user,file\nanna,ada.png\n"b""ert, junior",ada.png\ncarl,nobody.png\ndora,missing.png\n';
  await writeFile(join(folder, 'people.csv'), csv);
  const { status, stdout, stderr } = await run(['people.csv', '--per-second', '50']).ended;
  assert.equal(status, 1);
  assert.deepEqual(usersThere(), ['anna', 'b"ert, junior']);
  const [first = '', second = ''] = stdout.split('\n');
  assert.match(first, /nobody\.png\tcarl\tno_face: .*\./);
  assert.match(second, /missing\.png\tdora\tinput_failed: .*ENOENT/);
  assert.match(stderr, /2 added, 0 there already, 2 failed/);
});

test('a dry run adds nobody', async () => {
  const { status, stderr } = await run(['photos/more', '--per-second', '50', '--dry-run']).ended;
  assert.equal(status, 0);
  assert.match(stderr, /12 would be added, 0 there already, 0 failed/);
  assert.deepEqual([usersThere(), additions()], [[], []]);
});

test('ids are hashed with the key; one that is too long for the vendor fails without it', async () => {
  const long = 'a-user-with-an-id-of-more-than-32-characters';
  await writeFile(join(folder, 'long.csv'), `${long},ada.png\n`);
  const plain = await run(['long.csv']).ended;
  assert.equal(plain.status, 1);
  assert.match(plain.stdout, /more than 32 characters; hash the ids \(FACE_USER_ID_KEY\)/);
  assert.equal((await run(['long.csv'], { FACE_USER_ID_KEY: 'a key' }).ended).status, 0);
  assert.match(usersThere()[0] ?? '', /^[0-9a-f]{32}$/);
});

test('progress is counted in a terminal; elsewhere the failures and the sum are all that is said', async () => {
  await writeFile(join(folder, 'three.csv'), 'anna,ada.png\nbert,ada.png\ncarl,nobody.png\n');
  const words = ['three.csv', '--per-second', '50', '--dry-run'];
  const shown = await run(words, {}, startInTerminal).ended;
  assert.deepEqual(shown.stdout.match(/\d of \d(?=\u001b\[K\r)/g), ['1 of 3', '2 of 3', '3 of 3'], shown.stdout);
  assert.match(shown.stdout, /2 would be added, 0 there already, 1 failed/);
  const piped = await run(words).ended;
  assert.equal(piped.stderr, '2 would be added, 0 there already, 1 failed\n');
  assert.match(piped.stdout, /^\S+nobody\.png\tcarl\tno_face: .*\n$/);
});

test("the backend's FACE_CALLS_PER_SECOND is the rate, unless the flag says another one", async () => {
  await writeFile(join(folder, 'four.csv'), ['a', 'b', 'c', 'd'].map((user) => `${user},ada.png\n`).join(''));
  await writeFile(join(folder, 'two.csv'), 'e,ada.png\nf,ada.png\n');
  const spanOf = async (/** @type {string[]} */ words, /** @type {string} */ rate) => {
    calls = [];
    const { status, stderr } = await run(words, { FACE_CALLS_PER_SECOND: rate }).ended;
    assert.equal(status, 0, stderr);
    return (calls.at(-1)?.atMs ?? 0) - (calls[0]?.atMs ?? 0);
  };
  // A list of the group and four additions, each a second after the other.
  assert.ok((await spanOf(['four.csv'], '1')) > 3_500);
  // By the variable the second call would come a hundred seconds after the first.
  const flag = await spanOf(['two.csv', '--per-second', '50'], '0.01');
  assert.equal(additions().length, 2);
  assert.ok(flag < 50_000, `the flag wins: ${flag}`);
  const wrong = await run(['four.csv'], { FACE_CALLS_PER_SECOND: 'ten' }).ended;
  assert.deepEqual([wrong.status, wrong.stdout], [2, '']);
  assert.match(wrong.stderr, /FACE_CALLS_PER_SECOND must be a number above 0, at most 10000/);
  const stray = await run(['four.csv'], { FACE_USER_ID_KEY: 'a key ' }).ended;
  assert.match(stray.stderr, /FACE_USER_ID_KEY begins or ends with/);
});

test('an answer that is lost: the service is asked whether the face was added', async () => {
  await writeFile(join(folder, 'one.csv'), 'anna,ada.png\n');
  instead = (request) => {
    if (additions().length > 1 || request.headers.get('x-acs-action') !== 'AddFaceRecord') {
      return undefined;
    }
    const face = { faceId: 'a', groupCode: 'groupone', merchantUserId: 'anna', createdMs: 0 };
    emulator.store.addFace({ ...face, registrationType: 'MANUAL', fingerprint: new Uint8Array(1) });
    return new Response('', { status: 502 });
  };
  const { status, stderr } = await run(['one.csv']).ended;
  assert.deepEqual([status, usersThere(), additions().length], [0, ['anna'], 1], stderr);
  assert.match(stderr, /1 added/);
});

test('what would fail for everybody ends the run', async () => {
  instead = (request) =>
    request.headers.get('x-acs-action') === 'AddFaceRecord'
      ? Response.json({ Code: 'Forbidden.RAMUserAccessDenied' }, { status: 403 })
      : undefined;
  const { status, stderr } = await run(['photos', '--per-second', '50']).ended;
  assert.equal(status, 2);
  assert.match(stderr, /Forbidden\.RAMUserAccessDenied/);
  assert.equal(additions().length, 1);
});

test('what cannot be imported is said before anything is called', async () => {
  await writeFile(join(folder, 'twice.csv'), 'anna,ada.png\nanna,nobody.png\n');
  await writeFile(join(folder, 'three.csv'), 'anna,ada.png,more\n');
  for (const [words, message] of /** @type {[string[], RegExp][]} */ ([
    [['none'], /there is no none/],
    [['twice.csv'], /anna has two photos/],
    [['three.csv'], /line 1 of the CSV file is not USER,FILE/],
    [['photos', '--per-second', '51'], /--per-second takes/],
    [[], /one folder or CSV file/],
  ])) {
    const { status, stderr } = await run(words).ended;
    assert.equal(status, 2, stderr);
    assert.match(stderr, message);
  }
  assert.deepEqual(calls, []);
});

test('lines of a CSV file', () => {
  const read = (/** @type {string} */ text) => ofCsv(text, '/photos').map(({ userId, path }) => [userId, path]);
  assert.deepEqual(read('\ufeffUser,File\r\na,b.jpg\r\n\r\n'), [['a', '/photos/b.jpg']]);
  assert.deepEqual(read('"x, ""y""","sub/z.jpg"'), [['x, "y"', '/photos/sub/z.jpg']]);
});
