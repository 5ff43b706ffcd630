// Hostile clients against the backend under Node: each try gets the answer of the note www/server/hostile-clients.md, and
// the service stays well. `UPDATE=1 node --test tests/server/hostile.test.js` writes the note anew.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { optionsFrom } from '../../www/server/environment.js';
import { serve } from '../../pkg/server/node/node-adapter.js';
import { startPage } from '../../www/server/page-server.js';
import { POLICIES, TOKEN_SECRET, bearer, person } from './backend-client.js';
import { KEY, startEmulator } from '../emulator/client.js';
import { fakePreflight } from '../support/fake-picture.js';
import { assertDocumented } from './documented.js';
import { hostileCases } from './hostile-cases.js';
import { answerOf, exchangeOf, talk } from './hostile-talk.js';

const NOTE = new URL('../../www/server/hostile-clients.md', import.meta.url);
const cases = hostileCases(person(1));
const emulator = startEmulator();
/** @type {Awaited<ReturnType<typeof serve>>[]} */
const servers = [];
/** @type {string[]} */
const forms = [];
let host = '';
const token = (await bearer('anna')).authorization.replace('Bearer ', '');

before(async () => {
  const upstream = await serve(
    async (request) => {
      forms.push(`${request.url} ${await request.clone().text()}`);
      return emulator.fetch(request);
    },
    { port: 0 },
  );
  const options = optionsFrom({
    ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.accessKeySecret,
    FACE_ENDPOINT: upstream.url,
    FACE_POLICIES: JSON.stringify(POLICIES),
    FACE_USER_ID_KEY: 'k',
    FACE_TOKEN_SECRET: TOKEN_SECRET,
    FACE_CLIENT_PER_MINUTE: '1000',
    FACE_CALLS_PER_SECOND: '1000',
  });
  const quick = { limits: { bodyMs: 300 }, log: () => {}, preflight: fakePreflight };
  const page = await startPage({ ...options, ...quick }, { port: 0, headersMs: 400 });
  servers.push(page, upstream);
  host = page.url.replace('http://', '');
});
after(() => Promise.all(servers.map((server) => server.close())));

for (const { group, name, bytes, answer } of cases) {
  test(`${group}: ${name}: ${answer}`, async () => {
    const text = await talk(host, bytes, token);
    assert.equal(answerOf(text), answer);
    // A code says that the backend answered, and not what is before it.
    if (answer.includes(' ')) {
      assertDocumented(exchangeOf(bytes, text));
    }
  });
}

test('nothing that was smuggled reached the service', () => {
  assert.ok(forms.length >= 2);
  for (const form of forms) {
    assert.match(form, /\/\?ProductCode=FACE_IDU_MIN /);
    assert.equal(new URLSearchParams(form.split(' ')[1]).getAll('VerifyModel').join(), '0');
  }
});

test('no prototype was polluted and the service is well', async () => {
  assert.equal(/** @type {any} */ ({}).demo, undefined);
  const answer = await fetch(`http://${host}/healthz`);
  assert.deepEqual(await answer.json(), { ok: true });
});

test('the note tells the same', () => {
  const rows = cases.map(({ group, name, answer }) => `| ${group} | ${name} | ${answer} |`);
  const note = `# What hostile clients get\n\nWritten by \`UPDATE=1 node --test tests/server/hostile.test.js\`, which sends every one of these as raw bytes to the backend under Node. A status without a code is Node's own answer, before the backend is asked. Replayed nonces, tampered and half-signed requests are the emulator's affair: \`tests/emulator/gateway.test.js\`.\n\n| | the try | the answer |\n|---|---|---|\n${rows.join('\n')}\n\n"The policy twice" is JSON's own rule that the last one counts; a value with \`&\` in it reaches the service as part of that value.\n`;
  if (process.env.UPDATE) {
    writeFileSync(NOTE, note);
  }
  assert.equal(readFileSync(NOTE, 'utf8'), note);
});
