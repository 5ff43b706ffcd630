// The entry with the wasm inside: for bundlers that leave the .wasm behind, and for pages of a single file.
import { createFingerprint, createInspect, createPreflight, createProbe } from './lib/api.js';
import * as canvases from './lib/canvases.js';
import { inPlace } from './lib/engine.js';
import { createInstances } from './lib/instance.js';
import { loadModule, loadWeights } from './lib/load-inline.js';

const engine = /* @__PURE__ */ inPlace(/* @__PURE__ */ createInstances(loadModule, loadWeights));
export const preflight = /* @__PURE__ */ createPreflight(engine, canvases);
export const probe = /* @__PURE__ */ createProbe(engine, canvases);
export const fingerprint = /* @__PURE__ */ createFingerprint(engine, canvases);
export const inspect = /* @__PURE__ */ createInspect(engine, canvases);
export * from './lib/common.js';
