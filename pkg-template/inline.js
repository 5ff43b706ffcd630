// The entry with the wasm inside: for bundlers that do not copy the .wasm, and for pages of a single file.
import { createFingerprint, createInspect, createPreflight, createProbe, createWarmUp } from './lib/api.js';
import * as drawing from './lib/browser-drawing.js';
import { inPlace } from './lib/engine.js';
import { createInstances } from './lib/instance.js';
import { loadModule, loadWeights } from './lib/load-inline.js';

const engine = /* @__PURE__ */ inPlace(/* @__PURE__ */ createInstances(loadModule, loadWeights));
export const preflight = /* @__PURE__ */ createPreflight(engine, drawing);
export const probe = /* @__PURE__ */ createProbe(engine, drawing);
export const fingerprint = /* @__PURE__ */ createFingerprint(engine, drawing);
export const inspect = /* @__PURE__ */ createInspect(engine, drawing);
export const warmUp = /* @__PURE__ */ createWarmUp(engine);
export * from './lib/common.js';
