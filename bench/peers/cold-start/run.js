// Measures and prints one JSON document: node run.js <rounds>
//
// How long a person waits for the first answer about a photo when nothing is cached: from the page's address to the verdict,
// or to the small JPEG of the others. All contestants take turns in each cell.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { median } from '../job.js';
import { machine } from '../machine.js';
import { CONTESTANTS, buildPage } from './pages.js';
import { serve } from './serve.js';
import { slowDown } from './slow-processor.js';

const NETWORKS = {
  none: { latencyMs: 0, bytesPerSecond: Infinity },
  fast3G: { latencyMs: 150, bytesPerSecond: 180_000 },
  slow3G: { latencyMs: 400, bytesPerSecond: 50_000 },
};
const PROCESSORS = [1, 6];
const LIMIT_MS = 120_000;

const rounds = Number(process.argv[2] ?? 1);
const [real, drawn] = ['../../../../shared/photos/p2.jpg', '../../../tests/fixtures/large.jpg'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);
const isReal = existsSync(`${real}`);
const photoPath = `${isReal ? real : drawn}`;
/** @type {Record<string, string>} */
const pages = {};
for (const name of CONTESTANTS) {
  pages[name] = await buildPage(name);
}
let version = '';
const cells = [];
for (const [network, speed] of Object.entries(NETWORKS)) {
  for (const slower of PROCESSORS) {
    cells.push({ network, slower, contestants: await compete(network, speed, slower) });
  }
}
const peers = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).dependencies;
console.log(JSON.stringify({ ...machine(), chromium: version, peers, rounds, isReal, cells }));

/** @param {string} network @param {import('./serve.js').Network} speed @param {number} slower */
async function compete(network, speed, slower) {
  /** @type {Record<string, { doneMs: number, bytes: number, requests: number }[]>} */
  const loads = Object.fromEntries(CONTESTANTS.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    console.error(`   Measuring ${network}, processor ÷ ${slower}: round ${round} of ${rounds}`);
    for (const name of CONTESTANTS) {
      loads[name]?.push(await load(pages[name] ?? '', speed, slower));
    }
  }
  const medians = Object.entries(loads).map(([name, all]) => [
    name,
    { ...all[0], doneMs: median(all.map(({ doneMs }) => doneMs)) },
  ]);
  return Object.fromEntries(medians);
}

/** @param {string} folder @param {import('./serve.js').Network} speed @param {number} slower */
async function load(folder, speed, slower) {
  const server = await serve(folder, speed);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
  let speedUp = () => {};
  try {
    version = browser.version();
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const group = processInfo.find(({ type }) => type === 'browser')?.id;
    const page = await browser.newPage();
    speedUp = slowDown(Number(group), slower);
    await page.goto(server.url, { waitUntil: 'commit', timeout: LIMIT_MS });
    await page.setInputFiles('input', photoPath, { timeout: LIMIT_MS });
    const done = await page.waitForFunction(() => window.doneMs ?? window.failed, undefined, {
      timeout: LIMIT_MS,
      polling: 20,
    });
    const doneMs = await done.jsonValue();
    if (typeof doneMs !== 'number') {
      throw new Error(`${folder}: ${doneMs}`);
    }
    return { doneMs, ...server.loaded() };
  } finally {
    speedUp();
    await browser.close();
    server.close();
  }
}
