//! `api`: the public API of the crate and of the npm package as two lists under docs/api/, so that a change of it shows
//! as a changed file in review; `--check` only compares.

use crate::arguments::{self, Arguments};
use crate::checkout::{cargo, root};
use crate::{npm, pack, process};
use anyhow::{Context, Result, ensure};
use public_api::Builder;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "docs/api";

pub fn run(mut arguments: Arguments) -> Result<()> {
    let check = arguments.contains("--check");
    arguments::finish(arguments)?;
    if !check {
        pack::build()?;
    }
    let mut changed = Vec::new();
    for (name, text) in [("rust.txt", rust()?), ("javascript.txt", javascript(&root().join("pkg"))?)] {
        let path = root().join(FOLDER).join(name);
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            continue;
        }
        if !check {
            fs::create_dir_all(root().join(FOLDER))?;
            fs::write(path, text)?;
            println!("wrote {FOLDER}/{name}");
        }
        changed.push(format!("{FOLDER}/{name}"));
    }
    ensure!(
        !check || changed.is_empty(),
        "the public API is not that of {}: run `cargo xtask api` and look at the difference",
        changed.join(", ")
    );
    Ok(())
}

/// One line an item, without the feature `internals`.
fn rust() -> Result<String> {
    let target = root().join("target/api");
    let mut rustdoc = cargo();
    rustdoc.args(["rustdoc", "--quiet", "--locked", "--lib", "--package", "face-preflight"]);
    rustdoc.arg("--target-dir").arg(&target);
    rustdoc.args(["--", "-Zunstable-options", "--output-format", "json"]);
    // The JSON is an unstable format. A target folder of its own, for build scripts look at this variable.
    process::run(rustdoc.env("RUSTC_BOOTSTRAP", "1"))?;
    let api = Builder::from_rustdoc_json(target.join("doc/face_preflight.json"))
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .context("public-api does not read this compiler's rustdoc: raise its version in xtask/Cargo.toml")?;
    Ok(api.items().map(|item| format!("{item}\n")).collect())
}

/// The declarations of every file that an entry of the package leads to, without comments.
fn javascript(package: &Path) -> Result<String> {
    let manifest =
        fs::read_to_string(package.join("package.json")).context("run `cargo xtask pack` first")?;
    let manifest: Value = serde_json::from_str(&manifest)?;
    // A release is no change of the API.
    let version = manifest["version"].as_str().context("package.json has no version")?;
    let exports = manifest["exports"].as_object().context("package.json has no exports")?;
    let entries = exports.values().filter_map(|entry| entry["types"].as_str());
    let mut open: Vec<PathBuf> = entries.map(|entry| normal(Path::new(entry))).collect();
    let mut found: BTreeSet<PathBuf> = open.iter().cloned().collect();
    let mut texts = Vec::new();
    while let Some(file) = open.pop() {
        let text = fs::read_to_string(package.join(&file))
            .with_context(|| format!("the package lacks {}", file.display()))?;
        let text = npm::without_comments(&text).replace(&format!("\"{version}\""), "\"VERSION\"");
        for import in imports(&text) {
            let file = normal(&file.with_file_name("").join(import.replace(".js", ".d.ts")));
            if found.insert(file.clone()) {
                open.push(file);
            }
        }
        texts.push((file, text));
    }
    texts.sort();
    let sections = texts.iter().map(|(file, text)| format!("==== {} ====\n\n{text}\n", file.display()));
    Ok(sections.collect())
}

/// Relative modules that declarations name: in quotation marks of either kind.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split(['\'', '"', '\n']);
    quoted.filter(|text| (text.starts_with("./") || text.starts_with("../")) && text.ends_with(".js"))
}

/// Without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => drop(normal.pop()),
            std::path::Component::CurDir => {}
            _ => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_followed_and_comments_left_out() {
        let package = root().join("target/api-test");
        fs::create_dir_all(package.join("lib")).unwrap();
        let write = |name: &str, text: &str| fs::write(package.join(name), text).unwrap();
        write(
            "package.json",
            r#"{ "version": "1.2.3", "exports": { ".": { "types": "./a.d.ts" }, "./b": "./b.wasm" } }"#,
        );
        write("a.d.ts", "/** Says. */\nexport * from './lib/b.js';\n");
        write(
            "lib/b.d.ts",
            "export type B = import(\"../c.js\").C; // a note\nexport declare const v = \"1.2.3\";\n",
        );
        write("c.d.ts", "export interface C {\n  /**\n   * An address.\n   */\n  url: 'https://x';\n}\n");
        let report = javascript(&package).unwrap();
        let expected = "==== a.d.ts ====\n\nexport * from './lib/b.js';\n\n\
             ==== c.d.ts ====\n\nexport interface C {\n  url: 'https://x';\n}\n\n\
             ==== lib/b.d.ts ====\n\nexport type B = import(\"../c.js\").C; // a note\n\
             export declare const v = \"VERSION\";\n\n";
        assert_eq!(report, expected);
    }
}
