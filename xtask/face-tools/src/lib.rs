//! What the project's commands and its tests share about faces: the detector's weights, drawn faces, and photos degraded
//! in known ways.

pub mod degrade;
pub mod drawn_faces;
pub mod series;
pub mod weights;

use face_preflight::Detector;
use face_preflight::Size;
use face_preflight::{Error, Options, Preflight, Session};
use image::RgbImage;
use std::sync::Arc;

/// Preflight of pixels, with the detector.
///
/// # Errors
///
/// As [`Session`] says.
pub fn preflight(image: &RgbImage, detector: &Arc<Detector>, options: Options) -> Result<Preflight, Error> {
    session(image, detector, options)?.finish()
}

/// A session that has the whole picture.
pub fn session(image: &RgbImage, detector: &Arc<Detector>, options: Options) -> Result<Session, Error> {
    let size = Size { width: image.width(), height: image.height() };
    let mut session = Session::for_pixels(size, options, Some(Arc::clone(detector)))?;
    let rgba: Vec<u8> = image.pixels().flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect();
    session.push(&rgba)?;
    Ok(session)
}
