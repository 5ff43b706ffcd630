//! `attack`: attacks the backend in each runtime and writes what held into www/server/README.md.

use crate::arguments::{self, Arguments};
use crate::checkout::at_root;
use crate::npm::{self, Extent};
use crate::process;
use crate::{marked_section, pack};
use anyhow::{Result, bail};

const DOCUMENT: &str = "www/server/README.md";

/// How the attacks mark a goal that was missed.
const MISSED: &str = "**missed**";

pub fn run(mut arguments: Arguments) -> Result<()> {
    let runtime: Option<String> = arguments.opt_value_from_str("--runtime")?;
    arguments::finish(arguments)?;

    pack::build()?;
    npm::install("tests", Extent::All)?;
    let mut node = at_root("node");
    node.arg("tests/server/attack/main.js");
    if let Some(runtime) = &runtime {
        node.arg("--runtime").arg(runtime);
    }
    let table = process::output_of(&mut node)?;
    print!("{table}");
    if runtime.is_none() {
        marked_section::fill(DOCUMENT, "attack", &table)?;
    }
    if table.contains(MISSED) {
        bail!("a goal was missed");
    }
    Ok(())
}
