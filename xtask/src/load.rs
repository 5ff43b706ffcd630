//! `load`: the long load run of the backend, through the emulator's random faults.

use crate::arguments::Arguments;
use crate::npm::{self, Extent};
use crate::pack;
use crate::tools::at_root;
use anyhow::{Context, Result};
use std::os::unix::process::CommandExt;

pub fn run(mut arguments: Arguments) -> Result<()> {
    let mut node = at_root("node");
    node.arg("tests/server/load.js");
    if let Some(runtime) = arguments.take_value::<String>("--runtime")? {
        node.arg("--runtime").arg(runtime);
    }
    for flag in ["--calls", "--at-once", "--qps"] {
        if let Some(count) = arguments.take_value::<u32>(flag)? {
            node.arg(flag).arg(count.to_string());
        }
    }
    arguments.finish()?;

    pack::build()?;
    npm::install("tests", Extent::All)?;
    // The run takes this process's place, so that its exit code and its end are this one's.
    Err(node.exec()).context("cannot start node")
}
