// Measures and prints one JSON document: node run.js <rounds>
//
// How long a person who opens the page waits until the camera's button works, on the first visit: each round has a fresh
// profile of Chromium, in which the network and the processor are slowed down.

import { launch } from '../../tests/support/chromium.js';
import { startDemo } from '../../tests/page/help/demo-process.js';
import { FAKE_CAMERA } from '../../tests/page/help/film.js';
import { median } from '../peers/job.js';
import { machine } from '../peers/machine.js';

/** @typedef {{ shownMs: number, worksMs: number, requests: number, bytes: number }} Loaded */

const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const CONDITIONS = {
  slow: { network: SLOW_3G, slowerProcessor: 6 },
  slowNetwork: { network: SLOW_3G, slowerProcessor: 1 },
  full: { network: null, slowerProcessor: 1 },
};
/** No round takes so long. */
const LIMIT_MS = 60_000;

const rounds = Number(process.argv[2] ?? 1);
const demo = await startDemo();
let chromium = '';
try {
  /** @type {Record<string, Record<string, number>>} */
  const conditions = {};
  for (const [name, condition] of Object.entries(CONDITIONS)) {
    /** @type {Loaded[]} */
    const loads = [];
    for (let round = 1; round <= rounds; round += 1) {
      console.error(`   Measuring the first load, ${name}: round ${round} of ${rounds}`);
      loads.push(await load(condition));
    }
    const medianOf = (/** @type {keyof Loaded} */ key) => median(loads.map((one) => one[key]));
    conditions[name] = {
      shownMs: medianOf('shownMs'),
      worksMs: medianOf('worksMs'),
      requests: medianOf('requests'),
      bytes: medianOf('bytes'),
    };
  }
  console.log(JSON.stringify({ ...machine(), chromium, rounds, conditions }));
} finally {
  await demo.stop();
}

/** @param {typeof CONDITIONS[keyof typeof CONDITIONS]} condition @returns {Promise<Loaded>} */
async function load({ network, slowerProcessor }) {
  const { context, close } = await launch({ args: FAKE_CAMERA, viewport: { width: 360, height: 640 } });
  try {
    chromium = context.browser()?.version() ?? chromium;
    const page = context.pages()[0] ?? (await context.newPage());
    await page.addInitScript(pressUntilItWorks);
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    if (network) {
      await session.send('Network.emulateNetworkConditions', network);
    }
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowerProcessor });
    await page.goto(demo.page, { waitUntil: 'commit', timeout: LIMIT_MS });
    const loaded = await page.waitForFunction(() => Reflect.get(window, 'loaded'), undefined, { timeout: LIMIT_MS });
    return await loaded.jsonValue();
  } finally {
    await close();
  }
}

/** Runs in the page: presses the camera's button as soon as it is there, until the camera's dialog opens. */
function pressUntilItWorks() {
  /** @type {number | undefined} */
  let shownMs;
  const timer = setInterval(() => {
    const root = document.querySelector('face-capture')?.shadowRoot;
    const button = /** @type {HTMLElement | null | undefined} */ (root?.querySelector('[part~="camera-button"]'));
    if (!button) {
      return;
    }
    shownMs ??= performance.now();
    button.click();
    if (!root?.querySelector('dialog[open]')) {
      return;
    }
    clearInterval(timer);
    const worksMs = performance.now();
    const files = /** @type {PerformanceResourceTiming[]} */ ([
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ]).filter(({ responseEnd }) => responseEnd > 0 && responseEnd <= worksMs);
    const bytes = files.reduce((sum, { transferSize }) => sum + transferSize, 0);
    Object.assign(window, { loaded: { shownMs, worksMs, requests: files.length, bytes } });
  }, 10);
}
