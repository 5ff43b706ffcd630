//! What the crate's `Cargo.toml` says of the project: the npm package says the same.

use crate::checkout::root;
use anyhow::{Context, Result};
use std::fs;

/// The value of a key under `[package]` that is one string.
pub fn value(key: &str) -> Result<String> {
    value_in(&fs::read_to_string(root().join("Cargo.toml"))?, key)
}

fn value_in(manifest: &str, key: &str) -> Result<String> {
    let (_, package) = manifest.split_once("[package]\n").context("Cargo.toml has no [package]")?;
    let package = package.split_once("\n[").map_or(package, |(package, _)| package);
    let found = package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    Ok(found.with_context(|| format!("Cargo.toml has no {key}"))?.trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::value_in;

    #[test]
    fn only_the_package_counts() {
        let manifest = "[workspace]\nversion = \"1\"\n\n[package]\nversion = \"2\"\n\n[lib]\nname = \"x\"\n";
        assert_eq!(value_in(manifest, "version").unwrap(), "2");
        assert!(value_in(manifest, "name").unwrap_err().to_string().contains("name"));
    }
}
