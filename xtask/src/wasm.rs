//! From Rust to the modules of the package and the one glue that serves all of them.
//!
//! With SIMD there are three, each of which can do what the one before it can: JPEG alone, the face too, everything. A page
//! loads the smallest that its photo needs. Engines without SIMD are too few for more than one module.

use crate::checkout::{at_root, cargo, root};
use crate::tools::WASM_TARGET;
use crate::{bindings, inline, npm, process};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;
use wasmparser::{Validator, WasmFeatures};

/// Which instructions a build of the module may use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    Simd,
    Scalar,
}

/// A module of the package.
struct Build {
    file: &'static str,
    variant: Variant,
    features: &'static [&'static str],
}

/// All that the crate can do.
const WHOLE: &[&str] = &["face", "javascript", "png"];

/// The module whose glue serves the others: the first.
const BUILDS: [Build; 4] = [
    Build { file: "face_preflight.wasm", variant: Variant::Simd, features: WHOLE },
    Build { file: "face_preflight_face.wasm", variant: Variant::Simd, features: &["face", "javascript"] },
    Build { file: "face_preflight_jpeg.wasm", variant: Variant::Simd, features: &["javascript"] },
    Build { file: "face_preflight_scalar.wasm", variant: Variant::Scalar, features: WHOLE },
];

/// Raised whenever the steps below change, so that results of older steps are not reused.
const STEPS: u32 = 5;

impl Variant {
    fn name(self) -> &'static str {
        match self {
            Self::Simd => "simd",
            Self::Scalar => "scalar",
        }
    }

    /// The features that rustc uses for this target, named because its own list does not survive stripping.
    fn wasm_opt_flags(self) -> impl Iterator<Item = &'static str> {
        let common = [
            "-O3",
            // The first 1,024 bytes are the end of the stack, which no call reaches (`STACK_BYTES`): offsets of fields go
            // into the loads and stores.
            "--low-memory-unused",
            "--enable-bulk-memory",
            "--enable-nontrapping-float-to-int",
            "--enable-sign-ext",
            "--enable-mutable-globals",
            "--enable-reference-types",
            "--enable-multivalue",
            "--strip-producers",
        ];
        common.into_iter().chain((self == Self::Simd).then_some("--enable-simd"))
    }
}

/// Whether a module keeps the names of its functions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Kept,
    Stripped,
}

/// Builds the modules and writes them with their glue into `folder`.
pub fn build_into(folder: &Path) -> Result<()> {
    bindings::check_versions()?;
    let mut glue: Option<String> = None;
    for build in &BUILDS {
        let compiled = compile(build.variant, "face-preflight", build.features)?;
        let work = root().join("target/pack").join(build.file);
        finish(build, &compiled, &work)?;
        let module = fs::read(work.join("optimised.wasm"))?;
        check_features(build.variant, &module)?;
        check_no_machine_paths(&module)?;
        if glue.is_none() {
            fs::write(folder.join("inlined.js"), inline::script(&inline::deflated(&module)?))?;
        }
        fs::write(folder.join(build.file), module)?;
        let own = fs::read_to_string(work.join("factory.js"))?;
        let glue = glue.get_or_insert_with(|| own.clone());
        serves(glue, &own).with_context(|| format!("the glue does not serve {}", build.file))?;
    }
    fs::write(folder.join("face_preflight.js"), glue.unwrap_or_default())?;
    Ok(())
}

/// Refuses a glue that lacks anything of another, or has it in another form. It may have more: a module takes of its imports
/// what it names.
fn serves(glue: &str, other: &str) -> Result<()> {
    let blocks = |glue: &str| -> BTreeSet<String> {
        // The functions of one level are told apart by their indentation.
        let mut blocks = vec![String::new()];
        for line in glue.lines() {
            let depth = line.len() - line.trim_start().len();
            if depth <= 12 && !line.trim_start().starts_with('}') {
                blocks.push(String::new());
            }
            if let Some(block) = blocks.last_mut() {
                *block += line;
                *block += "\n";
            }
        }
        blocks.into_iter().collect()
    };
    let own = blocks(glue);
    match blocks(other).difference(&own).next() {
        Some(block) => bail!("it lacks {block}"),
        None => Ok(()),
    }
}

