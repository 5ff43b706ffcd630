// The entry for pages and their workers.
import { createFingerprint, createInspect, createPreflight, createProbe } from './lib/api.js';
import * as canvases from './lib/canvases.js';
import { inPlace } from './lib/engine.js';
import { createInstances } from './lib/instance.js';
import { loadModule, loadWeights } from './lib/load-browser.js';
import { offload } from './lib/offload.js';

const engine = /* @__PURE__ */ offload(
  /* @__PURE__ */ inPlace(/* @__PURE__ */ createInstances(loadModule, loadWeights)),
);

/**
 * Sets a photo upright, checks it, scales it and encodes it again without metadata. The work is done in a
 * worker where the page can have one.
 *
 * An unfit photo gives a `Photo` whose `ok` is false. A `PreflightError` means that the photo could not be
 * judged.
 */
export const preflight = /* @__PURE__ */ createPreflight(engine, canvases);

/**
 * Tells what a photo is from its header. Reads only as much as that needs; the rest of a stream or a
 * response is cancelled.
 */
export const probe = /* @__PURE__ */ createProbe(engine, canvases);

/**
 * 16 x 16 luma samples of the upright picture. Another size, quality or format of the same picture gives nearly
 * the same samples: it tells whether two files show the same picture, not the same person.
 */
export const fingerprint = /* @__PURE__ */ createFingerprint(engine, canvases);

/**
 * Looks at one frame of a camera, as often as you like: its faces, and what the checks of the face say. Larger frames are
 * looked at by a copy of 640 pixels; places are in the frame's own pixels.
 */
export const inspect = /* @__PURE__ */ createInspect(engine, canvases);

export * from './lib/common.js';
