//! What the numbers of a photo mean, and how they become sRGB.

mod convert;
pub(crate) mod curve;
pub mod icc;
mod linear;
pub mod model;

pub use convert::ColourHandling;
#[cfg(feature = "internals")]
pub use convert::to_srgb;
pub use linear::Encoding;
