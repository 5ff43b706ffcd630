//! Google's models in TensorFlow Lite's own runtime, and what they are given.

use crate::checkout::{at_root, root};
use crate::process;
use anyhow::Result;
use face_preflight::internals::face::Net;
use face_tools::drawn_faces::{self, Drawn};
use face_tools::weights;
use std::fs;
use std::path::{Path, PathBuf};

/// Holds Python's packages and what goes to the models and comes from them.
const FOLDER: &str = "target/parity";

/// A model in TensorFlow Lite's runtime.
pub struct Model {
    python: PathBuf,
    file: PathBuf,
}

impl Model {
    pub fn of(python: &Path, net: Net) -> Result<Self> {
        let file = root().join(FOLDER).join(format!("{net:?}.tflite"));
        fs::write(&file, weights::model(root(), net)?)?;
        Ok(Self { python: python.to_owned(), file })
    }

    /// What the runtime makes of an input: the outputs one after the other, the one of the fewest channels first.
    pub fn run(&self, pixels: &[f32]) -> Result<Vec<f32>> {
        let folder = root().join(FOLDER);
        let (input, output) = (folder.join("input.f32"), folder.join("output.f32"));
        fs::write(&input, pixels.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>())?;
        let mut command = at_root(&self.python);
        command.arg("bench/parity/reference.py").args([&self.file, &input, &output]);
        process::run(&mut command)?;
        let bytes = fs::read(&output)?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|number| f32::from_le_bytes(*number)).collect())
    }
}

/// Whole numbers of 0 to 255 that follow no pattern a net was made for, the same in every language.
pub fn pattern(side: usize) -> impl Iterator<Item = f32> {
    (0..side * side * 3).map(|index| (index * 7919 % 65_521 * 31 % 256) as f32)
}

/// A drawn face in a square, as numbers of 0 to 255.
pub fn drawn(side: usize, face: Drawn) -> Vec<f32> {
    let rgba = drawn_faces::rgba(&drawn_faces::picture(side, side, &[face]));
    rgba.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3)).map(|value| f32::from(*value)).collect()
}
