//! The program that measures, in a workspace of its own, and the page that gets its tables.

use crate::checkout::cargo;
use std::process::Command;

/// The page that is written.
pub const PAGE: &str = "docs/fidelity.md";

/// Cargo in the measurement's own workspace.
pub fn in_workspace(verb: &str) -> Command {
    let mut command = cargo();
    command.args([verb, "--quiet", "--locked", "--manifest-path", "bench/fidelity/Cargo.toml"]);
    command
}

/// One of the program's commands.
pub fn fidelity(command: &str, folders: &[&str]) -> Command {
    let mut run = in_workspace("run");
    run.args(["--release", "--package", "fidelity", "--", command]).args(folders);
    run
}
