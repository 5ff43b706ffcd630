// The entry for edge runtimes: Vercel's and Next's, which may not compile WebAssembly at run time.
import { createFingerprint, createInspect, createPreflight, createProbe, createWarmUp } from './lib/api.js';
import { inPlace } from './lib/engine.js';
import { createInstances } from './lib/instance.js';
import { loadLandmarks, loadModule, loadWeights } from './lib/load-edge.js';

const engine = /* @__PURE__ */ inPlace(/* @__PURE__ */ createInstances(loadModule, loadWeights, loadLandmarks));
export const preflight = /* @__PURE__ */ createPreflight(engine);
export const probe = /* @__PURE__ */ createProbe(engine);
export const fingerprint = /* @__PURE__ */ createFingerprint(engine);
export const inspect = /* @__PURE__ */ createInspect(engine);
export const warmUp = /* @__PURE__ */ createWarmUp(engine);
export * from './lib/common.js';
