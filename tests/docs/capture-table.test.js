// What docs/capture.md says the element has is shown by tests that exist, and README.md says no more than that.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { read } from '../support/documents.js';
import { root } from '../support/package.js';

const HEADING = '## What it has, and the tests that show it';

/** The rows of the table under a heading, without its head. @param {string} document @param {string} heading */
function rowsUnder(document, heading) {
  const [, section = ''] = read(document).split(`${heading}\n`);
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((line) => line.slice(2, -2).split(' | '));
}

const shown = rowsUnder('docs/capture.md', HEADING);
const compared = rowsUnder('README.md', '## Compared');

/**
 * The names of a file's tests, each as a pattern: what a template puts in may be anything.
 * @param {string} file
 */
function namesIn(file) {
  const text = readFileSync(join(root, 'tests', file), 'utf8');
  const names = file.endsWith('.rs')
    ? [...text.matchAll(/#\[test\]\s+fn (\w+)/g)].map(([, name = '']) => name)
    : [...text.matchAll(/\btest\(\s*(['"`])(.+?)\1/g)].map(([, , name = '']) => name.replaceAll("\\'", "'"));
  const literal = (/** @type {string} */ part) => part.replaceAll(/[.*+?^$()[\]{}|\\]/g, '\\$&');
  return names.map(
    (name) =>
      new RegExp(
        `^${name
          .split(/\$\{[^}]*\}/)
          .map(literal)
          .join('.+')}$`,
      ),
  );
}

test('every row names its tests, and each of them exists', () => {
  assert.ok(shown.length >= 18, `${shown.length} rows`);
  for (const [feature, says, tests = ''] of shown) {
    const named = [...tests.matchAll(/`([\w./-]+\.(?:test\.js|rs))`: “([^”]+)”/g)];
    assert.ok(named.length > 0, `${feature} names no test`);
    assert.equal(
      tests.replaceAll(/`[\w./-]+`: “[^”]+”(; )?/g, ''),
      '',
      `${feature}: everything in the last column is a test`,
    );
    for (const [, file = '', name = ''] of named) {
      assert.ok(
        namesIn(file).some((pattern) => pattern.test(name)),
        `${feature}: ${file} has no test “${name}”`,
      );
    }
    assert.match(says ?? '', /^(yes|in part)/, feature);
  }
});

test('the README has the same rows, and says of each what the page says', () => {
  assert.deepEqual(
    compared.map(([feature, says]) => [feature, says]),
    shown.map(([feature, says]) => [feature, says]),
  );
  assert.ok(compared.filter(([, says]) => says?.startsWith('yes')).length >= 18);
});
