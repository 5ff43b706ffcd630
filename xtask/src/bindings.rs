//! wasm-bindgen writes what its own tool reads: the version in the module and that of the tool have to agree.

use crate::checkout::root;
use anyhow::{Context, Result, ensure};
use std::fs;

/// What `xtask` links and the tests' runner are made of.
const TOOLS: [&str; 2] = ["wasm-bindgen-cli-support", "wasm-bindgen-cli"];

/// Compares the versions that `Cargo.lock` pins.
pub fn check_versions() -> Result<()> {
    compare(&fs::read_to_string(root().join("Cargo.lock")).context("no Cargo.lock")?)
}

fn compare(lock: &str) -> Result<()> {
    let library = version(lock, "wasm-bindgen")?;
    for tool in TOOLS {
        let found = version(lock, tool)?;
        ensure!(
            found == library,
            "Cargo.lock has {tool} {found} and wasm-bindgen {library}; run: cargo update {tool} --precise {library}"
        );
    }
    Ok(())
}

fn version<'a>(lock: &'a str, package: &str) -> Result<&'a str> {
    let entry = format!("name = \"{package}\"\nversion = \"");
    let (_, after) = lock.split_once(&entry).with_context(|| format!("Cargo.lock has no {package}"))?;
    after.split('"').next().with_context(|| format!("Cargo.lock has no version of {package}"))
}

#[cfg(test)]
mod tests {
    use super::{check_versions, compare};

    #[test]
    fn the_locked_versions_agree() {
        check_versions().unwrap();
    }

    #[test]
    fn versions_that_differ_are_told() {
        let lock = |tool: &str| {
            let package = |name: &str, version: &str| format!("name = \"{name}\"\nversion = \"{version}\"\n");
            let packages = [
                ("wasm-bindgen-cli", "0.2.9"),
                ("wasm-bindgen-cli-support", tool),
                ("wasm-bindgen", "0.2.9"),
            ];
            packages.map(|(name, version)| package(name, version)).concat()
        };
        compare(&lock("0.2.9")).unwrap();
        let refusal = compare(&lock("0.2.10")).unwrap_err().to_string();
        assert!(refusal.contains("wasm-bindgen-cli-support 0.2.10 and wasm-bindgen 0.2.9"), "{refusal}");
    }
}
