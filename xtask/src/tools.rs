//! What has to be on the machine, and how it gets there.

use crate::checkout::{at_root, cargo, root};
use crate::process;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// How long the download of a second Rust may take.
const LEAST_RUST_LIMIT: Duration = Duration::from_secs(240);

/// Adds the compilation target that the package is built for.
pub fn ensure_wasm_target() -> Result<()> {
    let sysroot = process::output_of(at_root("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).is_dir() {
        return Ok(());
    }
    process::run(at_root("rustup").args(["target", "add", WASM_TARGET])).with_context(|| {
        format!("the compilation target {WASM_TARGET} is missing and could not be added; run: rustup target add {WASM_TARGET}")
    })
}

/// Adds the formatter and the linter, which rustup's minimal profile leaves out.
pub fn ensure_rust_components() -> Result<()> {
    let present =
        |tool: &str| cargo().args([tool, "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if present("fmt").is_ok_and(|s| s.success()) && present("clippy").is_ok_and(|s| s.success()) {
        return Ok(());
    }
    process::run(at_root("rustup").args(["component", "add", "rustfmt", "clippy"]))
        .context("rustfmt and clippy are missing; run: rustup component add rustfmt clippy")
}

/// The least version that the crate builds with, as its manifest says.
pub fn least_rust() -> Result<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml"))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("rust-version = \""));
    Ok(line.and_then(|rest| rest.strip_suffix('"')).context("Cargo.toml has no rust-version")?.to_owned())
}

/// Whether the least version is there; installs it where rustup can. Nothing but one suite needs it.
pub fn ensure_least_rust() -> Result<bool> {
    let version = least_rust()?;
    let is_there = || {
        let mut check = at_root("rustup");
        let found =
            check.args(["run", &version, "rustc", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
        found.status().is_ok_and(|status| status.success())
    };
    if is_there() {
        return Ok(true);
    }
    let mut install = at_root("rustup");
    install.args(["toolchain", "install", &version, "--profile", "minimal", "--target", WASM_TARGET]);
    // Where rustup itself is not there, the suite is left out as well.
    let _ = process::watch(&mut install, LEAST_RUST_LIMIT, |_| {});
    Ok(is_there())
}

/// The first of `names` that `PATH` holds.
pub fn find_program(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}

/// The browser and its driver, for the tests.
pub struct Browser {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
}

/// Debian's package and the programs of which one has to be there.
const DEBIAN: &[(&str, &[&str])] = &[
    ("chromium", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]),
    ("chromium-driver", &["chromedriver"]),
    ("libjpeg-turbo-progs", &["cjpeg"]),
    ("libjpeg-turbo-progs", &["djpeg"]),
    ("libjpeg-turbo-progs", &["jpegtran"]),
    ("netpbm", &["pngtopnm"]),
    ("liblcms2-utils", &["transicc"]),
    ("firefox-esr", &["firefox-esr", "firefox"]),
    ("webkit2gtk-driver", &["WebKitWebDriver"]),
    ("xvfb", &["xvfb-run"]),
    ("xauth", &["xauth"]),
    ("python3", &["python3"]),
    ("redis-server", &["redis-server"]),
];

/// Finds the browsers, their drivers and the tools that results are compared with; installs them from
/// Debian when it may.
pub fn ensure_debian_tools() -> Result<Browser> {
    let mut missing: Vec<&str> = DEBIAN
        .iter()
        .filter(|(_, names)| find_program(names).is_none())
        .map(|(package, _)| *package)
        .collect();
    missing.dedup();
    // Debian leaves the part of Python out that makes virtual environments.
    let mut python = at_root("python3");
    if !python
        .args(["-c", "import ensurepip"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
    {
        missing.push("python3-venv");
    }
    if !missing.is_empty() {
        install_from_debian(&missing)?;
    }
    let found = |at: usize| -> Result<PathBuf> {
        let (package, names) = DEBIAN.get(at).context("no such tool")?;
        find_program(names).with_context(|| format!("{package} is installed, but PATH has none of {names:?}"))
    };
    Ok(Browser { chromium: found(0)?, chromedriver: found(1)? })
}

fn install_from_debian(packages: &[&str]) -> Result<()> {
    let command =
        format!("apt-get update && apt-get install --yes --no-install-recommends {}", packages.join(" "));
    let is_root = process::output_of(at_root("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root || find_program(&["apt-get"]).is_none() {
        bail!("{} not found; install with: sudo sh -c '{command}'", packages.join(", "));
    }
    let mut shell = at_root("sh");
    shell.args(["-c", &command]).env("DEBIAN_FRONTEND", "noninteractive");
    process::run(&mut shell).with_context(|| format!("could not install {}", packages.join(", ")))
}
