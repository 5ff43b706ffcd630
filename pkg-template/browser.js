// The entry for pages and their workers.
import { createFingerprint, createInspect, createPreflight, createProbe, createWarmUp } from './lib/api.js';
import * as drawing from './lib/browser-drawing.js';
import { inPlace } from './lib/engine.js';
import { createInstances } from './lib/instance.js';
import { extentOf, loadLandmarks, loadModule, loadWeights } from './lib/load-browser.js';
import { inWorker } from './lib/in-worker.js';

const engine = /* @__PURE__ */ inWorker(
  /* @__PURE__ */ inPlace(/* @__PURE__ */ createInstances(loadModule, loadWeights, loadLandmarks, extentOf)),
);

/**
 * Turns a photo upright, checks it, scales it and encodes it again without metadata. A worker does the work where the
 * page can have one.
 *
 * An unfit photo gives a `Photo` whose `ok` is false. A `PreflightError` means that the photo could not be checked.
 *
 * @example
 * ```js
 * const photo = await preflight(file, { landscape: 'crop' }, { face: true });
 * if (photo.ok) {
 *   await upload(photo.blob());
 * } else {
 *   console.log(photo.report.checks.filter(({ status }) => status === 'fail'));
 * }
 * ```
 */
export const preflight = /* @__PURE__ */ createPreflight(engine, drawing);

/**
 * Says what a photo is, from its header. Reads only as much as that needs; the rest of a stream or a response is
 * cancelled.
 *
 * @example
 * ```js
 * const { format, width, height } = await probe(file);
 * console.log(`${format}, ${width} x ${height} px`);
 * ```
 */
export const probe = /* @__PURE__ */ createProbe(engine, drawing);

/**
 * 16 x 16 luma samples of the upright picture. Another size, quality or format of the same picture gives nearly
 * the same samples: they show whether two files hold the same picture, not the same person.
 *
 * @example
 * ```js
 * const [one, other] = await Promise.all([fingerprint(file), fingerprint(bytes)]);
 * const difference = one.reduce((sum, sample, at) => sum + Math.abs(sample - (other[at] ?? 0)), 0) / one.length;
 * console.log(difference < 8 ? 'the same picture' : 'another picture');
 * ```
 */
export const fingerprint = /* @__PURE__ */ createFingerprint(engine, drawing);

/**
 * Inspects one frame of a camera: its faces, and the checks of the face. May be called several times a second. A larger
 * frame is inspected as a copy of 640 pixels; positions are in the frame's own pixels.
 *
 * @example
 * ```js
 * const { faces, checks } = await inspect(video);
 * const bad = checks.find(({ status }) => status === 'fail' || status === 'warn');
 * console.log(faces.length, bad?.advice ?? 'Hold still.');
 * ```
 */
export const inspect = /* @__PURE__ */ createInspect(engine, drawing);

/**
 * Loads and compiles what a later call needs, while the person still chooses a photo. The next call uses it. May be left
 * unattended: the promise rejects with `load_failed` where something does not load, and the next call tries again.
 */
export const warmUp = /* @__PURE__ */ createWarmUp(engine);

export * from './lib/common.js';
