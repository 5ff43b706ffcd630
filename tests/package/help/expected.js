// What every bundler, runtime and engine has to give for the photo.
import assert from 'node:assert/strict';
import { golden, goldenFaces } from '../../support/fixtures.js';
import { PHOTO } from './project.js';

/** @import { PageOutcome } from './load.js' */

/** @param {typeof golden} table */
const lineOf = (table) => table.find(({ fixture, json }) => fixture === PHOTO && !json)?.expected;

/** Its lines of the golden tables. */
export const expected = lineOf(golden);
const expectedFaces = lineOf(goldenFaces);
assert.match(`${expectedFaces}`, /^\d/, 'the photo shows a face');

/**
 * The page gave the bytes of the golden table and, where its entry brings the weights, found the same face.
 *
 * @param {PageOutcome} outcome
 * @param {{ face?: boolean, worker?: boolean }} [more]
 */
export function assertGood({ measured, face, worker, message, failed }, more = {}) {
  assert.equal(measured, expected, message ?? failed);
  if (more.face) {
    assert.equal(face, expectedFaces);
  }
  if (more.worker) {
    assert.ok(worker, 'the work was done in a worker');
  }
}
