// The documents as such: their links lead somewhere, their JSON is JSON, their list is whole.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DOCUMENTS, allBlocks, read } from '../support/documents.js';
import { packageFolder, root } from '../support/package.js';

/**
 * The anchor of a heading, as GitHub makes it.
 *
 * @param {string} heading
 */
function anchorOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** @param {string} document */
function anchorsOf(document) {
  return [...read(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

for (const document of DOCUMENTS) {
  test(`${document}: every link leads somewhere`, () => {
    const text = read(document).replaceAll(/```[\s\S]*?```/g, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(
      ([, one, other]) => one ?? other ?? '',
    );
    for (const link of links.filter((address) => !/^https?:/.test(address))) {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? document : normalize(join(dirname(document), path));
      assert.ok(existsSync(join(root, target)), `${link}: there is no ${target}`);
      if (anchor !== undefined) {
        assert.ok(anchorsOf(target).includes(anchor), `${link}: no such heading`);
      }
    }
  });
}

test('every page is in the index', () => {
  const index = read('docs/README.md');
  for (const document of DOCUMENTS.filter((name) => /^docs\/[^/]+\.md$/.test(name) && name !== 'docs/README.md')) {
    assert.ok(index.includes(`](${document.slice('docs/'.length)})`), document);
  }
});

test('the README is short', () => assert.ok(read('README.md').split('\n').length <= 250));

test('the README promises the size that the package has', () => {
  const [, jpeg, face, whole, weights] =
    /(\d+) KB gzipped for JPEG, (\d+) KB with face detection, (\d+) KB with PNG, and (\d+) KB of weights/.exec(
      read('README.md'),
    ) ?? [];
  const gzippedKilobytes = (/** @type {string} */ file) =>
    gzipSync(readFileSync(join(packageFolder, 'wasm', file)), { level: 9 }).length / 1000;
  for (const [promised, file] of /** @type {const} */ ([
    [jpeg, 'face_preflight_jpeg.wasm'],
    [face, 'face_preflight_face.wasm'],
    [whole, 'face_preflight.wasm'],
    [weights, 'face_weights.bin'],
  ])) {
    const size = gzippedKilobytes(file);
    assert.ok(Math.abs(size - Number(promised)) <= 5, `${file}: ${size} KB`);
  }
});

test('JSON is JSON', () => {
  for (const { document, line, code } of allBlocks('json')) {
    try {
      JSON.parse(code);
    } catch {
      // Or one value a line.
      for (const each of code.trim().split('\n')) {
        assert.doesNotThrow(() => JSON.parse(each), `${document}:${line}`);
      }
    }
  }
});

test('every block of code says what it is', () => {
  const unnamed = allBlocks('').filter(({ code }) => !code.startsWith('Content-Security-Policy:'));
  assert.deepEqual(unnamed, []);
});

test('the reference shows every name that the package exports', async () => {
  const names = Object.keys(await import('../../pkg/browser.js'));
  const shown = read('docs/typedoc/index.d.ts');
  assert.ok(names.length >= 10);
  for (const name of names) {
    assert.match(shown, new RegExp(`\\b${name}\\b`), `${name} is missing in docs/typedoc/index.d.ts`);
  }
});
