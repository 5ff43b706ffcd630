// Pixels, canvases, videos and files of formats that only the browser reads, in every engine.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { fingerprint, preflight } from '../../../pkg/node.js';
import { drawPerson } from '../../page/help/portrait.js';
import { launchChromium } from '../../support/chromium.js';
import { launchFirefox } from '../../support/firefox.js';
import { inPage } from '../../support/in-page.js';
import { asPixels } from '../../support/people.js';
import { drawPixels } from '../../support/pixels.js';
import { launchWebKit } from '../../support/webkit.js';

/** @import { Engine } from '../../support/engine.js' */

const MODULE = "const tests = await import('/tests/support/inputs.js');";

/** Luma steps that lossy coding and an engine's own colour conversion may make on a grid of 16 x 16. */
const CLOSE = 6;

const drawn = drawPixels(900, 1200);
const expected = (await preflight(drawn)).base64();
const person = await fingerprint(asPixels(drawPerson('ada', 480, 640)));

/** @param {number[]} samples */
function assertShowsPerson(samples) {
  const difference = Math.max(...person.map((value, at) => Math.abs(value - Number(samples[at]))));
  assert.ok(difference <= CLOSE, `luma differs by ${difference}`);
}

for (const launch of [launchChromium, launchFirefox, launchWebKit]) {
  describe(launch.name.replace('launch', ''), () => {
    /** @type {Engine} */
    let engine;
    before(async () => {
      engine = await launch();
    });
    after(() => engine?.close());

    test('pixels come out as they went in, whatever holds them', async () => {
      const results = await inPage(engine, `${MODULE} return tests.exactInputs(product, 900, 1200);`);
      assert.ok(Object.keys(results).length >= 7);
      for (const [kind, result] of Object.entries(results)) {
        assert.ok(result === expected, `${kind}: ${result.slice(0, 90)}`);
      }
    });

    test('on the thread of the page as well', async () => {
      const code = `delete window.Worker; ${MODULE} return tests.exactInputs(product, 480, 640);`;
      const small = (await preflight(drawPixels(480, 640))).base64();
      for (const result of Object.values(await inPage(engine, code))) {
        assert.equal(result, small);
      }
    });

    test('a video gives the frame that it shows, and says when there is none', async () => {
      const result = await inPage(engine, `${MODULE} return tests.videoInput(product);`);
      assert.match(result.before, /^invalid_input: the HTMLVideoElement shows no picture yet/);
      assert.deepEqual(result.size, [480, 640]);
      assert.ok(result.difference <= CLOSE, `luma differs by ${result.difference}`);
    });

    for (const file of ['upright.webp', 'upright.avif']) {
      test(`${file}, decoded by the browser`, async () => {
        const url = `/tests/browsers/formats/${file}`;
        const result = await inPage(engine, `${MODULE} return tests.decodedFile(product, '${url}');`);
        const { length } = await readFile(new URL(`../formats/${file}`, import.meta.url));
        const { format, coding, width, height, orientation, bytes } = result.source;
        assert.deepEqual([format, coding, orientation, bytes], [file.split('.')[1], 'browser', 1, length]);
        assert.deepEqual([width, height], [480, 640]);
        assert.deepEqual([result.probed.width, result.probed.height, result.probed.format], [480, 640, format]);
        assert.deepEqual(result.size, [480, 640]);
        assert.equal(result.same, true, 'a Blob, bytes, a Response and a stream give the same');
        assertShowsPerson(result.samples);
        const fractions = result.progress.map((/** @type {[string, number]} */ [, fraction]) => fraction);
        assert.deepEqual(
          fractions,
          fractions.toSorted((/** @type {number} */ one, /** @type {number} */ other) => one - other),
        );
        assert.deepEqual(result.progress.at(-1), ['done', 1]);
      });
    }

    for (const file of ['turned.webp', 'turned.avif']) {
      test(`${file} is turned as the browser turns it, once`, async () => {
        const result = await inPage(
          engine,
          `${MODULE} return tests.turnedFile(product, '/tests/browsers/formats/${file}');`,
        );
        assert.deepEqual(result.size, result.shown);
        // No engine here heeds EXIF in WebP, and WebKitGTK not the turn of an AVIF.
        if (file === 'turned.avif' && engine.name !== 'WebKit') {
          assert.deepEqual(result.size, [480, 640]);
          assertShowsPerson(result.samples);
        }
      });
    }

    test('a file that the browser does not read either is refused as before', async () => {
      const code = `const file = new Uint8Array(9000); file.set(new TextEncoder().encode('RIFFxxxxWEBPVP8 '));
        const results = [];
        for (const input of [new Blob([file]), file, new Blob([file]).stream()]) {
          results.push(await product.preflight(input).catch((error) => [error.code, error.details.found]));
        }
        return results;`;
      assert.deepEqual(await inPage(engine, code), Array(3).fill(['unsupported_format', 'WebP']));
    });
  });
}
