//! `recogniser`: how well and how fast the emulator's recogniser is, into docs/emulator.md.

use crate::arguments::{self, Arguments, Misuse};
use crate::checkout::at_root;
use crate::{marked_section, pack, process};
use anyhow::{Result, bail};
use std::fs;
use std::path::PathBuf;

/// The page that is written.
const PAGE: &str = "docs/emulator.md";

pub fn run(mut arguments: Arguments) -> Result<()> {
    let Some(folder) = arguments.opt_free_from_str::<PathBuf>()? else {
        bail!(Misuse::new("recogniser takes the folder of the photos"));
    };
    arguments::finish(arguments)?;
    pack::build()?;
    let mut measure = at_root("node");
    measure.arg("bench/recogniser/measure.js").arg(fs::canonicalize(folder)?);
    let table = process::output_of(&mut measure)?;
    print!("{table}");
    marked_section::fill(PAGE, "recogniser", &table)
}
