//! `pack`: the npm package in `pkg/` with its tarball beside it, and the page that is bundled from it.

mod addresses;

use crate::arguments::{self, Arguments};
use crate::checkout::{at_root, root};
use crate::tools;
use crate::{inline, manifest, npm, process, third_party, wasm};
use anyhow::{Context, Result, ensure};
use face_tools::weights;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What the package has to hold besides the files that its `package.json` names.
const REQUIRED: &[&str] = &[
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "THIRD-PARTY.txt",
    "wasm/face_preflight.d.ts",
    "wasm/face_preflight.js",
    "wasm/face_preflight.wasm",
    "wasm/face_preflight_face.wasm",
    "wasm/face_preflight_jpeg.wasm",
    "wasm/face_preflight_scalar.wasm",
    "wasm/face_landmarks.bin",
    "wasm/face_weights.bin",
    "wasm/inlined-weights.js",
    "wasm/inlined.js",
    "wasm/recogniser.wasm",
];

/// Files of the template that serve its making only.
const TEMPLATE_ONLY: &[&str] = &["tsconfig.json"];

pub fn run(arguments: Arguments) -> Result<()> {
    arguments::finish(arguments)?;
    build()
}

/// Makes the package anew; what did not change since the last time is taken from there.
pub fn build() -> Result<()> {
    tools::ensure_wasm_target()?;
    npm::install("xtask", npm::Extent::Build)?;
    let work = root().join("target/pack");
    fs::create_dir_all(&work)?;
    let lock = File::create(work.join("lock"))?;
    lock.lock().context("another pack is running and does not end")?;

    let stage = work.join("stage");
    if stage.exists() {
        fs::remove_dir_all(&stage)?;
    }
    fs::create_dir_all(stage.join("wasm"))?;
    wasm::build_into(&stage.join("wasm"))?;
    for (module, most) in MOST_MODULE_GZIP_BYTES {
        let bytes = gzipped(&fs::read(stage.join("wasm").join(module))?)?;
        ensure!(bytes <= most, "{module} has {bytes} bytes gzipped, over {most}");
    }
    write_weights(&stage.join("wasm"))?;
    write_recogniser(&stage.join("wasm"))?;
    copy_dependencies(&work)?;
    fill(&stage)?;
    let (tarball, listed) = npm::pack(&stage, &work)?;
    check_files(&stage, &listed)?;

    let package = root().join("pkg");
    if package.exists() {
        fs::remove_dir_all(&package)?;
    }
    fs::rename(&stage, &package)?;
    fs::rename(work.join("node_modules"), package.join("node_modules"))?;
    let beside = package.join(tarball.file_name().context("the tarball has no name")?);
    fs::rename(tarball, &beside)?;
    bundle_page()?;
    print_sizes(&package, &beside)
}

/// Largest file of weights: it is loaded over the network before the first face can be found.
const MOST_WEIGHTS_BYTES: usize = 110_000;

/// Largest file of the net that looks closely, which is loaded only where a face is in doubt or where it is asked for.
const MOST_LANDMARKS_BYTES: usize = 325_000;

/// Each module with its largest size, gzipped. Not the goals, which are smaller, but a little over what was reached, so that
/// growth is noticed: one careless line can link the formatting of floats. `cargo xtask sizes` says where the bytes are.
const MOST_MODULE_GZIP_BYTES: [(&str, usize); 4] = [
    ("face_preflight_jpeg.wasm", 118_500),
    ("face_preflight_face.wasm", 155_500),
    ("face_preflight.wasm", 206_000),
    ("face_preflight_scalar.wasm", 202_500),
];

fn write_weights(folder: &Path) -> Result<()> {
    let weights = weights::shipped(root())?;
    ensure!(weights.len() <= MOST_WEIGHTS_BYTES, "the face weights have {} bytes", weights.len());
    fs::write(folder.join("inlined-weights.js"), inline::script(&weights))?;
    fs::write(folder.join("face_weights.bin"), weights)?;
    let landmarks = weights::shipped_landmarks(root())?;
    ensure!(landmarks.len() <= MOST_LANDMARKS_BYTES, "the landmark weights have {} bytes", landmarks.len());
    fs::write(folder.join("face_landmarks.bin"), landmarks)?;
    Ok(())
}

