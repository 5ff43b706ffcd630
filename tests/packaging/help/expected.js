// What every bundler, runtime and engine has to give for the photo.
import assert from 'node:assert/strict';
import { preflight } from '../../../pkg/node.js';
import { fixture, golden } from '../../support/fixtures.js';
import { faceOf } from './face.js';
import { PHOTO } from './project.js';

/** @import { PageOutcome } from './load.js' */

/** Its line of the golden table. */
export const expected = golden.find((line) => line.fixture === PHOTO)?.expected;

/** How sure the face detector is of it. */
export const expectedFace = await faceOf(preflight, fixture(PHOTO));
assert.equal(typeof expectedFace, 'number');

/**
 * The page gave the bytes of the golden table and, where its entry brings the weights, saw the same face.
 *
 * @param {PageOutcome} outcome
 * @param {{ face?: boolean, worker?: boolean }} [more]
 */
export function assertGood({ measured, face, worker, message, failed }, more = {}) {
  assert.equal(measured, expected, message ?? failed);
  if (more.face) assert.equal(face, expectedFace);
  if (more.worker) assert.ok(worker, 'the work was done in a worker');
}
