// The emulator as an integrator has it: from the tarball, in an empty folder, as a command and inside a test.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { installPackage, root } from '../../support/package.js';

const folder = mkdtempSync(join(tmpdir(), 'face-preflight-emulator-'));
after(() => rmSync(folder, { recursive: true, force: true }));
installPackage(folder);
// As npm links it.
const bin = join(folder, 'node_modules/.bin');
mkdirSync(bin);
symlinkSync('../face-preflight/cli.js', join(bin, 'face-preflight'));
chmodSync(join(folder, 'node_modules/face-preflight/cli.js'), 0o755);
mkdirSync(join(folder, 'faces/customers'), { recursive: true });
cpSync(join(root, 'tests/fixtures/large.jpg'), join(folder, 'faces/customers/anna.jpg'));
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');

const WITHOUT_WEIGHTS =
  /^fingerprints of pictures, which do not recognise people\. @vladmandic\/face-api is not installed: npm install --save-dev @vladmandic\/face-api@1\.7\.15/;

/** @param {string} script @param {string[]} words @returns what the script says */
function run(script, words = []) {
  writeFileSync(join(folder, 'script.js'), script);
  const output = execFileSync(process.execPath, ['script.js', ...words], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
  });
  return JSON.parse(output);
}

test('npx face-preflight emulator: seeded by a folder, called by the client, ended by a signal', async () => {
  const words = ['emulator', '--port', '0', '--json', '--groups', 'staff', '--seed', 'faces', '--log'];
  const child = spawn(join(bin, 'face-preflight'), words, { cwd: folder, timeout: 120_000 });
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  const ended = new Promise((done) => child.once('exit', (status, signal) => done(status ?? signal)));
  try {
    const line = await new Promise((done, fail) => {
      child.stdout.once('data', (text) => done(String(text)));
      child.once('exit', () => fail(new Error(log)));
    });
    const started = JSON.parse(line);
    assert.deepEqual(started.faceGroups, ['staff', 'customers']);
    const users = run(
      `import { createClient } from 'face-preflight/server';
       const { emulator: endpoint, accessKeyId, accessKeySecret } = JSON.parse(process.argv[2]);
       const client = createClient({ endpoint, credentials: { accessKeyId, accessKeySecret } });
       const { records } = await client.queryFaceRecord({ group: 'customers' });
       console.log(JSON.stringify(records.map(({ userId }) => userId)));`,
      [line],
    );
    assert.deepEqual(users, ['anna']);
    // The weights are not installed here.
    assert.equal(started.engine, 'fingerprint');
    assert.match(started.engineNote, WITHOUT_WEIGHTS);
    const health = await fetch(`${started.emulator}/_emulator/health`);
    assert.equal(health.headers.get('x-emulator-engine'), 'fingerprint');
  } finally {
    child.kill('SIGTERM');
  }
  assert.equal(await ended, 143);
  assert.match(log, /"action":"QueryFaceRecord","code":"Success"/);
});

test('without weights the start says so to people too, and why', async () => {
  const child = spawn(join(bin, 'face-preflight'), ['emulator', '--port', '0'], { cwd: folder, timeout: 120_000 });
  const ended = new Promise((done) => child.once('exit', done));
  try {
    let text = '';
    for await (const part of child.stdout) {
      text += part;
      if (text.includes('Engine')) {
        break;
      }
    }
    assert.match(text.replace(/^[\s\S]*Engine +/, ''), WITHOUT_WEIGHTS);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
});

test('createEmulator inside a test', () => {
  const seen = run(`
    import { createEmulator } from 'face-preflight/emulator';
    import { createClient } from 'face-preflight/server';
    const emulator = await createEmulator({ seed: { groups: ['customers'] } });
    const client = createClient({ endpoint: emulator.url, credentials: emulator.credentials });
    const { groups } = await client.queryFaceGroup();
    emulator.setFaults({ rates: { 'code=Forbidden.AccountAccessDenied': 1 } });
    const refused = await client.queryFaceGroup().catch(({ code }) => code);
    await emulator.close();
    console.log(JSON.stringify([groups.map(({ code }) => code), refused]));`);
  assert.deepEqual(seen, [['customers'], 'Forbidden.AccountAccessDenied']);
});
