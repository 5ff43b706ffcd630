//! The checkout that the commands work on, and commands that run at its root.

use anyhow::{Context, Result};
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

static ROOT: LazyLock<PathBuf> =
    LazyLock::new(|| find().unwrap_or_else(|error| panic!("no checkout to work on: {error:#}")));

/// The root of the checkout.
pub fn root() -> &'static Path {
    &ROOT
}

/// The nearest folder from the current directory upwards that is a checkout of this project.
///
/// Not the folder that this program was built in: a copied checkout or a restored build cache brings the built program
/// along. Not `CARGO_MANIFEST_DIR` either, which `cargo run` sets: every program started from here inherits it, whatever
/// directory it runs in.
pub fn find() -> Result<PathBuf> {
    let current = env::current_dir().context("the current directory is gone")?;
    let found = current.ancestors().find(|folder| is_checkout(folder));
    found
        .map(Path::to_owned)
        .with_context(|| format!("{} is not in a checkout of face-preflight", current.display()))
}

fn is_checkout(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    manifest.lines().any(|line| line == "name = \"face-preflight\"")
        && folder.join("xtask/Cargo.toml").is_file()
}

/// A command that runs at the root of the checkout.
pub fn at_root(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this program.
pub fn cargo() -> Command {
    at_root(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
