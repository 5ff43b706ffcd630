//! `sizes`: how large the modules and the tarball are, and where their bytes go.

mod brotli;
mod kilobytes;
mod parts;
mod tarball;

use self::kilobytes::kilobytes;
use crate::arguments::{self, Arguments};
use crate::checkout::root;
use crate::pack::{self, gzipped};
use crate::render::markdown;
use crate::{marked_section, wasm};
use anyhow::Result;
use std::fs;

/// Built only to be weighed: the JPEG core, and with a feature what is added to it.
const CORE: &str = "sizes-bench";

/// What is needed, the module that a page loads for it, and the goal in KB, gzipped.
const MODULES: [(&str, &str, Option<f64>); 4] = [
    ("JPEG, or pixels", "face_preflight_jpeg.wasm", Some(105.0)),
    ("the face too", "face_preflight_face.wasm", Some(122.0)),
    ("everything", "face_preflight.wasm", Some(190.0)),
    ("everything, without SIMD", "face_preflight_scalar.wasm", None),
];

/// What every page loaded before there was more than one module, in bytes.
const OF_0_1_0: Size = Size { gzip: 190_700, brotli: 157_000 };

/// Bytes over the network.
#[derive(Clone, Copy)]
struct Size {
    gzip: usize,
    brotli: usize,
}

/// Bytes, gzipped, of modules that are built only to be weighed.
struct Added {
    core: usize,
    core_and_face: usize,
    core_and_png: usize,
}

pub fn run(arguments: Arguments) -> Result<()> {
    arguments::finish(arguments)?;
    pack::build()?;
    let (_, smallest, _) = MODULES[0];
    let smallest = wasm::named(smallest)?;
    print!("{}", parts::listing(&smallest)?);
    print!("\n{}", parts::listing(&wasm::named("face_preflight.wasm")?)?);
    let sizes = measured()?;
    let section = section(&sizes, &Added::measured()?, &parts::table(&smallest)?, &tarball::table()?);
    print!("\n{section}");
    marked_section::fill("docs/performance.md", "sizes", &section)
}

/// The modules of the package, which has to be built.
fn measured() -> Result<Vec<Size>> {
    let folder = root().join("pkg/wasm");
    let files: Vec<_> = MODULES.iter().map(|(_, file, _)| folder.join(file)).collect();
    let brotli = brotli::sizes(&files)?;
    files
        .iter()
        .zip(brotli)
        .map(|(file, brotli)| Ok(Size { gzip: gzipped(&fs::read(file)?)?, brotli }))
        .collect()
}

impl Added {
    fn measured() -> Result<Self> {
        let core = |features: &[&str]| gzipped(&wasm::module_of(CORE, features)?);
        Ok(Self { core: core(&[])?, core_and_face: core(&["face"])?, core_and_png: core(&["png"])? })
    }
}

fn beside_goal(bytes: usize, goal: Option<f64>) -> String {
    let beside = match goal {
        None => String::new(),
        Some(goal) if bytes as f64 <= goal * 1000.0 => format!(" (≤ {goal})"),
        Some(goal) => format!(" (≤ {goal}, missed)"),
    };
    kilobytes(bytes) + &beside
}

/// Everything between the markers.
fn section(sizes: &[Size], added: &Added, parts: &str, tarball: &str) -> String {
    let row = |need: &str, module: &str, size: Size, goal| {
        vec![need.to_owned(), module.to_owned(), beside_goal(size.gzip, goal), kilobytes(size.brotli)]
    };
    let mut rows = vec![row("anything, in version 0.1.0", "the only one", OF_0_1_0, None)];
    for ((need, file, goal), size) in MODULES.iter().zip(sizes) {
        rows.push(row(need, &markdown::code(file), *size, *goal));
    }
    let pieces = [
        ("JPEG decoder, resampler and encoder alone", added.core, Some(70.0)),
        ("added by the face detector, without its weights", added.core_and_face - added.core, Some(15.0)),
        ("added by PNG", added.core_and_png - added.core, None),
    ];
    let pieces = pieces.map(|(piece, bytes, goal)| vec![piece.to_owned(), beside_goal(bytes, goal)]);
    format!(
        "What a page loads; goals are in brackets:\n\n{}\nParts that were built alone:\n\n{}\nWhere the bytes of the \
         module for JPEG are, each part gzipped alone:\n\n{parts}\nWhat the tarball carries:\n\n{tarball}\nWritten by \
         `cargo xtask sizes`, which also lists the largest functions.\n",
        markdown::table(&["what is needed", "module", "gzip", "brotli"], rows),
        markdown::table(&["part", "gzip"], pieces),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_stand_beside_their_goals_and_parts_are_differences() {
        let sizes = [105_000, 122_100, 189_000, 200_000].map(|gzip| Size { gzip, brotli: gzip - 20_000 });
        let added = Added { core: 60_000, core_and_face: 76_000, core_and_png: 90_500 };
        let text = section(&sizes, &added, "", "");
        assert!(text.contains("| 190.7 KB | 157.0 KB |"), "{text}");
        assert!(text.contains("`face_preflight_jpeg.wasm` | 105.0 KB (≤ 105) | 85.0 KB |"), "{text}");
        assert!(
            text.contains("`face_preflight_face.wasm` | 122.1 KB (≤ 122, missed) | 102.1 KB |"),
            "{text}"
        );
        assert!(text.contains("weights | 16.0 KB (≤ 15, missed) |"), "{text}");
        assert!(text.contains("added by PNG | 30.5 KB |"), "{text}");
    }
}
