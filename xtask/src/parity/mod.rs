//! `parity`: both nets against Google's models as TensorFlow Lite's own runtime runs them, every number of a pattern and
//! of a drawn face; and what the weights as shipped, of eight bits, make of it. What the runtime says of the drawn face
//! is kept in tables, so that a test needs no Python; `BLESS=1` writes them.

mod detector;
mod landmarks;

use crate::arguments::{self, Arguments};
use crate::checkout::{at_root, root};
use crate::{process, python};
use anyhow::{Result, ensure};
use face_preflight::internals::face::Net;
use face_tools::drawn_faces::{self, Drawn};
use face_tools::weights;
use std::fs;
use std::path::{Path, PathBuf};

/// Holds Python's packages and what goes to the models and comes from them.
const FOLDER: &str = "target/parity";

const REQUIREMENTS: &str = "bench/parity/requirements.txt";

/// How far the results of the same weights may differ: scores before the logistic function, coordinates in pixels of
/// the net.
const ALLOWED: f32 = 1e-3;

pub fn run(arguments: Arguments) -> Result<()> {
    arguments::finish(arguments)?;
    let python = python::programs("parity", REQUIREMENTS)?.join("python");
    detector::compare(&Model::of(&python, Net::Detector)?)?;
    println!();
    landmarks::compare(&Model::of(&python, Net::Landmarks)?)
}

/// A model in TensorFlow Lite's runtime.
struct Model {
    python: PathBuf,
    file: PathBuf,
}

impl Model {
    fn of(python: &Path, net: Net) -> Result<Self> {
        let file = root().join(FOLDER).join(format!("{net:?}.tflite"));
        fs::write(&file, weights::model(root(), net)?)?;
        Ok(Self { python: python.to_owned(), file })
    }

    /// What the runtime makes of an input: the outputs one after the other, the one of the fewest channels first.
    fn run(&self, pixels: &[f32]) -> Result<Vec<f32>> {
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
fn pattern(side: usize) -> impl Iterator<Item = f32> {
    (0..side * side * 3).map(|index| (index * 7919 % 65_521 * 31 % 256) as f32)
}

/// A drawn face in a square, as numbers of 0 to 255.
fn drawn(side: usize, face: Drawn) -> Vec<f32> {
    let rgba = drawn_faces::rgba(&drawn_faces::picture(side, side, &[face]));
    rgba.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3)).map(|value| f32::from(*value)).collect()
}

/// A line of a table: a number and what the runtime says of it.
type Line = (usize, Vec<f32>);

/// Holds a table to what the runtime says; writes it where that is asked for.
fn compare_table(path: &str, seen: &[Line]) -> Result<()> {
    if std::env::var_os("BLESS").is_some() {
        let line = |(number, numbers): &Line| {
            let numbers: Vec<String> = numbers.iter().map(|number| format!("{number:.4}")).collect();
            format!("{number} {}\n", numbers.join(" "))
        };
        fs::write(root().join(path), seen.iter().map(line).collect::<String>())?;
    }
    let table = table(path)?;
    let same = seen.len() == table.len()
        && seen.iter().zip(&table).all(|(one, other)| one.0 == other.0 && apart(&one.1, &other.1) <= ALLOWED);
    ensure!(same, "{path} is not what the runtime says: `BLESS=1 cargo xtask parity` writes it");
    Ok(())
}

fn table(path: &str) -> Result<Vec<Line>> {
    let text = fs::read_to_string(root().join(path))?;
    let line = |line: &str| {
        let mut words = line.split(' ');
        let number = words.next().unwrap_or_default().parse()?;
        Ok((number, words.map(str::parse).collect::<Result<_, _>>()?))
    };
    text.lines().map(line).collect()
}

/// The largest difference between two rows of numbers.
fn apart(one: &[f32], other: &[f32]) -> f32 {
    if one.len() != other.len() {
        return f32::INFINITY;
    }
    one.iter().zip(other).map(|(one, other)| (one - other).abs()).fold(0.0, f32::max)
}
