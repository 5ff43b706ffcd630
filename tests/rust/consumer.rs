//! The crate as a dependency of a program for WebAssembly that has bindings of its own.

use crate::support::root;
use std::fs;
use std::process::Command;

/// Another version than the one that the package's module is built with.
const OTHER_WASM_BINDGEN: &str = "0.2.104";

const LIBRARY: &str = r#"
use wasm_bindgen::prelude::wasm_bindgen;

/// The picture for the API, if the photo is fit.
#[wasm_bindgen]
pub fn prepare(photo: &[u8]) -> Option<Vec<u8>> {
    let preflight = face_preflight::preflight(photo, &face_preflight::Options::default()).ok()?;
    preflight.jpeg.filter(|_| preflight.report.ok())
}
"#;

#[test]
fn a_program_with_another_wasm_bindgen_builds() {
    let root = root();
    let folder = root.join("target/consumer");
    let manifest = format!(
        r#"[workspace]

[package]
name = "consumer"
version = "0.0.0"
edition = "2024"

[lib]
crate-type = ["cdylib"]

[dependencies]
face-preflight = {{ path = "../..", default-features = false }}
wasm-bindgen = "={OTHER_WASM_BINDGEN}"
"#
    );
    let locked = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    assert!(!locked.contains(&format!("name = \"wasm-bindgen\"\nversion = \"{OTHER_WASM_BINDGEN}\"")));
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("src/lib.rs"), LIBRARY).unwrap();

    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--target", "wasm32-unknown-unknown"]).current_dir(&folder);
    // What a runner of the tests sets for its own build.
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_TARGET_DIR"] {
        build.env_remove(name);
    }
    let output = build.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(folder.join("target/wasm32-unknown-unknown/debug/consumer.wasm").is_file());
}
