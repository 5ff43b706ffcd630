//! `load`: the long load run of the backend, through the emulator's random faults.

use crate::arguments::{self, Arguments};
use crate::checkout::at_root;
use crate::npm::{self, Extent};
use crate::pack;
use anyhow::{Context, Result};
use std::os::unix::process::CommandExt;

pub fn run(mut arguments: Arguments) -> Result<()> {
    let mut node = at_root("node");
    node.arg("tests/server/load/main.js");
    if let Some(runtime) = arguments.opt_value_from_str::<_, String>("--runtime")? {
        node.arg("--runtime").arg(runtime);
    }
    for flag in ["--calls", "--at-once", "--qps"] {
        if let Some(count) = arguments.opt_value_from_str::<_, u32>(flag)? {
            node.arg(flag).arg(count.to_string());
        }
    }
    if arguments.contains("--write") {
        node.arg("--write");
    }
    arguments::finish(arguments)?;

    pack::build()?;
    npm::install("tests", Extent::All)?;
    // The run takes this process's place, so that its exit code and its end are this one's.
    Err(node.exec()).context("cannot start node")
}
