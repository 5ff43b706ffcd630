// Loads what a bundler made in a browser and waits for the photos.
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { serve } from '../../support/chromium.js';
import { root } from '../../support/package.js';
import { SEVEN } from './photos.js';

/** @import { Engine } from '../../support/engine.js' */

/**
 * What the page says of its photos; `measured` where a test's page says something else.
 *
 * @typedef {{ lines?: string[], measured?: string, failed?: string, message?: string, worker?: boolean }} PageOutcome
 */

const POLL_MS = 200;
const LIMIT_MS = 60_000;

/**
 * Serves a folder and nothing else, and the photos.
 *
 * @param {string} folder
 * @param {Record<string, string>} [headers]
 */
function serveFolder(folder, headers) {
  return serve(async (path) => {
    if (SEVEN.includes(path.slice(1))) {
      return { body: await readFile(join(root, 'tests/fixtures', path)) };
    }
    try {
      return { body: await readFile(join(folder, normalize(path === '/' ? 'index.html' : path))) };
    } catch {
      return { status: 404, body: 'not found' };
    }
  }, headers);
}

/**
 * @param {Engine} engine
 * @param {string} url
 * @returns {Promise<PageOutcome>}
 */
export async function outcomeOf(engine, url) {
  await engine.open(url);
  for (let waited = 0; waited < LIMIT_MS; waited += POLL_MS) {
    const outcome = await engine.evaluate('return window.outcome ?? null;');
    if (outcome) {
      return outcome;
    }
    await wait(POLL_MS);
  }
  throw new Error(`${engine.name} gave no result for ${url}`);
}

/**
 * @param {Engine} engine
 * @param {string} folder
 * @param {string} [query] of the page's address
 */
export async function loadBuilt(engine, folder, query = '') {
  const server = await serveFolder(folder);
  try {
    const outcome = await outcomeOf(engine, `${server.url}/${query}`);
    return { ...outcome, modules: server.asked.filter((path) => path.endsWith('.wasm')) };
  } finally {
    server.close();
  }
}
