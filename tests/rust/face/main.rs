//! The product's own way with the weights that the package ships: from pixels to faces, checks and the cut.

#![allow(missing_docs)]

mod checks;
mod closely;
mod crop;
mod damaged_weights;
mod degradations;
mod golden;
mod windows;

use face_preflight::Size;
use face_preflight::Value;
use face_preflight::internals::picture::Picture;
use face_preflight::{Check, Options, Preflight, Session, Status};
use face_preflight::{Detector, Face};
use face_tools::drawn_faces;
use face_tools::weights;
use image::DynamicImage;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// The root of the checkout that is tested.
pub fn root() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests")).join("../..")
}

/// The detector of the package; `cargo xtask test` installs what it is made from (or `npm ci --prefix xtask`).
pub fn detector() -> Arc<Detector> {
    static DETECTOR: OnceLock<Arc<Detector>> = OnceLock::new();
    Arc::clone(DETECTOR.get_or_init(|| Arc::new(Detector::new(&weights::shipped(&root()).unwrap()).unwrap())))
}

/// The same with the net of the second look.
pub fn closer_detector() -> Arc<Detector> {
    static DETECTOR: OnceLock<Arc<Detector>> = OnceLock::new();
    let made = || {
        let detector = Detector::new(&weights::shipped(&root()).unwrap()).unwrap();
        Arc::new(detector.with_landmarks(&weights::shipped_landmarks(&root()).unwrap()).unwrap())
    };
    Arc::clone(DETECTOR.get_or_init(made))
}

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
