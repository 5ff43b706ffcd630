//! `parity`: the net against Google's model as TensorFlow Lite's own runtime runs it, every score and every coordinate
//! of a pattern and of a drawn face; and what the weights as shipped, of eight bits, make of it. What the runtime says of
//! the anchors that see the drawn face is kept in a table, so that a test needs no Python; `BLESS=1` writes it.

use crate::arguments::{self, Arguments};
use crate::checkout::{at_root, root};
use crate::{process, python};
use anyhow::{Context, Result, ensure};
use face_preflight::{Detector, internals::face::Encoding};
use face_tools::drawn_faces::{self, Drawn};
use face_tools::weights::{self, MODEL};
use std::fs;
use std::path::PathBuf;

/// Holds Python's packages and what goes to the model and comes from it.
const FOLDER: &str = "target/parity";

const REQUIREMENTS: &str = "bench/parity/requirements.txt";

/// Side of what the net sees, and how many anchors it has.
const SIDE: usize = 128;
const ANCHORS: usize = 896;

/// What the runtime says of the drawn face: for each anchor that sees it its number, its score and its coordinates.
const TABLE: &str = "tests/golden/face-net.txt";

/// Coordinates of an anchor.
const COORDINATES: usize = 16;

/// How far the results of the same weights may differ: scores before the logistic function, coordinates in pixels of
/// the net.
const ALLOWED: f32 = 1e-3;

pub fn run(arguments: Arguments) -> Result<()> {
    arguments::finish(arguments)?;
    let python = python::programs("parity", REQUIREMENTS)?.join("python");
    let exact = Detector::new(&weights::converted(root(), Encoding::Half)?)?;
    let shipped = Detector::new(&weights::converted(root(), Encoding::Byte)?)?;
    println!(
        "| input | faces | weights | scores | coordinates | coordinates of faces |\n|---|--:|---|--:|--:|--:|"
    );
    let mut furthest = 0.0_f32;
    for (name, pixels) in [("pattern", pattern()), ("drawn face", drawn())] {
        let expected = reference(&python, &pixels)?;
        if name == "drawn face" {
            compare_table(&expected)?;
        }
        let (scores, _) = expected.split_at(ANCHORS);
        let faces: Vec<bool> = scores.iter().map(|score| *score > 0.0).collect();
        for (weights, detector) in [("16 bits", &exact), ("8 bits", &shipped)] {
            let (scores, coordinates) = detector.raw(&pixels);
            let found = [scores, coordinates].concat();
            ensure!(found.len() == expected.len(), "{} numbers, not {}", found.len(), expected.len());
            let apart: Vec<f32> =
                found.iter().zip(&expected).map(|(one, other)| (one - other).abs()).collect();
            let (scores, coordinates) = apart.split_at(ANCHORS);
            let of_faces = coordinates
                .chunks_exact(COORDINATES)
                .zip(&faces)
                .filter(|(_, face)| **face)
                .flat_map(|(all, _)| all);
            let (scores, of_faces, coordinates) = (most(scores), most(of_faces), most(coordinates));
            if weights == "16 bits" {
                furthest = furthest.max(scores).max(coordinates);
            }
            let count = faces.iter().filter(|face| **face).count();
            println!("| {name} | {count} | {weights} | {scores:.6} | {coordinates:.6} | {of_faces:.6} |");
        }
        let sure = faces.contains(&true);
        ensure!(sure == (name == "drawn face"), "{name}: anchors of a face: {sure}");
    }
    ensure!(furthest <= ALLOWED, "the same weights give numbers that differ by {furthest}");
    Ok(())
}

/// An anchor's number, its score and its coordinates.
type Seen = (usize, Vec<f32>);

/// The anchors that see a face.
fn seen(scores: &[f32], coordinates: &[f32]) -> Vec<Seen> {
    let anchors = scores.iter().zip(coordinates.chunks_exact(COORDINATES)).enumerate();
    let faces = anchors.filter(|(_, (score, _))| **score > 0.0);
    faces.map(|(anchor, (score, coordinates))| (anchor, [&[*score], coordinates].concat())).collect()
}

