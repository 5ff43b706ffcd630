// Headless Firefox over WebDriver BiDi.
import puppeteer from 'puppeteer-core';

/** @import { Engine } from './engine.js' */

/**
 * @param {Record<string, unknown>} [prefs] besides those that keep it quiet
 * @returns {Promise<Engine>}
 */
export async function launchFirefox(prefs = {}) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr',
    extraPrefsFirefox: { 'app.update.enabled': false, 'datareporting.policy.dataSubmissionEnabled': false, ...prefs },
  });
  const page = await browser.newPage();
  return {
    name: 'Firefox',
    version: (await browser.version()).replace(/^.*\//, ''),
    async open(url) {
      await page.goto(url);
    },
    evaluate: (code) => page.evaluate(`(() => { ${code} })()`),
    close: () => browser.close(),
  };
}
