//! `crate`: packages the crate and builds it from its package, without a warning.

use crate::arguments::{self, Arguments};
use crate::checkout::cargo;
use crate::process;
use anyhow::{Result, ensure};

/// Files that the package has to hold besides `src/`, and nothing else.
const BESIDE_SOURCES: [&str; 8] = [
    ".cargo_vcs_info.json",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
];

pub fn run(arguments: Arguments) -> Result<()> {
    arguments::finish(arguments)?;
    let listed = process::output_of(package().arg("--list"))?;
    let foreign: Vec<&str> =
        listed.lines().filter(|file| !file.starts_with("src/") && !BESIDE_SOURCES.contains(file)).collect();
    ensure!(foreign.is_empty(), "`include` of Cargo.toml ships {foreign:?} too");
    let output = package().output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    eprint!("{said}");
    ensure!(output.status.success(), "the crate does not build from its package");
    ensure!(!said.contains("warning:"), "packaging the crate gives a warning");
    Ok(())
}

fn package() -> std::process::Command {
    let mut package = cargo();
    package.args(["package", "--locked", "--allow-dirty", "--package", "face-preflight"]);
    package
}
