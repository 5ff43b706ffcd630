//! The commands work on the checkout that they run in, not on the one that they were built in.
#![allow(missing_docs)]
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// What `render --check` reads, and what marks a checkout.
const NEEDED: &[&str] = &["Cargo.toml", "README.md", "docs", "pkg-template", "xtask"];

fn root() -> PathBuf {
    Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap()).parent().unwrap().to_owned()
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
        return;
    }
    for entry in
        fs::read_dir(from).unwrap().map(Result::unwrap).filter(|entry| entry.file_name() != "node_modules")
    {
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

/// A copy of what `render` reads, outside of the checkout.
fn copied(name: &str) -> PathBuf {
    let copied = env::temp_dir().join(format!("face-preflight-{name}-{}", std::process::id()));
    NEEDED.iter().for_each(|path| copy(&root().join(path), &copied.join(path)));
    // Installed packages are the same anywhere.
    std::os::unix::fs::symlink(root().join("xtask/node_modules"), copied.join("xtask/node_modules")).unwrap();
    copied
}

/// The program as this checkout built it, run in another folder.
fn render(folder: &Path, flags: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_xtask"));
    program.arg("render").args(flags).current_dir(folder).output().unwrap()
}

#[test]
fn a_copied_checkout_works_on_itself() {
    let copied = copied("copy");
    let stale = copied.join("pkg-template/contract.js");
    let original = fs::read(&stale).unwrap();
    fs::write(&stale, "stale").unwrap();

    let complaint = render(&copied, &["--check"]);
    assert!(!complaint.status.success());
    assert!(String::from_utf8_lossy(&complaint.stderr).contains("contract.js"), "{complaint:?}");

    // From a folder inside of it, too.
    assert!(render(&copied.join("docs"), &[]).status.success());
    assert_eq!(fs::read(&stale).unwrap(), original);
    fs::remove_dir_all(copied).unwrap();
}

#[test]
fn a_folder_that_is_no_checkout_is_refused() {
    let output = render(&env::temp_dir(), &["--check"]);
    assert!(!output.status.success());
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(complaint.contains("is not in a checkout of face-preflight"), "{complaint}");
}
