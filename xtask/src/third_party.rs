//! The licences of everything that is compiled into the module or shipped next to it, for THIRD-PARTY.txt.

use crate::checkout::{cargo, root};
use crate::process;
use crate::tools::WASM_TARGET;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const HEAD: &str = "\
The WebAssembly modules of this package contain the following software, each under the licence named with it.

Rust's standard library, MIT OR Apache-2.0, https://github.com/rust-lang/rust
    Copyright (c) The Rust Project Contributors
";

/// Apache-2.0 wants its text handed on, the credit kept and the change named (sections 4a to 4c).
const WEIGHTS: &str = "\
The file wasm/face_weights.bin holds the weights of BlazeFace (short range), from face_detection_short_range.tflite of
@mediapipe/face_detection, Apache-2.0, https://github.com/google-ai-edge/mediapipe
    Copyright The MediaPipe Authors
    Changed for this package: rounded to eight bits, in a file format of its own.

The file wasm/face_landmarks.bin holds weights of MediaPipe's face mesh, from face_landmark.tflite in
face_mesh_solution_packed_assets.data of @mediapipe/face_mesh, Apache-2.0, https://github.com/google-ai-edge/mediapipe
    Copyright The MediaPipe Authors
    Changed for this package: without most of the mesh's points, rounded to eight bits, in a file format of its own.
";

/// The whole file: one line for each crate, then each licence text once.
pub fn notices() -> Result<String> {
    let metadata = process::output_of(cargo().args([
        "metadata",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        WASM_TARGET,
    ]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = list(&metadata["packages"])?;
    let by_id: BTreeMap<&str, &Value> =
        packages.iter().filter_map(|package| Some((package["id"].as_str()?, package))).collect();

    let mut names = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in compiled_in(&metadata, &by_id)? {
        let package = by_id.get(id).context("cargo metadata lacks a package")?;
        if package["source"].is_null() {
            // Of this repository.
            continue;
        }
        let name = format!("{} {}", text(package, "name")?, text(package, "version")?);
        let licence = text(package, "license").with_context(|| name.clone())?;
        ensure!(is_permissive(licence), "{name} is under {licence}, which the package can not take on");
        names += &format!("\n{name}, {licence}, {}", package["repository"].as_str().unwrap_or_default());
        let folder =
            Path::new(text(package, "manifest_path")?).parent().context("a manifest without a folder")?;
        for licence in licence_texts(folder)? {
            texts.entry(licence).or_default().push(name.clone());
        }
    }
    let texts = texts
        .into_iter()
        .map(|(text, names)| format!("\n\n---- {} ----\n\n{}", names.join(", "), text.trim_matches('\n')));
    let apache = fs::read_to_string(root().join("LICENSE-APACHE"))?;
    let weights = format!(
        "{WEIGHTS}\n---- wasm/face_weights.bin, wasm/face_landmarks.bin ----\n\n{}",
        apache.trim_matches('\n')
    );
    Ok(format!("{HEAD}{names}\n{}\n\n\n{weights}\n", texts.collect::<String>()))
}

/// The ids of all crates that end up in the module: no build scripts, no macros, nothing of the tests.
fn compiled_in<'a>(metadata: &'a Value, by_id: &BTreeMap<&str, &Value>) -> Result<BTreeSet<&'a str>> {
    let nodes: BTreeMap<&str, &Value> = list(&metadata["resolve"]["nodes"])?
        .iter()
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let root =
        by_id.iter().find(|(_, package)| package["name"] == "face-preflight").context("no face-preflight")?.0;
    let mut open = vec![*root];
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        for dependency in list(&nodes.get(id).context("cargo metadata lacks a node")?["deps"])? {
            let is_normal = list(&dependency["dep_kinds"])?.iter().any(|kind| kind["kind"].is_null());
            let id = text(dependency, "pkg")?;
            let is_macro = by_id.get(id).is_some_and(|package| is_proc_macro(package));
            if is_normal && !is_macro && found.insert(id) {
                open.push(id);
            }
        }
    }
    Ok(found)
}

fn is_proc_macro(package: &Value) -> bool {
    let targets = package["targets"].as_array().into_iter().flatten();
    targets
        .into_iter()
        .any(|target| target["kind"].as_array().is_some_and(|kinds| kinds.contains(&"proc-macro".into())))
}

/// Whether one branch of an SPDX choice consists of licences that ask for no more than their text.
fn is_permissive(licence: &str) -> bool {
    const PERMISSIVE: &[&str] = &[
        "MIT",
        "MIT-0",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "Zlib",
        "0BSD",
        "Unlicense",
        "Unicode-3.0",
        "CC0-1.0",
        "BSL-1.0",
    ];
    licence.replace(['(', ')'], "").replace('/', " OR ").split(" OR ").any(|choice| {
        choice.split(" AND ").all(|name| {
            let name = name.split(" WITH ").next().unwrap_or_default().trim();
            PERMISSIVE.contains(&name)
        })
    })
}

/// The texts that a crate's folder carries beside its manifest.
fn licence_texts(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if path.is_file()
            && ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"]
                .iter()
                .any(|head| name.starts_with(head))
        {
            texts.push(fs::read_to_string(&path)?.replace("\r\n", "\n"));
        }
    }
    Ok(texts)
}

fn list(value: &Value) -> Result<&Vec<Value>> {
    value.as_array().context("cargo metadata has another form than expected")
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value[key].as_str().with_context(|| format!("cargo metadata gives no {key}"))
}