/// Largest module that recognises people, gzipped: it decodes photos and finds faces too, but no page loads it.
const MOST_RECOGNISER_GZIP_BYTES: usize = 165_000;

fn write_recogniser(folder: &Path) -> Result<()> {
    let module = wasm::recogniser()?;
    let bytes = gzipped(&module)?;
    ensure!(bytes <= MOST_RECOGNISER_GZIP_BYTES, "the recogniser has {bytes} bytes gzipped");
    fs::write(folder.join("recogniser.wasm"), module)?;
    Ok(())
}

/// Everything but the modules: template, licences, README, declarations, version.
fn fill(stage: &Path) -> Result<()> {
    let template = root().join("pkg-template");
    for file in files_below(&template)? {
        copy(&template.join(&file), &stage.join(&file))?;
    }
    for file in ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&root().join(file), &stage.join(file))?;
    }
    copy(&root().join("docs/openapi.json"), &stage.join("openapi.json"))?;
    fs::write(stage.join("THIRD-PARTY.txt"), third_party::notices()?)?;
    set_version(stage)?;
    addresses::fill(stage)?;
    npm::emit_declarations(stage)?;
    describe_element(stage)?;
    for file in TEMPLATE_ONLY {
        fs::remove_file(stage.join(file)).with_context(|| format!("pkg-template lacks {file}"))?;
    }
    set_files(stage)
}

/// The manifest of the custom element, from its documentation and the declarations of its class.
fn describe_element(stage: &Path) -> Result<()> {
    let mut node = at_root("node");
    node.arg("xtask/element/manifest.js").arg(stage);
    process::run(&mut node).context("the element's manifest could not be written")
}

/// The page of `www/`, bundled with the package, as it is served.
fn bundle_page() -> Result<()> {
    process::run(at_root("node").arg("xtask/page/build.js")).context("the page could not be bundled")
}

/// Copies what the package depends on, or can use, into `node_modules` of a folder, as `xtask/` has it installed, with
/// what that depends on. It is found there by whatever stands inside that folder.
fn copy_dependencies(destination: &Path) -> Result<()> {
    let modules = destination.join("node_modules");
    if modules.exists() {
        fs::remove_dir_all(&modules)?;
    }
    let mut waiting = dependencies_of(&root().join("pkg-template"), &["dependencies", "peerDependencies"])?;
    let mut copied = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if !copied.insert(name.clone()) {
            continue;
        }
        let installed = root().join("xtask/node_modules").join(&name);
        for file in files_below(&installed)? {
            copy(&installed.join(&file), &modules.join(&name).join(&file))?;
        }
        waiting.extend(dependencies_of(&installed, &["dependencies"])?);
    }
    Ok(())
}

/// The names that a package lists under some keys of its `package.json`.
fn dependencies_of(package: &Path, keys: &[&str]) -> Result<Vec<String>> {
    let manifest: Value = serde_json::from_str(&fs::read_to_string(package.join("package.json"))?)?;
    let listed = keys.iter().filter_map(|key| manifest[*key].as_object());
    Ok(listed.flat_map(|names| names.keys().cloned()).collect())
}

/// The version of `Cargo.toml` is the only one: the template says 0.0.0 wherever it belongs.
fn set_version(stage: &Path) -> Result<()> {
    let version = manifest::value("version")?;
    for file in ["package.json", "lib/version.js"] {
        let content =
            fs::read_to_string(stage.join(file)).with_context(|| format!("pkg-template lacks {file}"))?;
        ensure!(content.matches("0.0.0").count() == 1, "{file} has to say 0.0.0 once");
        fs::write(stage.join(file), content.replace("0.0.0", &version))?;
    }
    Ok(())
}

