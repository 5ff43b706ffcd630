//! The golden table: one line a fixture, read by every runtime. `BLESS=1` writes it.
//!
//! `<fixture> <sha256 of the JPEG> <width>x<height> <bytes>` or `<fixture> error <code>`.
#![allow(missing_docs)]

mod common;

use face_preflight::{Options, preflight};
use sha2::{Digest, Sha256};
use std::{fmt::Write, fs};

fn line(name: &str, bytes: &[u8]) -> String {
    match preflight(bytes, &Options::default()) {
        Ok(result) => {
            assert!(!name.starts_with("x_"), "{name} must fail");
            let jpeg = result.jpeg.expect("a picture");
            let output = result.report.output.expect("an output");
            let hash = Sha256::digest(&jpeg).iter().fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            });
            format!("{name} {hash} {}x{} {}", output.width, output.height, output.bytes)
        }
        Err(error) => {
            assert!(name.starts_with("x_"), "{name}: {error}");
            format!("{name} error {}", error.code())
        }
    }
}

#[test]
fn golden() {
    let mut names: Vec<_> = fs::read_dir(common::fixture_folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".jpg") || name.ends_with(".png"))
        .collect();
    names.sort();
    let lines: Vec<String> = names
        .iter()
        .map(|name| line(name, &fs::read(common::fixture_folder().join(name)).unwrap()))
        .collect();
    let table = lines.join("\n") + "\n";
    let path = common::fixture_folder().join("../golden.txt");
    if common::blessing() {
        fs::write(&path, &table).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    for (line, golden) in table.lines().zip(golden.lines()) {
        assert_eq!(line, golden);
    }
    assert_eq!(table.lines().count(), golden.lines().count());
}
