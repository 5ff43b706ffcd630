//! npm: its packages pinned by a lock file, its compiler of types, its tarballs.

use crate::checkout::{at_root, root};
use crate::process;
use crate::tools::find_program;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// How much of a folder's `package.json` is installed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// `dependencies`: what building the package takes.
    Build,
    /// `devDependencies` too: what testing takes.
    All,
}

/// Installs a folder's locked packages, unless that was done already.
pub fn install(folder: &str, extent: Extent) -> Result<()> {
    if find_program(&["npm"]).is_none() {
        bail!("npm not found; Node.js 20.12 or later with npm is needed");
    }
    let folder = root().join(folder);
    let lock = fs::read_to_string(folder.join("package-lock.json"))
        .with_context(|| format!("{} has no package-lock.json", folder.display()))?;
    let stamp = folder.join("node_modules/.installed");
    let wanted = |extent: Extent| match extent {
        Extent::Build => format!("build\n{lock}"),
        Extent::All => format!("all\n{lock}"),
    };
    let installed = fs::read_to_string(&stamp).unwrap_or_default();
    if installed == wanted(Extent::All) || installed == wanted(extent) {
        return Ok(());
    }
    let mut npm = at_root("npm");
    npm.current_dir(&folder).args(["ci", "--no-fund", "--no-audit"]);
    if extent == Extent::Build {
        npm.arg("--omit=dev");
    }
    process::run(&mut npm)?;
    fs::write(stamp, wanted(extent))?;
    Ok(())
}

/// A program that the packages of `xtask/package.json` bring.
pub fn tool(name: &str) -> PathBuf {
    root().join("xtask/node_modules/.bin").join(name)
}

/// Checks the types of a folder's JavaScript by its `tsconfig.json` and writes the declarations beside it.
pub fn emit_declarations(folder: &Path) -> Result<()> {
    let mut tsc = at_root(tool("tsc"));
    tsc.arg("--project").arg(folder.join("tsconfig.json"));
    tsc.args(["--noEmit", "false", "--declaration", "--emitDeclarationOnly"]);
    tsc.arg("--typeRoots").arg(root().join("xtask/node_modules/@types"));
    process::run(&mut tsc).context("the package's types do not hold")
}

/// Declarations without their documentation and without empty lines.
pub fn without_comments(declarations: &str) -> String {
    let mut parts = declarations.split("/*");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += part.split_once("*/").map_or("", |(_, rest)| rest);
    }
    let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// Packs a folder into a tarball inside `destination`; gives the tarball and the files it holds.
pub fn pack(folder: &Path, destination: &Path) -> Result<(PathBuf, Vec<String>)> {
    let mut npm = at_root("npm");
    npm.current_dir(folder).args([
        "pack",
        "--json",
        "--ignore-scripts",
        "--loglevel=error",
        "--pack-destination",
    ]);
    let answer: Value = serde_json::from_str(&process::output_of(npm.arg(destination))?)?;
    // npm 10 answers with a list, npm 11 too; npm 12 with an object keyed by the package's name.
    let tarball = answer
        .as_array()
        .and_then(|list| list.first())
        .or_else(|| answer.as_object().and_then(|by_name| by_name.values().next()));
    let tarball = tarball.with_context(|| format!("npm pack answered {answer}"))?;
    let name = tarball["filename"].as_str().context("npm pack names no file")?;
    let files = tarball["files"].as_array().context("npm pack lists no files")?;
    let mut files: Vec<String> =
        files.iter().filter_map(|file| Some(file["path"].as_str()?.to_owned())).collect();
    files.sort();
    Ok((destination.join(name), files))
}
