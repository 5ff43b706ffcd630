//! A second run for files of tests that fail: what a busy machine broke passes then, and is named in the report.
//!
//! Tests that drive a browser or a server meet time limits of others, which a slow machine can exceed. A fault of the
//! project fails twice.

use crate::checkout::{at_root, root};
use anyhow::{Context, Result};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// More files than this do not fail by chance.
const MOST: usize = 3;

/// The flags that make Node write down, beside its report, the files in which a test failed.
pub fn reporter() -> [String; 2] {
    let reporter = root().join("tests/support/failed-files.js");
    [
        format!("--test-reporter={}", reporter.display()),
        format!("--test-reporter-destination={}", list().display()),
    ]
}

fn list() -> PathBuf {
    root().join("target/failed-files.txt")
}

/// Forgets the files of the suite before.
pub fn forget() -> Result<()> {
    let list = list();
    fs::create_dir_all(list.parent().context("the list has no folder")?)?;
    fs::write(&list, "").with_context(|| format!("cannot write {}", list.display()))
}

/// The files that failed, from the root of the repository; none where there are too many.
pub fn candidates() -> Result<Vec<PathBuf>> {
    let text = fs::read_to_string(list())?;
    let files: Vec<PathBuf> = text.lines().map(|line| relative(Path::new(line))).collect();
    Ok(if files.len() > MOST { Vec::new() } else { files })
}

fn relative(file: &Path) -> PathBuf {
    file.strip_prefix(root()).unwrap_or(file).to_path_buf()
}

/// The command once more, with these files alone and one at a time.
pub fn command(first: &Command, files: &[PathBuf]) -> Command {
    let mut again = at_root(first.get_program());
    let is_flag = |word: &&OsStr| word.to_string_lossy().starts_with("--");
    let flags = first.get_args().filter(is_flag);
    again.args(flags.filter(|flag| !flag.to_string_lossy().starts_with("--test-concurrency=")));
    again.arg("--test-concurrency=1").args(files);
    for (name, value) in first.get_envs() {
        again.env(name, value.unwrap_or_default());
    }
    again
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_the_failed_files_with_the_same_flags() {
        let mut first = Command::new("node");
        first
            .args(["--test", "--test-concurrency=2", "tests/a.test.js", "tests/b.test.js"])
            .env("CHROMIUM", "here");
        let again = command(&first, &[PathBuf::from("tests/b.test.js")]);
        let words: Vec<&OsStr> = again.get_args().collect();
        assert_eq!(words, ["--test", "--test-concurrency=1", "tests/b.test.js"]);
        assert!(
            again.get_envs().any(|(name, value)| name == "CHROMIUM" && value == Some(OsStr::new("here")))
        );
    }
}
