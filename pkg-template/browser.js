// The entry for pages and their workers.
import { createFingerprint, createInspect, createPreflight, createProbe } from './lib/api.js';
import * as drawing from './lib/browser-drawing.js';
import { inPlace } from './lib/engine.js';
import { createInstances } from './lib/instance.js';
import { loadModule, loadWeights } from './lib/load-browser.js';
import { inWorker } from './lib/in-worker.js';

const engine = /* @__PURE__ */ inWorker(
  /* @__PURE__ */ inPlace(/* @__PURE__ */ createInstances(loadModule, loadWeights)),
);

/**
 * Turns a photo upright, checks it, scales it and encodes it again without metadata. A worker does the work where the
 * page can have one.
 *
 * An unfit photo gives a `Photo` whose `ok` is false. A `PreflightError` means that the photo could not be checked.
 */
export const preflight = /* @__PURE__ */ createPreflight(engine, drawing);

/**
 * Says what a photo is, from its header. Reads only as much as that needs; the rest of a stream or a response is
 * cancelled.
 */
export const probe = /* @__PURE__ */ createProbe(engine, drawing);

/**
 * 16 x 16 luma samples of the upright picture. Another size, quality or format of the same picture gives nearly
 * the same samples: they show whether two files hold the same picture, not the same person.
 */
export const fingerprint = /* @__PURE__ */ createFingerprint(engine, drawing);

/**
 * Inspects one frame of a camera: its faces, and the checks of the face. May be called several times a second. A larger
 * frame is inspected as a copy of 640 pixels; positions are in the frame's own pixels.
 */
export const inspect = /* @__PURE__ */ createInspect(engine, drawing);

export * from './lib/common.js';
