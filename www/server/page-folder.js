/** The bundled page, where `cargo xtask pack` puts it. */
export const PAGE = new URL('../.page/', import.meta.url);
