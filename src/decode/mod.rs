//! From the bytes of a file, or from pixels, to rows of components: one folder or file for each format.

pub mod exif;
pub mod jpeg;
pub(crate) mod pixels;
pub mod png;
pub(crate) mod reader;
pub mod sniff;