/// Less than the megabyte that the linker gives, for it is part of every page's memory. All frames of the module
/// together take 180 KB and none recurses. The stack is below everything else: one that overflows traps.
const STACK_BYTES: usize = 256 << 10;

/// A module of the package as it is shipped, but with the names of its functions.
pub fn named(file: &str) -> Result<Vec<u8>> {
    let build = BUILDS
        .iter()
        .find(|build| build.file == file)
        .with_context(|| format!("no module is called {file}"))?;
    let compiled = compile(build.variant, "face-preflight", build.features)?;
    let work = root().join("target/pack/named");
    fs::create_dir_all(&work)?;
    bind(&compiled, &work, Names::Kept)?;
    optimise(build.variant, &work.join("face_preflight_bg.wasm"), &work.join("optimised.wasm"), Names::Kept)?;
    Ok(fs::read(work.join("optimised.wasm"))?)
}

/// A package of this workspace as a module of its own, with some of its features and without glue.
pub fn module_of(package: &str, features: &[&str]) -> Result<Vec<u8>> {
    let compiled = compile(Variant::Simd, package, features)?;
    let optimised = compiled.with_extension("optimised.wasm");
    let key = key_of(package, &fs::read(&compiled)?)?;
    let key_file = compiled.with_extension("key");
    if !(optimised.is_file() && is_key_of(&key_file, &key)) {
        optimise(Variant::Simd, &compiled, &optimised, Names::Stripped)?;
        fs::write(key_file, key)?;
    }
    Ok(fs::read(optimised)?)
}

/// The module that recognises people, for the emulator alone. It has SIMD: Node does.
pub fn recogniser() -> Result<Vec<u8>> {
    let module = module_of("recogniser", &[])?;
    check_features(Variant::Simd, &module)?;
    check_no_machine_paths(&module)?;
    Ok(module)
}

/// Bounds of the optimiser's level 3. Without them the module is a good deal larger and nothing of it faster: loops of any
/// number of rounds are unrolled, and cold code is inlined. Level 2 has such bounds too, but does without vectorising
/// straight code, which the face detector lives on. A lower bound of inlining slows down inflating.
const BOUNDS: [&str; 4] =
    ["-unroll-runtime=0", "-unroll-allow-partial=0", "-unroll-threshold=150", "-inline-threshold=225"];

/// Runs cargo for one variant of a package's library with these features alone, in a target folder of its own: cargo
/// gives modules of the same package the same name. Gives the module that it made.
pub fn compile(variant: Variant, package: &str, features: &[&str]) -> Result<PathBuf> {
    let mut folder = format!("wasm-{}", variant.name());
    if features != WHOLE {
        folder.extend(features.iter().flat_map(|feature| ["-", feature]));
    }
    let target = root().join("target").join(folder);
    let mut flags = remapped_paths()?;
    flags.push(format!("-Clink-arg=-zstack-size={STACK_BYTES}"));
    flags.extend(BOUNDS.map(|bound| format!("-Cllvm-args={bound}")));
    if variant == Variant::Simd {
        flags.push("-Ctarget-feature=+simd128".into());
    }
    let mut build = cargo();
    build.args(["build", "--locked", "--release", "--lib", "--package", package, "--target", WASM_TARGET]);
    build.args(["--no-default-features", "--features", &features.join(",")]).arg("--target-dir").arg(&target);
    build.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    process::run(&mut build)?;
    let module = format!("{}.wasm", package.replace('-', "_"));
    Ok(target.join(WASM_TARGET).join("release").join(module))
}

