//! The description of the backend and the types of its answers. Their tables are JavaScript, so Node renders them.

use crate::checkout::at_root;
use crate::{manifest, npm, process};
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The files by their paths from the root.
pub fn files() -> anyhow::Result<Vec<(PathBuf, String)>> {
    npm::install("xtask", npm::Extent::All)?;
    let mut node = at_root("node");
    node.arg("xtask/openapi/render.js").arg(manifest::value("version")?);
    let text = process::output_of(&mut node).context("the backend's description could not be rendered")?;
    let files: BTreeMap<PathBuf, String> = serde_json::from_str(&text)?;
    Ok(files.into_iter().collect())
}
