// The element's module where there is no DOM, and its size.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageFolder } from '../../support/package.js';

test('a server imports the element without a DOM', async () => {
  const { FaceCapture } = await import('../../../pkg/capture.js');
  assert.equal(typeof FaceCapture, 'function');
  assert.equal(FaceCapture.formAssociated, true);
  assert.equal('customElements' in globalThis, false);
});

test('no file of the element writes a style attribute, markup or a remote address', async () => {
  const folder = join(packageFolder, 'capture');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.js'));
  assert.ok(files.length > 20);
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    assert.doesNotMatch(
      text,
      /innerHTML|insertAdjacentHTML|setAttribute\('style'|eval\(|https?:\/\/(?!www\.w3\.org)/,
      file,
    );
  }
});
