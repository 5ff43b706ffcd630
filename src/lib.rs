//! face-preflight
#![allow(missing_docs)]
pub mod encode;
pub mod error;
pub mod exif;
pub mod jpeg;
pub mod options;
mod orient;
pub mod picture;
pub mod report;
pub mod scale;
pub use error::{Actor, Error, Position};
