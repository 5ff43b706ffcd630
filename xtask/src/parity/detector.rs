//! The detector: all scores and all coordinates.

use super::reference::Model;
use super::table::{ALLOWED, Line, compare_table};
use crate::checkout::root;
use anyhow::{Result, ensure};
use face_preflight::{
    Detector,
    internals::face::{Encoding, Net},
};
use face_tools::drawn_faces::Drawn;
use face_tools::weights;

/// Side of what the net sees, and how many anchors it has.
const SIDE: usize = 128;
const ANCHORS: usize = 896;

/// What the runtime says of the drawn face: for each anchor that sees it its number, its score and its coordinates.
const TABLE: &str = "tests/golden/face-net.txt";

/// Coordinates of an anchor.
const COORDINATES: usize = 16;

pub fn compare(model: &Model) -> Result<()> {
    let exact = Detector::new(&weights::converted(root(), Net::Detector, Encoding::Half)?)?;
    let shipped = Detector::new(&weights::shipped(root())?)?;
    println!(
        "| input | faces | weights | scores | coordinates | coordinates of faces |\n|---|--:|---|--:|--:|--:|"
    );
    let mut furthest = 0.0_f32;
    for (name, pixels) in [("pattern", scaled(super::reference::pattern(SIDE))), ("drawn face", drawn())] {
        let expected = model.run(&pixels)?;
        if name == "drawn face" {
            let (scores, coordinates) = expected.split_at(ANCHORS);
            compare_table(TABLE, &seen(scores, coordinates))?;
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

/// The anchors that see a face: an anchor's number, its score and its coordinates.
fn seen(scores: &[f32], coordinates: &[f32]) -> Vec<Line> {
    let anchors = scores.iter().zip(coordinates.chunks_exact(COORDINATES)).enumerate();
    let faces = anchors.filter(|(_, (score, _))| **score > 0.0);
    faces.map(|(anchor, (score, coordinates))| (anchor, [&[*score], coordinates].concat())).collect()
}

fn most<'a>(numbers: impl IntoIterator<Item = &'a f32>) -> f32 {
    numbers.into_iter().copied().fold(0.0, f32::max)
}

fn drawn() -> Vec<f32> {
    scaled(super::reference::drawn(SIDE, Drawn { centre: (60.0, 68.0), radius: 36.0, degrees: 8.0 }))
}

/// From -1 to 1, as the net takes them.
fn scaled(values: impl IntoIterator<Item = f32>) -> Vec<f32> {
    values.into_iter().map(|value| value / 127.5 - 1.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parity::table::{apart, table};

    /// How far the numbers of the anchors that see the drawn face differ from those of TensorFlow Lite: the scores, and the
    /// coordinates.
    fn from_reference(encoding: Encoding) -> (f32, f32) {
        let weights = weights::converted(root(), Net::Detector, encoding).unwrap();
        let (scores, coordinates) = Detector::new(&weights).unwrap().raw(&drawn());
        assert_eq!((scores.len(), coordinates.len()), (ANCHORS, ANCHORS * COORDINATES));
        let mut furthest = (0.0_f32, 0.0_f32);
        for (anchor, numbers) in table(TABLE).unwrap() {
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
        assert!(table(TABLE).unwrap().len() > 5);
        assert!(scores <= ALLOWED && coordinates <= ALLOWED, "{scores} {coordinates}");
    }

    #[test]
    fn the_shipped_weights_stay_near_on_every_anchor_that_sees_the_face() {
        let (scores, coordinates) = from_reference(Encoding::Byte);
        println!("8 bits: scores {scores}, coordinates {coordinates}");
        assert!(scores <= 0.3 && coordinates <= 5.0, "{scores} {coordinates}");
    }
}
