//! From the bytes of a file, or from pixels, to rows of components: one folder or file for each format.

pub(crate) mod detail;
pub mod exif;
mod handed_as_text;
pub(crate) mod heading;
pub mod jpeg;
pub(crate) mod photo_decoder;
pub(crate) mod pixels;
#[cfg(feature = "png")]
pub mod png;
pub mod sniff;
pub mod source;
