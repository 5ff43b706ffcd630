// `node tests/server/load.js [--calls 2000] [--at-once 50] [--runtime node|workerd] [--qps 100]`: many calls through
// random faults. Every call must get one verdict, no face may be registered twice, no second may hold more calls than
// allowed, memory must stay flat, and no secret may show in any answer or log. Prints a table; exits 1 when one fails.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createEmulator } from '../../www/server/emulator/app.js';
import { productEyes } from '../../www/server/emulator/eyes.js';
import { memoryStore } from '../../www/server/emulator/store.js';
import { serve } from '../../www/server/node-adapter.js';
import { loadPackage } from '../../www/server/package-files.js';
import { facePng } from './load-pictures.js';
import { startWorkerd } from './workerd.js';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '2000' },
    'at-once': { type: 'string', default: '50' },
    runtime: { type: 'string', default: 'node' },
    qps: { type: 'string', default: '100' },
  },
});
const [CALLS, AT_ONCE, QPS] = [Number(values.calls), Number(values['at-once']), Number(values.qps)];
/** One call in ten registers; each person registers once and logs in many times. */
const PERSONS = Math.ceil(CALLS / 10);
const RATES = { throttle: 0.03, error500: 0.04, html502: 0.03, drop: 0.03, half: 0.03, late: 0.01, empty: 0.02 };
const KEY = { accessKeyId: 'LTAI-load-run', accessKeySecret: 'load-run-secret-of-the-account' };
const STS = { ...KEY, securityToken: 'load-run-token' };
const USER_KEY = 'load-run-key-of-user-ids';

const product = await loadPackage();
const store = memoryStore();
store.addGroup({ code: 'loadgroup', name: 'load', description: '' });
/** @type {number[]} */
const arrivals = [];
/** @type {string[]} */
const captured = [];
const emulator = createEmulator({
  keys: [STS],
  store,
  eyes: productEyes(product),
  control: true,
  // The answers of `late` come a second after the backend has given the attempt up.
  sleep: (ms) =>
    new Promise((done) => {
      setTimeout(done, Math.min(ms, 16_000));
    }),
  log: (line) => captured.push(JSON.stringify(line)),
});
const upstream = await serve(
  (request) => {
    if (new URL(request.url).pathname === '/') arrivals.push(performance.now());
    return emulator.fetch(request);
  },
  { port: 0 },
);
await fetch(`${upstream.url}/_emulator/faults`, {
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ rates: RATES, latencyMs: 60 }),
});

const env = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: STS.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: STS.accessKeySecret,
  ALIBABA_CLOUD_SECURITY_TOKEN: STS.securityToken,
  FACE_ENDPOINT: upstream.url,
  FACE_CALLS_PER_SECOND: String(QPS),
  FACE_CLIENT_PER_MINUTE: '1000000',
  FACE_USER_ID_KEY: USER_KEY,
  FACE_METRICS_TOKEN: 'watch',
  FACE_POLICIES: JSON.stringify({
    signup: { mode: 'search', liveness: true, groups: ['loadgroup'], register: 'loadgroup', hashUserId: true },
    login: { mode: 'compare', hashUserId: true },
  }),
};
const backend = values.runtime === 'workerd' ? await inWorkerd() : await inNode();

async function inNode() {
  const child = spawn(process.execPath, ['www/server/node.js', '--port', '0'], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const first = new Promise((/** @type {(url: string) => void} */ done) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      captured.push(line);
      if (line.includes('"listening"')) done(JSON.parse(line).url);
    });
  });
  createInterface({ input: child.stderr }).on('line', (line) => captured.push(line));
  return { url: await first, pid: Number(child.pid), close: async () => void child.kill() };
}

async function inWorkerd() {
  const worker = await startWorkerd(env, { onLine: (line) => captured.push(line) });
  const pids = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').map(Number);
  const pid = pids.find((one) => readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('workerd')) ?? 0;
  return { url: worker.url, pid, close: worker.close };
}

