//! The golden table: one line a fixture, read by every runtime. `BLESS=1` writes it.
//!
//! `<fixture> <sha256 of the JPEG> <width>x<height> <bytes>` or `<fixture> error <code>`, then the options as
//! JSON without spaces, where they are others than the default.

use face_preflight::{Options, preflight};
use sha2::{Digest, Sha256};
use std::{fmt::Write, fs};

/// Ways that the default options do not go, each at least once.
const WITH_OPTIONS: [(&str, &str); 17] = [
    // The floor wins over the window.
    ("large.jpg", r#"{"target":{"windowMinBytes":0,"windowMaxBytes":40000}}"#),
    ("large.jpg", r#"{"prefer":"size","target":{"windowMinBytes":0,"windowMaxBytes":40000}}"#),
    ("tall.jpg", r#"{"prefer":"size","target":{"windowMinBytes":0,"windowMaxBytes":20000}}"#),
    // Not even the floor fits: the quality falls, then the size.
    ("odd.jpg", r#"{"target":{"windowMinBytes":0,"windowMaxBytes":30000,"hardLimitBytes":30000}}"#),
    ("large.jpg", r#"{"target":{"windowMinBytes":0,"windowMaxBytes":3000,"hardLimitBytes":3000}}"#),
    // One quality, no search.
    ("odd.jpg", r#"{"target":{"qualityFloor":75,"qualityCeiling":75}}"#),
    ("large.jpg", r#"{"target":{"qualityCeiling":100}}"#),
    ("large.jpg", r#"{"coding":"progressive"}"#),
    ("large.jpg", r#"{"subsampling":"4:4:4"}"#),
    ("tall.jpg", r#"{"coding":"progressive","subsampling":"4:4:4"}"#),
    ("profile-p3.png", r#"{"subsampling":"4:4:4"}"#),
    ("landscape.jpg", r#"{"landscape":"crop"}"#),
    ("scale-6-6.jpg", r#"{"fidelity":"fast"}"#),
    ("large.jpg", r#"{"target":{"shorterSidePx":540}}"#),
    // Window, quality and other ways to write decide what the thorough search starts from.
    (
        "large.jpg",
        r#"{"effort":"thorough","prefer":"size","target":{"windowMinBytes":0,"windowMaxBytes":40000}}"#,
    ),
    ("odd.jpg", r#"{"effort":"thorough","target":{"qualityFloor":75,"qualityCeiling":75}}"#),
    ("profile-p3.png", r#"{"coding":"progressive","effort":"thorough","subsampling":"4:4:4"}"#),
];

fn line(name: &str, bytes: &[u8], options: &Options) -> String {
    match preflight(bytes, options) {
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
    let mut names: Vec<_> = fs::read_dir(crate::support::fixture_folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".jpg") || name.ends_with(".png"))
        .collect();
    names.sort();
    let fixture = |name: &str| fs::read(crate::support::fixture_folder().join(name)).unwrap();
    let by_default = Options::default();
    let mut lines: Vec<String> = names.iter().map(|name| line(name, &fixture(name), &by_default)).collect();
    for (name, json) in WITH_OPTIONS {
        let options = serde_json::from_str(json).unwrap();
        lines.push(format!("{} {json}", line(name, &fixture(name), &options)));
    }
    let table = lines.join("\n") + "\n";
    let path = crate::support::fixture_folder().join("../golden/jpegs.txt");
    if crate::support::blessing() {
        fs::write(&path, &table).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    for (line, golden) in table.lines().zip(golden.lines()) {
        assert_eq!(line, golden);
    }
    assert_eq!(table.lines().count(), golden.lines().count());
}
