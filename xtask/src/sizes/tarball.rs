//! What the package's tarball carries, and why some of it is there more than once.

use super::kilobytes::kilobytes;
use crate::checkout::root;
use crate::pack::{files_below, gzipped};
use crate::render::markdown;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Files of the package that hold what another holds too, and why they stay.
const SHARED: [(&str, &str); 7] = [
    ("wasm/face_preflight.wasm", "everything: Node, Deno, Bun, Workers; pages for PNG"),
    ("wasm/face_preflight_face.wasm", "a part of the above: a page that looks for faces loads less"),
    ("wasm/face_preflight_jpeg.wasm", "a part of the above: the usual page loads less"),
    (
        "wasm/face_preflight_scalar.wasm",
        "the same for engines without SIMD, which refuse a module that has any",
    ),
    (
        "wasm/inlined.js",
        "the whole module once more, as text: bundlers that leave assets out have nothing else",
    ),
    ("wasm/face_weights.bin", "the detector's weights: pages load them only where a face is looked for"),
    ("wasm/inlined-weights.js", "the same as text, likewise"),
];

/// Files that are there once.
const SINGLE: [(&str, &str); 2] = [
    ("wasm/face_landmarks.bin", "once: the second net's weights"),
    ("wasm/recogniser.wasm", "once: the emulator recognises people with it"),
];

/// Each with its size, gzipped alone as the tarball is; the package has to be built.
pub fn table() -> Result<String> {
    let package = root().join("pkg");
    let size = |file: &Path| gzipped(&fs::read(package.join(file))?);
    let mut rows = Vec::new();
    for (file, why) in SHARED.iter().chain(&SINGLE) {
        rows.push(vec![markdown::code(file), kilobytes(size(Path::new(file))?), (*why).to_owned()]);
    }
    let mut rest = 0;
    for file in files_below(&package)? {
        let named = SHARED.iter().chain(&SINGLE).any(|(name, _)| Path::new(name) == file);
        if !named
            && !file.starts_with("node_modules")
            && file.extension().is_none_or(|ending| ending != "tgz")
        {
            rest += size(&file)?;
        }
    }
    rows.push(vec![
        "all else".to_owned(),
        kilobytes(rest),
        "once: scripts, types, texts, licences".to_owned(),
    ]);
    Ok(markdown::table(&["file", "gzip", "why"], rows))
}
