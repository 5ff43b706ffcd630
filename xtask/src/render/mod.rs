//! `cargo xtask render`: writes what follows from the tables in `src/`; `--check` only compares.

mod javascript;
pub mod markdown;
mod openapi;
mod options;
mod pictures;
mod tables;
mod texts;

use crate::arguments::{self, Arguments};
use crate::checkout::root;
use anyhow::{Context, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Documents whose marked tables are kept current.
const DOCUMENTS: &[&str] = &["docs/checks.md", "docs/contract.md", "docs/errors.md", "docs/options.md"];

pub fn run(mut arguments: Arguments) -> anyhow::Result<()> {
    let check = arguments.contains("--check");
    arguments::finish(arguments)?;
    render(check)
}

/// Writes every rendered file, or with `check` complains about those that are stale.
fn render(check: bool) -> anyhow::Result<()> {
    let root = root();
    let mut stale = keep_current(root, rendered(root)?, check)?;
    // Last: Node reads the contract that was written just now.
    stale.extend(keep_current(root, openapi::files()?, check)?);
    if check && !stale.is_empty() {
        bail!("stale: {}; run `cargo xtask render`", stale.join(", "));
    }
    Ok(())
}

/// Writes the files that are stale, unless they are only to be named.
fn keep_current(root: &Path, files: Vec<(PathBuf, String)>, check: bool) -> anyhow::Result<Vec<String>> {
    let mut stale = Vec::new();
    for (path, text) in files {
        if fs::read_to_string(root.join(&path)).is_ok_and(|old| old == text) {
            continue;
        }
        if !check {
            fs::create_dir_all(root.join(pictures::FOLDER))?;
            fs::write(root.join(&path), text).with_context(|| format!("cannot write {}", path.display()))?;
            println!("rendered {}", path.display());
        }
        stale.push(path.display().to_string());
    }
    Ok(stale)
}

fn rendered(root: &Path) -> anyhow::Result<Vec<(PathBuf, String)>> {
    let mut files = vec![
        ("pkg-template/contract.js".into(), javascript::data()?),
        ("pkg-template/lib/contract-types.d.ts".into(), javascript::types()),
        (
            "pkg-template/lib/option-types.d.ts".into(),
            javascript::DO_NOT_EDIT.to_owned() + &options::types()?,
        ),
        (
            "pkg-template/lib/texts/en-checks.js".into(),
            javascript::DO_NOT_EDIT.to_owned() + &texts::checks()?,
        ),
        (
            "pkg-template/lib/limit-sets.js".into(),
            javascript::DO_NOT_EDIT.to_owned() + &options::limit_sets()?,
        ),
        (
            "pkg-template/lib/cli/option-table.js".into(),
            javascript::DO_NOT_EDIT.to_owned() + &options::data()?,
        ),
    ];
    files.extend(pictures::all());
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document)).with_context(|| (*document).to_owned())?;
        let filled = markdown::fill(&text, tables::named).with_context(|| (*document).to_owned())?;
        files.push((document.into(), filled));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    #[test]
    fn rendered_files_are_current() {
        super::render(true).unwrap();
    }
}
