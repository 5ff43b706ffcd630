//! The small upright picture between scaling and encoding, and what its parts are made of.

mod histogram;
mod orientation;
mod plane;
mod size;
mod ycbcr;

pub use histogram::Histogram;
pub use orientation::Orientation;
pub(crate) use plane::Area;
pub use plane::Plane;
pub use size::Size;
pub use ycbcr::{Picture, Subsampling};
