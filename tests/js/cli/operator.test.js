// The verbs for operators, as a person types them, over the emulator.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createClient } from '../../../pkg/server.js';
import { hashedUserId } from '../../../pkg/server/verification/vendor-user-id.js';
import { serve } from '../../../pkg/server/node/node-adapter.js';
import { KEY, person, startEmulator } from '../../emulator/client.js';
import { createFolder, start, startInTerminal } from '../../support/cli.js';

const { path: folder, remove } = await createFolder();
const emulator = startEmulator();
const server = await serve(emulator.fetch, { port: 0 });
after(async () => {
  await server.close();
  await remove();
});

const HASH_KEY = 'the key of the hash';
const env = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.accessKeySecret,
  ALIBABA_CLOUD_REGION_ID: '',
  ALIBABA_CLOUD_SECURITY_TOKEN: '',
  FACE_ENDPOINT: server.url,
  FACE_USER_ID_KEY: '',
};
const client = createClient({ credentials: KEY, endpoint: server.url });

/** @param {string[]} words @param {Record<string, string>} [more] */
function cli(words, more) {
  const { child, ended } = start(folder, words, { ...env, ...more });
  child.stdin.end();
  return ended;
}

/** @param {string} userId @param {number} number */
async function register(userId, number) {
  for (const group of ['groupone', 'grouptwo']) {
    await client.addFaceRecord({ group, userId, picture: person(number) });
  }
}

const facesOf = (/** @type {string} */ userId) =>
  emulator.store.faces(['groupone', 'grouptwo']).filter((face) => face.merchantUserId === userId).length;

test('groups: a line each, or JSON', async () => {
  const plain = await cli(['groups']);
  assert.deepEqual(
    [plain.status, plain.stdout, plain.stderr],
    [0, 'groupone\tgroupone\t\ngrouptwo\tgrouptwo\t\n', ''],
  );
  const { stdout } = await cli(['groups', '--json']);
  assert.deepEqual(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).code),
    ['groupone', 'grouptwo'],
  );
});

test('records find: in all groups or one; 1 where there is none', async () => {
  await register('anna', 1);
  const all = await cli(['records', 'find', '--user', 'anna', '--json']);
  assert.equal(all.status, 0, all.stderr);
  const rows = all.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    rows.map(({ group, userId }) => [group, userId]),
    [
      ['groupone', 'anna'],
      ['grouptwo', 'anna'],
    ],
  );
  const one = await cli(['records', 'find', '--user=anna', '--group', 'grouptwo']);
  assert.match(one.stdout, /^grouptwo\t[0-9a-f]{32}\tanna\tMANUAL\t[\d: -]+\n$/);
  const none = await cli(['records', 'find', '--user', 'nobody']);
  assert.deepEqual([none.status, none.stdout], [1, '']);
});

test('records delete: shows, and deletes with --yes alone where nobody can be asked', async () => {
  await register('bert', 2);
  const refused = await cli(['records', 'delete', '--user', 'bert']);
  assert.equal(refused.status, 2);
  assert.match(refused.stdout, /^groupone\t.*\n^grouptwo\t/m);
  assert.match(refused.stderr, /--yes deletes without asking/);
  assert.equal(facesOf('bert'), 2);
  const one = await cli(['records', 'delete', '--user', 'bert', '--group', 'groupone', '--yes']);
  assert.deepEqual([one.status, one.stderr], [0, 'Deleted in groupone.\n']);
  assert.equal(facesOf('bert'), 1);
  const rest = await cli(['records', 'delete', '--user', 'bert', '--yes']);
  assert.deepEqual([rest.status, rest.stderr, facesOf('bert')], [0, 'Deleted in grouptwo.\n', 0]);
  const again = await cli(['records', 'delete', '--user', 'bert', '--yes']);
  assert.deepEqual([again.status, again.stderr], [1, 'This user has no face there.\n']);
});

test('records delete: asks in a terminal, and takes y alone for a yes', async () => {
  await register('carl', 3);
  for (const [answer, status, left] of /** @type {const} */ ([
    ['n', 1, 2],
    ['', 1, 2],
    ['y', 0, 0],
  ])) {
    const { child, ended, shows } = startInTerminal(folder, ['records', 'delete', '--user', 'carl'], env);
    await shows(/Delete these 2 faces\? \[y\/N\]/);
    child.stdin.write(`${answer}\r`);
    assert.equal((await ended).status, status);
    assert.equal(facesOf('carl'), left, answer);
  }
});

