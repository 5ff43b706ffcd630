// The generated bindings: wasm-bindgen's `no-modules` output, which keeps all of its state inside one
// function, wrapped by the pack step into a factory, so that a fresh instance is one call away:
//
//   export function createBindings({ TextDecoder, TextEncoder }) { <output with the global `bindings`>; return bindings; }

import type { Inspection, Pixels, PreflightOptions, Report, Source } from '../lib/types.js';

/** One photo on its way. Every method throws `{ code, actor, message, details }`. */
export interface Session {
  push(chunk: Uint8Array): void;
  /** The photo's header; undefined until enough has been pushed. */
  source(): Source | undefined;
  /** Ends the file and looks for the face: whether a detector that looks closely should decide about it. */
  inDoubt(): boolean;
  /** Goes on with another detector. */
  setDetector(detector: FaceDetector): void;
  /** Consumes the session. */
  finish(): { jpeg: Uint8Array | null; report: Report };
  /** Consumes the session: 16 x 16 luma samples. */
  fingerprint(): Uint8Array;
  free(): void;
  /** Part of the generated code: forgets the session without touching the wasm. */
  __destroy_into_raw(): number;
}

/** Finds faces: lent to sessions, or frame by frame. Every method throws `{ code, actor, message, details }`. */
export interface FaceDetector {
  /** Looks at a frame: `ImageData` or what has its fields. */
  inspect(frame: Pixels, options?: PreflightOptions): Inspection;
  free(): void;
  /** Part of the generated code: forgets the detector without touching the wasm. */
  __destroy_into_raw(): number;
}

export interface Bindings {
  /** Instantiates the module. */
  (source: { module_or_path: WebAssembly.Module }): Promise<{ memory: WebAssembly.Memory }>;
  Session: {
    new (options?: PreflightOptions, detector?: FaceDetector): Session;
    /** RGBA pixels are pushed, row by row. */
    forPixels(width: number, height: number, options?: PreflightOptions, detector?: FaceDetector): Session;
  };
  FaceDetector: new (weights: Uint8Array, landmarks?: Uint8Array) => FaceDetector;
  version(): string;
}

/** @param coders what it reads and writes text with, which some hosts do not have as globals */
export function createBindings(coders: Pick<typeof globalThis, 'TextDecoder' | 'TextEncoder'>): Bindings;
