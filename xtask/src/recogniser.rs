//! `recogniser`: how well and how fast the emulator's recogniser is, into docs/emulator.md.

use crate::arguments::{self, Arguments, Misuse};
use crate::checkout::{at_root, root};
use crate::{marked_section, pack, process};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

/// The page that is written.
const PAGE: &str = "docs/emulator.md";
/// Photos that may be beside the checkout.
const OWN_PHOTOS: &str = "../shared/photos";
/// The status of a measurement that is below the target.
const BELOW_TARGET: i32 = 3;

pub fn run(mut arguments: Arguments) -> Result<()> {
    let Some(folder) = arguments.opt_free_from_str::<PathBuf>()? else {
        bail!(Misuse::new("recogniser takes the folder of the photos"));
    };
    arguments::finish(arguments)?;
    pack::build()?;
    let mut measure = at_root("node");
    measure.arg("bench/recogniser/measure.js").arg(fs::canonicalize(folder)?).arg(root().join(OWN_PHOTOS));
    let command = process::describe(&measure);
    let output =
        measure.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {command}"))?;
    let is_below = output.status.code() == Some(BELOW_TARGET);
    if !output.status.success() && !is_below {
        bail!("{command} ended with {}", output.status);
    }
    // What was measured is written down either way.
    let table = String::from_utf8(output.stdout)?;
    print!("{table}");
    marked_section::fill(PAGE, "recogniser", &table)?;
    if is_below {
        bail!("the recogniser is below its target");
    }
    Ok(())
}
