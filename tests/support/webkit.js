// WebKitGTK's MiniBrowser through its WebDriver, on a display of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** @import { ChildProcess } from 'node:child_process' */
/** @import { AddressInfo } from 'node:net' */
/** @import { Engine } from './engine.js' */

const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const START_TRIES = 100;

/** @returns {Promise<Engine>} */
export async function launchWebKit() {
  const port = await freePort();
  const driver = process.env['WEBKIT_DRIVER'] ?? '/usr/bin/WebKitWebDriver';
  // The process group is ended as a whole: xvfb-run does not pass signals on.
  const child = spawn('xvfb-run', ['-a', '-s', '-screen 0 1280x1024x24', driver, `--port=${port}`], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
  });
  const base = `http://127.0.0.1:${port}`;
  try {
    await started(base, child);
    const { sessionId, capabilities } = await call('POST', `${base}/session`, {
      capabilities: {
        alwaysMatch: { 'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] } },
      },
    });
    const session = `${base}/session/${sessionId}`;
    return {
      name: 'WebKit',
      version: String(capabilities.browserVersion),
      async open(url) {
        await call('POST', `${session}/url`, { url });
      },
      evaluate: (code) => call('POST', `${session}/execute/sync`, { script: code, args: [] }),
      async close() {
        await call('DELETE', session).catch(() => {});
        end(child);
      },
    };
  } catch (error) {
    end(child);
    throw error;
  }
}

/** @param {ChildProcess} child */
function end(child) {
  if (child.pid !== undefined && child.exitCode === null) {
    process.kill(-child.pid, 'SIGTERM');
  }
}

/**
 * @param {string} base
 * @param {ChildProcess} child
 */
async function started(base, child) {
  const failed = once(child, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  for (let tries = 0; tries < START_TRIES; tries++) {
    const ready = await Promise.race([
      failed,
      call('GET', `${base}/status`).then(
        () => true,
        () => false,
      ),
    ]);
    if (ready) {
      return;
    }
    await wait(100);
  }
  throw new Error('WebKitWebDriver does not answer');
}

/**
 * One command of the WebDriver protocol (W3C).
 *
 * @param {string} method
 * @param {string} url
 * @param {object} [body]
 */
async function call(method, url, body) {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) {
    throw new Error(`WebDriver: ${value.error}: ${value.message}`);
  }
  return value;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
