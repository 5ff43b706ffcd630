//! face-preflight

pub mod error;
pub mod picture;
pub use error::{Actor, Error, Position};
