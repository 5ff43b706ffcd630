//! `doc`: the reference of the JavaScript API by TypeDoc, of the Rust API by rustdoc; a warning is an error.

use crate::arguments::{self, Arguments};
use crate::checkout::{at_root, cargo, root};
use crate::npm::{self, Extent};
use crate::{pack, process};
use anyhow::Result;
use std::process::Command;

const TYPEDOC: &str = "docs/typedoc";

pub fn run(arguments: Arguments) -> Result<()> {
    arguments::finish(arguments)?;
    pack::build()?;
    process::run(&mut typedoc()?)?;
    process::run(&mut rustdoc())?;
    let target = root().join("target");
    println!("{}", target.join("typedoc/index.html").display());
    println!("{}", target.join("doc/face_preflight/index.html").display());
    Ok(())
}

/// TypeDoc over the packed declarations; installs it where it is missing.
pub fn typedoc() -> Result<Command> {
    npm::install(TYPEDOC, Extent::All)?;
    let mut typedoc = at_root(root().join(TYPEDOC).join("node_modules/.bin/typedoc"));
    typedoc.arg("--options").arg(root().join(TYPEDOC).join("typedoc.json"));
    typedoc.arg("--out").arg(root().join("target/typedoc"));
    Ok(typedoc)
}

/// rustdoc over everything, also what is private: its links have to hold too.
pub fn rustdoc() -> Command {
    let mut doc = cargo();
    doc.args(["doc", "--locked", "--no-deps", "--workspace", "--document-private-items"]);
    doc.env("RUSTDOCFLAGS", "-Dwarnings");
    doc
}
