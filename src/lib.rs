//! Makes a selfie fit for a face-verification API before it leaves the device.
//!
//! ```text
//! bytes ─▶ probe ─▶ jpeg | png ─▶ scale ─▶ orient ─▶ model ─▶ face ─▶ framing ─▶ encode ─▶ check ─▶ Preflight
//! ```
//!
//! [`preflight`] is the whole way in one call; [`Session`] is the same for a photo that arrives in
//! chunks. Nothing here knows of JavaScript, files, clocks or randomness: the same bytes come out on
//! every machine.

#![forbid(unsafe_code)]
// Nothing here may panic, whatever comes in; tests may.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::unimplemented,
    clippy::indexing_slicing
)]

pub mod check;
pub mod colour;
pub mod contract;
pub mod decode;
pub mod encode;
pub mod error;
pub mod face;
pub mod inspect;
pub mod options;
pub mod picture;
pub mod report;
pub mod request;
pub mod rows;
pub mod scale;
pub mod session;
mod simd;
#[cfg(all(target_arch = "wasm32", feature = "javascript"))]
pub mod wasm;

#[doc(hidden)] // For `tests/rust/jpeg/scale_loss.rs`.
pub use decode::detail::component_scale;
pub use error::{Actor, Error, Position};
pub use options::Options;
pub use report::{Check, Report, Status};
pub use session::{Preflight, Session};

/// Checks the photo in `bytes` and makes the picture that goes to the API.
///
/// # Errors
///
/// When the photo could not be read at all. One that is merely unfit gives a report.
pub fn preflight(bytes: &[u8], options: &Options) -> Result<Preflight, Error> {
    let mut session = Session::new(options.clone())?;
    session.push(bytes)?;
    session.finish()
}

/// The same for a picture that is decoded already, with transparency laid over white.
///
/// # Errors
///
/// When the picture is empty or passes `options.limits`.
#[cfg(not(target_arch = "wasm32"))]
pub fn preflight_image(image: &image::DynamicImage, options: &Options) -> Result<Preflight, Error> {
    let size = picture::Size { width: image.width(), height: image.height() };
    let mut session = Session::for_pixels(size, options.clone(), None)?;
    session.push(image.to_rgba8().as_raw())?;
    session.finish()
}

/// The Rust of the README is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
