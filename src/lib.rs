//! Makes a selfie fit for a face-verification API before it leaves the device.
//!
//! ```text
//! bytes ─▶ decode ─▶ scale ─▶ picture, colour ─▶ face ─▶ encode ─▶ check ─▶ Preflight
//! ```
//!
//! [`preflight`] checks one photo and makes the small JPEG that the API takes; [`Session`] does the same for a photo that
//! arrives in chunks. [`inspect()`] looks for faces in a frame of a camera. [`request`] builds the parameters of the call,
//! and [`contract`] holds what is known of the API. No function uses files, clocks or randomness, so that every machine
//! gives the same bytes.
//!
//! Features: `png` (default) reads PNG, and `face` (default) finds faces; without them PNG is an
//! [unsupported format](Error::UnsupportedFormat), and [`Detector::new`] fails. `javascript` (default) exports the bindings
//! of the npm package on wasm32; a Rust program for wasm32 leaves it out. `internals` opens parts of the library to this
//! project's own tests and tools, without any promise.

#![forbid(unsafe_code)]
// Without PNG, some of what it shares with the rest has no other use.
#![cfg_attr(not(feature = "png"), allow(dead_code))]
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
mod english;
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

/// Checks the photo in `bytes`, a JPEG or PNG file, and makes the picture that goes to the API.
///
/// ```
/// use face_preflight::{Options, Status, preflight};
///
/// # use image::{ImageFormat, Rgb, RgbImage};
/// # let mut file = std::io::Cursor::new(Vec::new());
/// # RgbImage::from_pixel(720, 960, Rgb([90, 120, 150])).write_to(&mut file, ImageFormat::Png)?;
/// # let bytes = file.into_inner();
/// let photo = preflight(&bytes, &Options::default())?;
/// // A picture of one colour shows nobody.
/// assert!(!photo.ok());
/// let failed: Vec<_> = photo.report.checks.iter().filter(|check| check.status == Status::Fail).collect();
/// assert_eq!(failed[0].id, "blank");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the photo cannot be read at all, or an option is out of range. A photo that is merely unfit gives a report whose
/// checks failed.
pub fn preflight(bytes: &[u8], options: &Options) -> Result<Preflight, Error> {
    let mut session = Session::new(options.clone())?;
    session.push(bytes)?;
    session.finish()
}

/// As [`preflight`], for a picture that is decoded already. Transparency is laid over white.
///
/// ```
/// use face_preflight::{Options, preflight_image};
/// use image::{DynamicImage, RgbImage};
///
/// let picture = DynamicImage::from(RgbImage::from_fn(960, 1280, |x, y| image::Rgb([x as u8, y as u8, 128])));
/// let photo = preflight_image(&picture, &Options::default())?;
/// assert_eq!(photo.report.output.map(|output| (output.width, output.height)), Some((720, 960)));
/// # Ok::<(), face_preflight::Error>(())
/// ```
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
