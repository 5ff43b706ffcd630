//! `sizes`: how large the modules are, and where their bytes go.

mod parts;

use crate::arguments::{self, Arguments};
use crate::checkout::root;
use crate::pack::{self, gzipped};
use crate::render::markdown;
use crate::{marked_section, wasm};
use anyhow::Result;
use std::fs;

/// Built only to be weighed: the JPEG core, and with a feature what is added to it.
const CORE: &str = "sizes-bench";

/// Bytes, gzipped.
struct Sizes {
    simd: usize,
    scalar: usize,
    core: usize,
    core_and_face: usize,
    core_and_png: usize,
}

pub fn run(arguments: Arguments) -> Result<()> {
    arguments::finish(arguments)?;
    pack::build()?;
    print!("{}", parts::listing(&wasm::named()?)?);
    let section = section(&Sizes::measured()?);
    print!("\n{section}");
    marked_section::fill("docs/performance.md", "sizes", &section)
}

impl Sizes {
    /// Expects the package to be built.
    fn measured() -> Result<Self> {
        let shipped = |file: &str| gzipped(&fs::read(root().join("pkg/wasm").join(file))?);
        let core = |features: &[&str]| gzipped(&wasm::module_of(CORE, features)?);
        Ok(Self {
            simd: shipped("face_preflight.wasm")?,
            scalar: shipped("face_preflight_scalar.wasm")?,
            core: core(&[])?,
            core_and_face: core(&["face"])?,
            core_and_png: core(&["png"])?,
        })
    }
}

/// Everything between the markers.
fn section(sizes: &Sizes) -> String {
    let row = |name: &str, bytes: usize, goal: Option<f64>| {
        let kilobytes = bytes as f64 / 1000.0;
        let beside = match goal {
            None => String::new(),
            Some(goal) if kilobytes <= goal => format!(" (≤ {goal})"),
            Some(goal) => format!(" (≤ {goal}, missed)"),
        };
        vec![name.to_owned(), format!("{kilobytes:.1} KB{beside}")]
    };
    let rows = [
        row("the module, with SIMD", sizes.simd, Some(120.0)),
        row("the module without SIMD", sizes.scalar, Some(120.0)),
        row("JPEG decoder, resampler and encoder alone", sizes.core, Some(70.0)),
        row("added by the face detector, without its weights", sizes.core_and_face - sizes.core, Some(15.0)),
        row("added by PNG", sizes.core_and_png - sizes.core, None),
    ];
    format!(
        "What a page loads, gzipped; goals are in brackets:\n\n{}\nWritten by `cargo xtask sizes`, which also lists \
         where the bytes are.\n",
        markdown::table(&["part", "size"], rows),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_differences_and_stand_beside_their_goals() {
        let sizes = Sizes {
            simd: 120_000,
            scalar: 120_100,
            core: 60_000,
            core_and_face: 76_000,
            core_and_png: 90_500,
        };
        let text = section(&sizes);
        assert!(text.contains("with SIMD | 120.0 KB (≤ 120) |"), "{text}");
        assert!(text.contains("without SIMD | 120.1 KB (≤ 120, missed) |"), "{text}");
        assert!(text.contains("weights | 16.0 KB (≤ 15, missed) |"), "{text}");
        assert!(text.contains("added by PNG | 30.5 KB |"), "{text}");
    }
}
