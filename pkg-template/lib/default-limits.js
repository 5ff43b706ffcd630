// Rendered by `cargo xtask render` from the tables in src/. Do not edit.

/** Defaults of the options' group `limits`. */
export const DEFAULT_LIMITS = Object.freeze({
  sourceBytes: 104857600,
  sourcePixels: 250000000,
  memoryBytes: 67108864,
  scans: 500,
});