fn compare_table(expected: &[f32]) -> Result<()> {
    let (scores, coordinates) = expected.split_at(ANCHORS);
    let seen = seen(scores, coordinates);
    let path = root().join(TABLE);
    if std::env::var_os("BLESS").is_some() {
        let line = |(anchor, numbers): &Seen| {
            let numbers: Vec<String> = numbers.iter().map(|number| format!("{number:.4}")).collect();
            format!("{anchor} {}\n", numbers.join(" "))
        };
        fs::write(&path, seen.iter().map(line).collect::<String>())?;
    }
    let table = table()?;
    let same = seen.len() == table.len()
        && seen.iter().zip(&table).all(|(one, other)| one.0 == other.0 && apart(&one.1, &other.1) <= ALLOWED);
    ensure!(same, "{TABLE} is not what the runtime says: `BLESS=1 cargo xtask parity` writes it");
    Ok(())
}

fn table() -> Result<Vec<Seen>> {
    let text = fs::read_to_string(root().join(TABLE))?;
    let line = |line: &str| {
        let (anchor, numbers) = line.split_once(' ').context("no numbers")?;
        let numbers = numbers.split(' ').map(str::parse).collect::<Result<_, _>>()?;
        Ok((anchor.parse()?, numbers))
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

fn most<'a>(numbers: impl IntoIterator<Item = &'a f32>) -> f32 {
    numbers.into_iter().copied().fold(0.0, f32::max)
}

/// What the runtime makes of an input: the scores, then the coordinates.
fn reference(python: &PathBuf, pixels: &[f32]) -> Result<Vec<f32>> {
    let folder = root().join(FOLDER);
    let (input, output) = (folder.join("input.f32"), folder.join("output.f32"));
    fs::write(&input, pixels.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>())?;
    let mut command = at_root(python);
    command.args(["bench/parity/reference.py", MODEL]).args([&input, &output]);
    process::run(&mut command)?;
    let bytes = fs::read(&output)?;
    Ok(bytes.as_chunks::<4>().0.iter().map(|number| f32::from_le_bytes(*number)).collect())
}

fn pattern() -> Vec<f32> {
    (0..SIDE * SIDE * 3).map(|index| (index * 7919 % 65_521 * 31 % 256) as f32 / 127.5 - 1.0).collect()
}

fn drawn() -> Vec<f32> {
    let face = Drawn { centre: (60.0, 68.0), radius: 36.0, degrees: 8.0 };
    let rgba = drawn_faces::rgba(&drawn_faces::picture(SIDE, SIDE, &[face]));
    let pixels = rgba.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3));
    pixels.map(|value| f32::from(*value) / 127.5 - 1.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How far the numbers of the anchors that see the drawn face differ from those of TensorFlow Lite: the scores, and the
    /// coordinates.
    fn from_reference(encoding: Encoding) -> (f32, f32) {
        let (scores, coordinates) =
            Detector::new(&weights::converted(root(), encoding).unwrap()).unwrap().raw(&drawn());
        assert_eq!((scores.len(), coordinates.len()), (ANCHORS, ANCHORS * COORDINATES));
        let mut furthest = (0.0_f32, 0.0_f32);
        for (anchor, numbers) in table().unwrap() {
            let own = &coordinates[anchor * COORDINATES..][..COORDINATES];
            furthest.0 = furthest.0.max((scores[anchor] - numbers[0]).abs());
            furthest.1 = furthest.1.max(apart(own, &numbers[1..]));
        }
        furthest
    }

    #[test]
    fn the_models_weights_see_the_drawn_face_as_tensorflow_lite_does() {
        let (scores, coordinates) = from_reference(Encoding::Half);
        println!("16 bits: scores {scores}, coordinates {coordinates}");
        assert!(table().unwrap().len() > 5);
        assert!(scores <= ALLOWED && coordinates <= ALLOWED, "{scores} {coordinates}");
    }

    #[test]
    fn the_shipped_weights_stay_near_on_every_anchor_that_sees_the_face() {
        let (scores, coordinates) = from_reference(Encoding::Byte);
        println!("8 bits: scores {scores}, coordinates {coordinates}");
        assert!(scores <= 0.3 && coordinates <= 5.0, "{scores} {coordinates}");
    }
}
