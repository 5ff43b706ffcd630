// A module in a page of any engine, and what comes of it.
import { serve } from './chromium.js';
import { outcomeIn } from './engine.js';

/** @import { Engine } from './engine.js' */

const LIMIT_MS = 120_000;
const JAVASCRIPT = { 'content-type': 'text/javascript' };

/**
 * @param {Engine} engine
 * @param {string} code body of an async function with `product`, the package, whose result is plain data
 * @param {Record<string, string>} [headers] of every answer
 */
export async function inPage(engine, code, headers) {
  const script = `const run = async (product) => { ${code} };
    window.outcome = await import('/pkg/browser.js').then(run).then(
      (result) => ({ result }),
      (error) => ({ error: String(error?.stack ?? error) }),
    );`;
  const server = await serve((path) => {
    if (path === '/page.html') {
      return { body: '<!doctype html><script type="module" src="/page-script.js"></script>' };
    }
    return path === '/page-script.js' ? { headers: JAVASCRIPT, body: script } : undefined;
  }, headers);
  try {
    await engine.open(`${server.url}/page.html`);
    return await outcomeIn(engine, LIMIT_MS);
  } finally {
    server.close();
  }
}
