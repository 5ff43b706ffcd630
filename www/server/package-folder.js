/** The built package, where `cargo xtask pack` puts it. */
export const PACKAGE = new URL('../../pkg/', import.meta.url);
