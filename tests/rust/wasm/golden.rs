//! The golden table as a wasm engine computes it: the same bytes as natively, in Node and in Chromium.

use face_preflight::{Error, Options, Session, preflight};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use wasm_bindgen_test::wasm_bindgen_test;

const GOLDEN: &str = include_str!("../../golden/jpegs.txt");

macro_rules! fixtures {
    ($($name:literal,)*) => {
        &[$(($name, include_bytes!(concat!("../../fixtures/", $name)))),*]
    };
}

const FIXTURES: &[(&str, &[u8])] = fixtures![
    "alpha.png",
    "baseline-411.jpg",
    "baseline-420.jpg",
    "baseline-422.jpg",
    "baseline-440.jpg",
    "baseline-444.jpg",
    "cmyk.jpg",
    "deep.png",
    "gamma-chromaticities.png",
    "grey.jpg",
    "grey.png",
    "landscape.jpg",
    "large.jpg",
    "metadata.jpg",
    "non-interleaved.jpg",
    "odd.jpg",
    "orientation-1.jpg",
    "orientation-2.jpg",
    "orientation-3.jpg",
    "orientation-4.jpg",
    "orientation-5.jpg",
    "orientation-6.jpg",
    "orientation-7.jpg",
    "orientation-8.jpg",
    "palette.png",
    "profile-broken.jpg",
    "profile-grey.jpg",
    "profile-lut.jpg",
    "profile-p3.jpg",
    "profile-p3.png",
    "profile-v2.jpg",
    "progressive-restart.jpg",
    "progressive.jpg",
    "quality-15.jpg",
    "restart.jpg",
    "rgb.png",
    "scale-3-2.jpg",
    "scale-4-2.jpg",
    "scale-6-6.jpg",
    "small.jpg",
    "square.jpg",
    "tall.jpg",
    "trailing.jpg",
    "x_12-bit.jpg",
    "x_arithmetic.jpg",
    "x_claims-65500.jpg",
    "x_empty.jpg",
    "x_heic.jpg",
    "x_huffman.jpg",
    "x_lossless.jpg",
    "x_text.jpg",
    "x_truncated.jpg",
    "x_truncated.png",
    "x_webp.jpg",
    "x_zero-size.jpg",
    "ycck.jpg",
];

/// What becomes of a photo with some options, as the table writes it; from one call or from pieces of a file.
fn measured(bytes: &[u8], options: &Options, piece_bytes: usize) -> String {
    let run = || -> Result<String, Error> {
        let result = if piece_bytes == 0 {
            preflight(bytes, options)?
        } else {
            let mut session = Session::new(options.clone())?;
            bytes.chunks(piece_bytes).try_for_each(|piece| session.push(piece))?;
            session.finish()?
        };
        let jpeg = result.jpeg.expect("a picture");
        let output = result.report.output.expect("an output");
        let mut hash = String::new();
        for byte in Sha256::digest(&jpeg) {
            write!(hash, "{byte:02x}").expect("a string takes everything");
        }
        Ok(format!("{hash} {}x{} {}", output.width, output.height, output.bytes))
    };
    run().unwrap_or_else(|error| format!("error {}", error.code()))
}

/// Compares every line of the table. The options, where there are any, stand last.
fn compare(piece_bytes: usize) {
    for line in GOLDEN.lines() {
        let (name, expected) = line.split_once(' ').expect("a fixture and what becomes of it");
        let (expected, options) = match expected.split_once(" {") {
            Some((expected, json)) => {
                (expected, serde_json::from_str(&format!("{{{json}")).expect("options"))
            }
            None => (expected, Options::default()),
        };
        let (_, bytes) = FIXTURES.iter().find(|(fixture, _)| *fixture == name).expect("a fixture");
        assert_eq!(measured(bytes, &options, piece_bytes), expected, "{line}");
    }
}

#[wasm_bindgen_test]
fn the_list_is_whole() {
    let by_default = GOLDEN.lines().filter(|line| !line.ends_with('}'));
    let names = by_default.filter_map(|line| line.split(' ').next());
    assert!(names.eq(FIXTURES.iter().map(|(name, _)| *name)));
    assert!(GOLDEN.lines().count() >= FIXTURES.len() + 10, "there are lines with options");
}

#[wasm_bindgen_test]
fn golden() {
    compare(0);
}

#[wasm_bindgen_test]
fn golden_from_pieces() {
    compare(1000);
}
