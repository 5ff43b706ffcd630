//! Python packages, pinned by a file of requirements, each in a virtual environment of its own.

use crate::checkout::{at_root, root};
use crate::process;
use anyhow::Result;
use std::fs;
use std::path::PathBuf;

/// The programs of an environment below `target/`; installs what is required unless that was done already.
pub fn programs(name: &str, requirements: &str) -> Result<PathBuf> {
    let folder = root().join("target").join(name);
    let programs = folder.join("venv/bin");
    let (wanted, stamp) = (fs::read_to_string(root().join(requirements))?, folder.join("installed"));
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    fs::create_dir_all(&folder)?;
    process::run(at_root("python3").args(["-m", "venv", "--clear"]).arg(folder.join("venv")))?;
    let mut pip = at_root(programs.join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]);
    process::run(pip.arg("-r").arg(requirements))?;
    fs::write(stamp, wanted)?;
    Ok(programs)
}
