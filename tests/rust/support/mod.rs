//! What several tests share.
#![allow(dead_code, missing_docs)]

pub mod draw;
pub mod fixtures;
pub mod hostile;
pub mod jpeg;
pub mod pipe;
pub mod png;
pub mod profiles;
pub mod random;

use std::path::PathBuf;

/// The root of the checkout that is tested, which is not always the one in which the test was built.
pub fn root() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests")).join("../..")
}

/// Files from public problem reports, where a checkout has them beside it.
pub fn shared_case(name: &str) -> Option<Vec<u8>> {
    let folder = root().join("../shared/cases");
    folder.is_dir().then(|| std::fs::read(folder.join(name)).unwrap())
}

/// Real photos, where a checkout has them beside it.
pub fn shared_photos() -> Option<PathBuf> {
    let folder = root().join("../shared/photos");
    folder.is_dir().then_some(folder)
}

/// The folder of the committed fixtures.
pub fn fixture_folder() -> PathBuf {
    root().join("tests/fixtures")
}

/// Whether the goldens are to be written instead of compared (`BLESS=1`).
pub fn blessing() -> bool {
    std::env::var_os("BLESS").is_some()
}

/// Mean squared error as a signal-to-noise ratio in dB.
pub fn psnr(left: &[u8], right: &[u8]) -> f64 {
    assert_eq!(left.len(), right.len());
    let squares: f64 = left.iter().zip(right).map(|(&a, &b)| (f64::from(a) - f64::from(b)).powi(2)).sum();
    if squares == 0.0 { f64::INFINITY } else { 10.0 * (255.0 * 255.0 * left.len() as f64 / squares).log10() }
}
