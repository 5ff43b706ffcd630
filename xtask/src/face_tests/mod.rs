//! The product's own way with the weights that the package ships: from pixels to faces, checks and the cut.

mod checks;
mod crop;
mod damaged_weights;
mod degradations;
mod golden;
mod windows;

use crate::checkout::root;
pub use crate::parity::drawn_faces;
use crate::weights;
use drawn_faces::Drawn;
use face_preflight::face::{Detector, Face};
use face_preflight::picture::Picture;
use face_preflight::picture::Size;
use face_preflight::report::Value;
use face_preflight::{Check, Options, Preflight, Session, Status};
use image::DynamicImage;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// The detector of the package; `cargo xtask test` installs what it is made from (or `npm ci --prefix tests`).
pub fn detector() -> Arc<Detector> {
    static DETECTOR: OnceLock<Arc<Detector>> = OnceLock::new();
    Arc::clone(DETECTOR.get_or_init(|| Arc::new(Detector::new(&weights::shipped().unwrap()).unwrap())))
}

/// A selfie: a face that is large and straight enough for every check.
pub const SELFIE: Drawn = Drawn { centre: (360.0, 500.0), radius: 280.0, degrees: 0.0 };

pub fn preflight(picture: &Picture, options: &Options) -> Preflight {
    let size = Size { width: picture.width() as u32, height: picture.height() as u32 };
    let mut session = Session::for_pixels(size, options.clone(), Some(detector())).unwrap();
    session.push(&drawn_faces::rgba(picture)).unwrap();
    session.finish().unwrap()
}

pub fn preflight_image(image: &DynamicImage, options: &Options) -> Preflight {
    let size = Size { width: image.width(), height: image.height() };
    let mut session = Session::for_pixels(size, options.clone(), Some(detector())).unwrap();
    session.push(image.to_rgba8().as_raw()).unwrap();
    session.finish().unwrap()
}

/// Real photos with one face to judge, where a checkout has them beside it.
pub fn photos() -> Vec<(String, DynamicImage)> {
    let folder = root().join("../shared/photos/faces");
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let named = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (named(path), image::open(path).unwrap())).collect()
}

pub fn options(json: &str) -> Options {
    serde_json::from_str(json).unwrap()
}

pub fn check<'a>(photo: &'a Preflight, id: &str) -> &'a Check {
    photo.report.checks.iter().find(|check| check.id == id).unwrap_or_else(|| panic!("no check {id}"))
}

pub fn status(photo: &Preflight, id: &str) -> Status {
    check(photo, id).status
}

pub fn value(photo: &Preflight, id: &str) -> f64 {
    match check(photo, id).value {
        Some(Value::Number(number)) => number,
        ref other => panic!("{id} has {other:?}"),
    }
}

pub fn face(photo: &Preflight) -> Face {
    photo.report.faces.as_ref().unwrap()[0]
}

/// Names of the checks of one status.
pub fn ids(photo: &Preflight, status: Status) -> Vec<&'static str> {
    photo.report.checks.iter().filter(|check| check.status == status).map(|check| check.id).collect()
}