test('with the key of the hash, ids are hashed as the backend does it', async () => {
  const hashed = await hashedUserId('dora', HASH_KEY);
  await register(hashed, 4);
  const keyed = { FACE_USER_ID_KEY: HASH_KEY };
  assert.equal((await cli(['records', 'id', '--user', 'dora'], keyed)).stdout, `${hashed}\n`);
  assert.match((await cli(['records', 'find', '--user', 'dora'], keyed)).stdout, new RegExp(`\t${hashed}\t`));
  assert.equal((await cli(['records', 'find', '--user', 'dora'])).status, 1, 'without the key it is another id');
  const own = await cli(['records', 'delete', '--user', 'dora', '--yes'], keyed);
  assert.deepEqual([own.status, facesOf(hashed)], [0, 0], own.stderr);
  await register(hashed, 4);
  const plain = await cli(['records', 'delete', '--user', hashed, '--no-hash', '--yes'], keyed);
  assert.deepEqual([plain.status, facesOf(hashed)], [0, 0]);
  const unset = await cli(['records', 'id', '--user', 'dora']);
  assert.deepEqual([unset.status, unset.stdout], [2, '']);
});

test('results delete', async () => {
  const search = { mode: /** @type {const} */ ('search'), groups: ['groupone'], userId: 'emil', bizId: 'biz9' };
  const { transactionId } = await client.faceDuplicationCheckIntl({ ...search, source: person(9) });
  const words = ['results', 'delete', '--transaction', String(transactionId), '--type', 'Img', '--yes'];
  const first = await cli(words);
  assert.deepEqual([first.status, first.stderr], [0, 'Deleted.\n']);
  const second = await cli(words);
  assert.equal(second.status, 2);
  assert.match(second.stderr, /TransactionIdInvalid/);
});

test('results delete without a type deletes each type that is documented', async () => {
  const search = { mode: /** @type {const} */ ('search'), groups: ['groupone'], userId: 'emil', bizId: 'biz10' };
  const { transactionId } = await client.faceDuplicationCheckIntl({ ...search, source: person(9) });
  const words = ['results', 'delete', '--transaction', String(transactionId), '--yes'];
  // The emulator keeps nothing of a verification after the first type is deleted.
  const first = await cli([...words, '--json']);
  assert.deepEqual([first.status, first.stderr], [0, 'Deleted.\n']);
  const { type, deleted } = JSON.parse(first.stdout);
  assert.deepEqual([type, deleted], ['Img', true]);
  const second = await cli(words);
  assert.deepEqual([second.status, second.stdout], [2, '']);
  assert.match(second.stderr, /TransactionIdInvalid/);
  const asked = await cli(words.slice(0, -1));
  assert.match(asked.stderr, /--yes deletes without asking/);
});

/** @type {[string[], Record<string, string>, RegExp][]} */
const wrong = [
  [['records', 'fnd', '--user', 'a'], {}, /records fnd does not exist; did you mean records find/],
  [['records', 'find'], {}, /records find needs --user/],
  [['records', 'find', '--user'], {}, /--user needs a value/],
  [['records', 'find', '--usr', 'a'], {}, /--usr is no flag of records find; did you mean --user/],
  [['records', 'delete', '--user', 'a', '--user', 'b'], {}, /--user is given twice/],
  [['groups', 'customers'], {}, /groups takes flags only/],
  [['groups', '--json=1'], {}, /--json takes no value/],
  [['groups'], { ALIBABA_CLOUD_ACCESS_KEY_ID: '' }, /ALIBABA_CLOUD_ACCESS_KEY_ID is not set/],
  [['groups'], { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret ' }, /ALIBABA_CLOUD_ACCESS_KEY_SECRET begins or ends with/],
  [
    ['records', 'find', '--user', 'a'],
    { FACE_USER_ID_KEY: ' a key' },
    /FACE_USER_ID_KEY begins or ends with a blank/,
  ],
  [['records', 'id', '--user', 'a'], { FACE_USER_ID_KEY: 'a key\n' }, /FACE_USER_ID_KEY begins or ends with a blank/],
  [['results', 'delete', '--type', 'Img'], {}, /results delete needs --transaction/],
  [['groups'], { FACE_ENDPOINT: 'https://elsewhere.example' }, /FACE_ALLOW_ENDPOINT/],
  [['groups'], { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong' }, /SignatureDoesNotMatch/],
];
for (const [words, more, message] of wrong) {
  test(`refused: ${words.join(' ')} ${Object.keys(more)}`, async () => {
    const { status, stdout, stderr } = await cli(words, more);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, message);
    assert.ok(!stderr.includes(KEY.accessKeySecret));
  });
}

test('--help of a verb, and of all', async () => {
  for (const words of [['records'], ['records', '--help'], ['groups', '--help']]) {
    const { status, stdout } = await cli(words);
    assert.equal(status, 0);
    assert.match(stdout, /face-preflight records delete --user ID/);
  }
  assert.match((await cli(['--help'])).stdout, /For operators: face-preflight groups/);
});
