//! Sizes in brotli, which Node can: no crate has to be built for it.

use crate::checkout::at_root;
use crate::process;
use anyhow::{Result, ensure};
use std::path::PathBuf;

const PRINT_SIZES: &str = "
    const { readFileSync } = require('node:fs');
    const { brotliCompressSync } = require('node:zlib');
    for (const file of process.argv.slice(1)) {
        console.log(brotliCompressSync(readFileSync(file)).length);
    }
";

/// How many bytes go over the network, at brotli's highest level, which is Node's own.
pub fn sizes(files: &[PathBuf]) -> Result<Vec<usize>> {
    let printed = process::output_of(at_root("node").args(["-e", PRINT_SIZES, "--"]).args(files))?;
    let sizes: Vec<usize> = printed.lines().map(str::parse).collect::<Result<_, _>>()?;
    ensure!(sizes.len() == files.len(), "brotli gave {} sizes for {} files", sizes.len(), files.len());
    Ok(sizes)
}
