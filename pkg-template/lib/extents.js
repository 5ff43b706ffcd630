/** What a module can do. Each does what those before it do, and gives the same bytes. */
export const EXTENTS = /** @type {const} */ ({
  /** JPEG and pixels. */
  jpeg: 0,
  /** Faces too. */
  face: 1,
  /** PNG too. */
  whole: 2,
});

/** @typedef {typeof EXTENTS[keyof typeof EXTENTS]} Extent */
