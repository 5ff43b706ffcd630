// Rendered by `cargo xtask render` from the tables in src/. Do not edit.

/** The sets of values of the options' group `limits`, by their names. */
export const LIMIT_SETS = Object.freeze({
  device: Object.freeze({
    sourceBytes: 104857600,
    sourcePixels: 250000000,
    memoryBytes: 67108864,
    scans: 500,
    work: 50000000,
  }),
  server: Object.freeze({
    sourceBytes: 104857600,
    sourcePixels: 110000000,
    memoryBytes: 25165824,
    scans: 64,
    work: 25000000,
  }),
});
