// What a page of every bundler, framework and engine has to give for the photos.
import assert from 'node:assert/strict';
import { PHOTO, SEVEN, expectedLines } from './photos.js';

/** @import { PageOutcome } from './load.js' */

assert.match(`${expectedLines[SEVEN.indexOf(PHOTO)]}`, /x\d+ \d+ \d+,/, 'the photo shows a face');

/**
 * The page gave the bytes of the golden table for each photo, and found the same faces.
 *
 * @param {PageOutcome} outcome
 * @param {{ worker?: boolean }} [more]
 */
export function assertGood({ lines, worker, failed }, more = {}) {
  assert.deepEqual(lines, expectedLines, failed);
  if (more.worker) {
    assert.ok(worker, 'the work was done in a worker');
  }
}

/**
 * There was no picture, and the error names the entry that works.
 *
 * @param {string | undefined} failed
 */
export function assertNamesInline(failed) {
  assert.match(failed ?? '', /^load_failed .*face-preflight\/inline/);
}
