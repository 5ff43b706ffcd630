//! `demo`: the page, the signing backend and the emulator, from one command.

use crate::arguments::{self, Arguments};
use crate::checkout::at_root;
use crate::pack;
use anyhow::{Context, Result};
use std::os::unix::process::CommandExt;

pub fn run(mut arguments: Arguments) -> Result<()> {
    let mut node = at_root("node");
    node.arg("www/server/demo.js");
    for flag in ["--port", "--emulator-port"] {
        if let Some(port) = arguments.opt_value_from_str::<_, u16>(flag)? {
            node.arg(flag).arg(port.to_string());
        }
    }
    if let Some(options) = arguments.opt_value_from_str::<_, String>("--options")? {
        node.arg("--options").arg(options);
    }
    if arguments.contains("--json") {
        node.arg("--json");
    }
    arguments::finish(arguments)?;

    pack::build()?;
    // The demo takes this process's place, so that whatever ends this process ends the demo.
    Err(node.exec()).context("cannot start node")
}
