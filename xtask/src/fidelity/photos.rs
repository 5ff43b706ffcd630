//! `fidelity --photos DIR`: the encoder beside libjpeg, mozjpeg and jpegli on photos that nothing was tuned on;
//! `fidelity --fetch DIR` brings them.

use super::program::{PAGE, fidelity};
use crate::arguments::{self, Arguments, Misuse};
use crate::checkout::{at_root, root};
use crate::evaluate::fetch::{self, GITHUB};
use crate::{marked_section, process, python};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Photos that nothing was tuned on, and those that the encoder was tuned on: the form of `evaluate`'s list, with files
/// for folders.
const UNSEEN: &str = include_str!("unseen.txt");
const TUNED: &str = include_str!("tuned.txt");

const REQUIREMENTS: &str = "bench/fidelity/requirements-jpegli.txt";
const DRAWN: &str = "target/fidelity/drawn";

/// Fetches both lists into folders of their own.
pub fn fetch(mut arguments: Arguments) -> Result<()> {
    let from: Option<String> = arguments.opt_value_from_str("--from")?;
    let folder: Option<PathBuf> = arguments.opt_free_from_str()?;
    arguments::finish(arguments)?;
    let folder = folder.ok_or_else(|| Misuse::new("into which folder?"))?;
    let from = from.as_deref().unwrap_or(GITHUB);
    for (name, list) in [("unseen", UNSEEN), ("tuned", TUNED)] {
        let into = folder.join(name);
        fetch::run(&into, from, list)
            .with_context(|| format!("cannot fetch the photos from {from} into {}", into.display()))?;
    }
    eprintln!("measure with: cargo xtask fidelity --photos {}", folder.join("unseen").display());
    Ok(())
}

/// Measures the photos of a folder; writes the tables into the page.
pub fn run(folder: PathBuf, mut arguments: Arguments) -> Result<()> {
    let (progressive, thorough) = (arguments.contains("--progressive"), arguments.contains("--thorough"));
    arguments::finish(arguments)?;
    let (command, section, how) = match (progressive, thorough) {
        (false, false) => ("photos", "fidelity-photos", "The default options"),
        (true, false) => ("photos-progressive", "fidelity-photos-progressive", "`coding: 'progressive'`"),
        (false, true) => ("photos-thorough", "fidelity-photos-thorough", "`effort: 'thorough'`"),
        (true, true) => return Err(Misuse::new("--progressive or --thorough, not both").into()),
    };
    let folder = folder.canonicalize().with_context(|| format!("cannot open {}", folder.display()))?;
    let python = python::programs("jpegli", REQUIREMENTS)?.join("python");
    process::run(at_root(&python).arg("bench/fidelity/drawn.py").arg(DRAWN))?;
    let mut measure = fidelity(command, &[]);
    measure.arg(&python).arg(root().join(DRAWN)).arg(&folder);
    let tables = process::output_of(&mut measure)?;
    let text = format!(
        "{how}, at the bytes that the run itself gives each photo and at fixed ones. {}.\n\n{tables}",
        process::today()?
    );
    print!("{text}");
    marked_section::fill(PAGE, section, &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Repository and file of each photo.
    fn photos(list: &str) -> Vec<(&str, &str)> {
        let rows = list.lines().filter(|line| !line.starts_with('#'));
        let columns = rows.map(|line| line.split('\t').collect::<Vec<_>>());
        columns.flat_map(|row| row[3].split(' ').map(move |file| (row[0], file))).collect()
    }

    #[test]
    fn enough_photos_were_never_tuned_on() {
        let (unseen, tuned) = (photos(UNSEEN), photos(TUNED));
        assert!(unseen.len() >= 80, "{}", unseen.len());
        assert!(!tuned.is_empty() && unseen.iter().all(|photo| !tuned.contains(photo)));
    }
}