/// Names what is published, because the tarball is written to the same folder.
fn set_files(stage: &Path) -> Result<()> {
    let manifest = stage.join("package.json");
    let mut json: Value = serde_json::from_str(&fs::read_to_string(&manifest)?)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(stage)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name != "package.json");
    names.sort();
    json["files"] = names.into();
    fs::write(manifest, format!("{json:#}\n"))?;
    Ok(())
}

/// The tarball holds the package, the whole package and nothing but the package.
fn check_files(stage: &Path, listed: &[String]) -> Result<()> {
    let present = files_below(stage)?;
    let manifest: Value = serde_json::from_str(&fs::read_to_string(stage.join("package.json"))?)?;
    let mut required: Vec<&str> = REQUIRED.to_vec();
    for key in ["main", "types", "customElements", "bin", "exports", "sideEffects"] {
        paths_in(&manifest[key], &mut required);
    }
    for file in required {
        ensure!(present.iter().any(|path| path == Path::new(file)), "the package lacks {file}");
    }
    let mut present: Vec<String> = present.iter().map(|path| path.display().to_string()).collect();
    present.sort();
    let unlisted: Vec<&String> = present.iter().filter(|file| !listed.contains(file)).collect();
    ensure!(unlisted.is_empty(), "\"files\" of package.json leaves out {unlisted:?}");
    ensure!(listed.len() == present.len(), "the tarball holds {listed:?}, the package {present:?}");
    let strays: Vec<&String> = present.iter().filter(|file| !is_publishable(file)).collect();
    ensure!(strays.is_empty(), "{strays:?} are not meant for the package");
    Ok(())
}

/// All `./paths` anywhere in a value of `package.json`.
fn paths_in<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.extend(text.strip_prefix("./")),
        Value::Array(values) => values.iter().for_each(|value| paths_in(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| paths_in(value, found)),
        _ => {}
    }
}

fn is_publishable(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let by_name = name.starts_with("LICENSE-")
        || ["THIRD-PARTY.txt", "package.json", "openapi.json", "custom-elements.json"].contains(&name);
    by_name
        || [
            ".js",
            ".d.ts",
            ".d.wasm.ts",
            ".d.bin.ts",
            ".wasm",
            ".md",
            "face_weights.bin",
            "face_landmarks.bin",
        ]
        .iter()
        .any(|ending| name.ends_with(ending))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("the package needs {}", from.display()))?;
    Ok(())
}

/// All files below a folder, relative to it, in the order of their names.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(inner) = open.pop() {
        let path = folder.join(&inner);
        for entry in fs::read_dir(&path).with_context(|| format!("cannot list {}", path.display()))? {
            let entry = entry?;
            let inner = inner.join(entry.file_name());
            if entry.file_type()?.is_dir() { open.push(inner) } else { files.push(inner) }
        }
    }
    files.sort();
    Ok(files)
}

/// How many bytes go over the network.
pub fn gzipped(content: &[u8]) -> Result<usize> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    Ok(gzip.finish()?.len())
}

fn print_sizes(package: &Path, tarball: &Path) -> Result<()> {
    eprintln!("{:>12} {:>10}", "bytes", "gzip");
    for file in [
        "wasm/face_preflight_jpeg.wasm",
        "wasm/face_preflight_face.wasm",
        "wasm/face_preflight.wasm",
        "wasm/face_preflight_scalar.wasm",
        "wasm/face_preflight.js",
        "wasm/face_weights.bin",
        "wasm/face_landmarks.bin",
        "wasm/inlined.js",
        "wasm/inlined-weights.js",
        "wasm/recogniser.wasm",
    ] {
        let content = fs::read(package.join(file))?;
        eprintln!("{:>12} {:>10}  {file}", content.len(), gzipped(&content)?);
    }
    eprintln!("{:>12} {:>10}  {}", "", fs::metadata(tarball)?.len(), tarball.strip_prefix(root())?.display());
    Ok(())
}
