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

mod check;
mod colour;
pub mod contract;
mod decode;
mod encode;
mod error;
mod face;
mod inspect;
#[cfg(feature = "internals")]
pub mod internals;
mod options;
mod picture;
mod report;
pub mod request;
mod rows;
mod scale;
mod session;
mod simd;
#[cfg(all(target_arch = "wasm32", feature = "javascript"))]
mod wasm;

pub use decode::source::{Format, Source};
pub use error::{Actor, Error, Position};
pub use face::{Detector, Face, Keypoint, Rectangle};
pub use inspect::{Inspection, inspect};
pub use options::given::Given;
pub use options::{
    Coding, Crop, Effort, Fidelity, Landscape, Limits, OptionRow, Options, Prefer, Preset, Target, Threshold,
    Thresholds,
};
pub use picture::{Size, Subsampling};
pub use report::{Check, Output, Report, Status, Value};
pub use session::{FINGERPRINT_SIDE, Preflight, Session};

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