/** Resident memory of the backend. */
function residentMegabytes() {
  const status = readFileSync(`/proc/${backend.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** @type {string[]} */
const pictures = [];
for (let person = 0; person < PERSONS; person += 1)
  pictures.push((await product.preflight(facePng(person))).base64());

/** Asks as a page would: the same key until there is a verdict. @param {number} index */
async function call(index) {
  const person = index % PERSONS;
  const SourceFacePicture = pictures[person];
  const signup = index < PERSONS;
  const body = JSON.stringify({
    policy: signup ? 'signup' : 'login',
    request: {
      MerchantUserId: `load-user-${person}`,
      SourceFacePicture,
      ...(!signup && { TargetFacePicture: SourceFacePicture }),
    },
  });
  const headers = { 'content-type': 'application/json', 'idempotency-key': `load-key-${index}` };
  for (let asked = 1; asked <= 40; asked += 1) {
    const started = performance.now();
    const answer = await fetch(`${backend.url}/api/verify`, { method: 'POST', headers, body });
    const text = await answer.text();
    captured.push(text, JSON.stringify([...answer.headers]));
    const verdict = JSON.parse(text);
    if (verdict.ok) return { verdict, asked, ms: performance.now() - started };
    await new Promise((done) => {
      setTimeout(done, (verdict.retryAfterMs ?? 200) * (0.5 + Math.random()));
    });
  }
  return undefined;
}

/** @type {(Awaited<ReturnType<typeof call>>)[]} */
const results = Array(CALLS).fill(undefined);
/** @type {number[]} */
const memory = [];
let next = 0;
const started = performance.now();
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    while (next < CALLS) {
      const index = next;
      next += 1;
      results[index] = await call(index);
      if (index % Math.ceil(CALLS / 20) === 0) memory.push(residentMegabytes());
    }
  }),
);
const seconds = (performance.now() - started) / 1000;

// A double click on everything: the answers must be those given before, and the service must not be called.
const before = arrivals.length;
const repeated = await Promise.all(Array.from({ length: 20 }, (_, index) => call((index * 7) % CALLS)));
const metrics = await (
  await fetch(`${backend.url}/metrics`, { headers: { authorization: 'Bearer watch' } })
).text();
captured.push(metrics);
await backend.close();
await upstream.close();

const byUser = new Map();
for (const face of store.faces(['loadgroup']))
  byUser.set(face.merchantUserId, (byUser.get(face.merchantUserId) ?? 0) + 1);
const busiest = arrivals.reduce((most, time, index) => {
  let count = 1;
  while (index + count < arrivals.length && Number(arrivals[index + count]) < time + 1000) count += 1;
  return Math.max(most, count);
}, 0);
// Between two collections of garbage memory rises; what stays after them is what counts, once the start is over.
const third = Math.floor(memory.length / 3);
const middle = Math.min(...memory.slice(third, 2 * third));
const late = Math.min(...memory.slice(2 * third));
const secrets = [
  KEY.accessKeySecret,
  KEY.accessKeyId,
  STS.securityToken,
  USER_KEY,
  'load-user-',
  'ACS3-HMAC',
  ...pictures.slice(0, 20).map((picture) => picture.slice(200, 240)),
  ...byUser.keys(),
];
const leaked = secrets.filter((secret) => captured.some((text) => text.includes(secret)));
const passed = results.filter((result) => result?.verdict.passed).length;
const checks = /** @type {[string, boolean, string][]} */ ([
  ['every call got a verdict', results.every(Boolean), `${results.filter(Boolean).length} of ${CALLS}`],
  ['every verdict is the right one', passed === CALLS, `${passed} passed`],
  [
    'every person registered once',
    byUser.size === PERSONS && [...byUser.values()].every((count) => count === 1),
    `${byUser.size} persons, ${store.faces(['loadgroup']).length} faces`,
  ],
  [
    'a repeated key makes no call',
    arrivals.length === before &&
      repeated.every((one, index) => one?.verdict.requestId === results[(index * 7) % CALLS]?.verdict.requestId),
    `${arrivals.length - before} calls`,
  ],
  [`no second held more than ${QPS} calls`, busiest <= QPS, `${busiest}`],
  ['memory is flat', late < middle * 1.25 + 16, `${memory.map(Math.round).join(' ')} MB`],
  [
    'no secret in any answer or log',
    leaked.length === 0,
    `${captured.length} texts searched for ${secrets.length} secrets${leaked.length ? `: ${leaked}` : ''}`,
  ],
]);
for (const [name, good, value] of checks) console.log(`${good ? 'ok  ' : 'FAIL'} ${name}: ${value}`);
console.log(
  `     ${CALLS} calls, ${AT_ONCE} at once, in ${seconds.toFixed(1)} s on ${values.runtime}; ${arrivals.length} calls of the service; lost registrations recovered: ${results.filter((result) => result?.verdict.registeredEarlier).length}`,
);
process.exitCode = checks.every(([, good]) => good) ? 0 : 1;