/// Flags that keep the builder's folders out of panic messages, so that every machine builds the same bytes.
fn remapped_paths() -> Result<Vec<String>> {
    let metadata = process::output_of(cargo().args(["metadata", "--locked", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let registries: BTreeSet<&Path> = packages
        .iter()
        .filter(|package| !package["source"].is_null())
        .filter_map(|package| Path::new(package["manifest_path"].as_str()?).parent()?.parent())
        .collect();
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let mut flags: Vec<String> = registries.into_iter().map(|folder| remap(folder, "crates")).collect();
    flags.push(remap(root(), "face-preflight"));
    Ok(flags)
}

/// wasm-bindgen and wasm-opt, unless their last result came from the same module by the same steps.
fn finish(build: &Build, compiled: &Path, work: &Path) -> Result<()> {
    let module = fs::read(compiled).with_context(|| format!("no module at {}", compiled.display()))?;
    let key = key_of(build.file, &module)?;
    let key_file = work.join("key");
    if is_key_of(&key_file, &key) {
        return Ok(());
    }
    if work.exists() {
        fs::remove_dir_all(work)?;
    }
    fs::create_dir_all(work)?;

    bind(compiled, work, Names::Stripped)?;
    eprintln!("   Optimising {}", build.file);
    optimise(
        build.variant,
        &work.join("face_preflight_bg.wasm"),
        &work.join("optimised.wasm"),
        Names::Stripped,
    )?;
    fs::write(key_file, key)?;
    Ok(())
}

/// Changes with whatever the result of the steps depends on.
fn key_of(name: &str, module: &[u8]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    let tools = fs::read(root().join("xtask/package-lock.json"))?;
    (STEPS, name, module, tools).hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

fn is_key_of(file: &Path, key: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|last| last == key)
}

/// Writes the module and its glue, as wasm-bindgen makes them, into `work`.
fn bind(compiled: &Path, work: &Path, names: Names) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name("face_preflight")
        .no_modules(true)?
        .no_modules_global("bindings")?;
    // Bundlers would otherwise emit the module that the glue names by default, beside the one in use.
    bindgen.omit_default_module_path(true).typescript(false);
    bindgen.remove_name_section(names == Names::Stripped).remove_producers_section(true);
    bindgen.generate(work)?;
    let glue = fs::read_to_string(work.join("face_preflight.js"))?;
    fs::write(work.join("factory.js"), factory(&glue)?)?;
    Ok(())
}

fn optimise(variant: Variant, from: &Path, to: &Path, names: Names) -> Result<()> {
    let mut wasm_opt = at_root("node");
    wasm_opt.arg(npm::tool("wasm-opt")).args(variant.wasm_opt_flags());
    wasm_opt.arg(if names == Names::Kept { "--debuginfo" } else { "--strip-debug" });
    wasm_opt.arg(from).arg("-o").arg(to);
    process::run(&mut wasm_opt)
}

/// How the glue finds a module on its own, which it never has to do here.
const OWN_LOCATION: &str = "    let script_src;
    if (typeof document !== 'undefined' && document.currentScript !== null) {
        script_src = new URL(document.currentScript.src, location.href).toString();
    }
";

/// wasm-bindgen keeps one instance forever: its functions refer to variables beside them. Its
/// `no-modules` output keeps all of them inside one function, so that wrapping it gives as many instances as
/// are asked for, each with a memory that can be dropped. Not every host has the globals that it names.
fn factory(glue: &str) -> Result<String> {
    let (head, body) = glue.split_once(OWN_LOCATION).context("wasm-bindgen's glue has another form")?;
    ensure!(!body.contains("script_src"), "wasm-bindgen's glue looks for the module on its own");
    Ok(format!(
        "// Generated by wasm-bindgen.\nexport function createBindings({{ TextDecoder, TextEncoder }}) {{\n{head}{body}\nreturn bindings;\n}}\n"
    ))
}

/// The scalar module must run where SIMD does not exist, and the other one must not have lost it.
fn check_features(variant: Variant, module: &[u8]) -> Result<()> {
    let features = WasmFeatures::default() - WasmFeatures::SIMD - WasmFeatures::RELAXED_SIMD;
    let without_simd = Validator::new_with_features(features).validate_all(module);
    match (variant, without_simd) {
        (Variant::Scalar, Err(error)) => bail!("the scalar module needs more than it may: {error}"),
        (Variant::Simd, Ok(_)) => bail!("the SIMD module holds no SIMD instruction"),
        _ => Ok(()),
    }
}

/// What leaves the machine must not tell where it was built.
fn check_no_machine_paths(module: &[u8]) -> Result<()> {
    let homes =
        ["HOME", "CARGO_HOME", "RUSTUP_HOME"].into_iter().filter_map(std::env::var_os).map(PathBuf::from);
    for folder in homes.chain([root().to_owned()]).filter(|folder| folder.components().count() > 1) {
        let folder = format!("{}/", folder.display());
        let found = module.windows(folder.len()).any(|window| window == folder.as_bytes());
        ensure!(!found, "the module names {folder}");
    }
    Ok(())
}
