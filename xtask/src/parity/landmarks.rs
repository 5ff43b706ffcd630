//! The net of the second look: its score and the places of the points that are kept.

use super::reference::Model;
use super::table::{ALLOWED, Line, apart, compare_table};
use crate::checkout::root;
use anyhow::{Context, Result, ensure};
use face_preflight::{
    Detector,
    internals::face::{Encoding, LANDMARK_POINTS, Net},
};
use face_tools::drawn_faces::Drawn;
use face_tools::weights;

/// Side of what the net sees.
const SIDE: usize = 192;

/// What the runtime says of the drawn face: a line with the score, then the mesh's number and the place of each point.
const TABLE: &str = "tests/golden/landmark-net.txt";

/// The number of the score's line, which no point has.
const SCORE: usize = 468;

pub fn compare(model: &Model) -> Result<()> {
    println!("| input | score | weights | score off by | places off by |\n|---|--:|---|--:|--:|");
    for (name, pixels) in [("pattern", scaled(super::reference::pattern(SIDE))), ("drawn face", drawn())] {
        let expected = kept(&model.run(&pixels)?);
        if name == "drawn face" {
            compare_table(TABLE, &expected)?;
        }
        for (weights, encoding) in [("16 bits", Encoding::Half), ("8 bits", Encoding::Byte)] {
            let (score, places) = differences(&expected, &seen(&pixels, encoding)?);
            let sure = expected.first().and_then(|(_, score)| score.first()).context("no score")?;
            println!("| {name} | {sure:.3} | {weights} | {score:.6} | {places:.6} |");
            let same = encoding == Encoding::Byte || score.max(places) <= ALLOWED;
            ensure!(same, "the same weights give numbers that differ by {score} and {places}");
        }
    }
    Ok(())
}

/// Of all that the runtime says, what the package's weights give too.
fn kept(all: &[f32]) -> Vec<Line> {
    let (score, places) = all.split_at(1);
    let place = |point: &u16| (usize::from(*point), places[usize::from(*point) * 3..][..3].to_vec());
    std::iter::once((SCORE, score.to_vec())).chain(LANDMARK_POINTS.iter().map(place)).collect()
}

/// The same of this project's own net.
fn seen(pixels: &[f32], encoding: Encoding) -> Result<Vec<Line>> {
    let landmarks = weights::converted(root(), Net::Landmarks, encoding)?;
    let detector = Detector::new(&weights::shipped(root())?)?.with_landmarks(&landmarks)?;
    let (points, score) = detector.raw_landmarks(pixels).context("the net is missing")?;
    let places = LANDMARK_POINTS.iter().zip(points.chunks_exact(3));
    let places = places.map(|(point, place)| (usize::from(*point), place.to_vec()));
    Ok(std::iter::once((SCORE, vec![score])).chain(places).collect())
}

/// The largest difference of the score, and of the places.
fn differences(expected: &[Line], found: &[Line]) -> (f32, f32) {
    let of = |score: bool| {
        let pairs = expected.iter().zip(found).filter(|(line, _)| (line.0 == SCORE) == score);
        pairs.map(|(one, other)| apart(&one.1, &other.1)).fold(0.0, f32::max)
    };
    (of(true), of(false))
}

/// A face as the square around it shows one: the detector's box is two thirds of it.
fn drawn() -> Vec<f32> {
    scaled(super::reference::drawn(SIDE, Drawn { centre: (96.0, 92.0), radius: 62.0, degrees: 2.0 }))
}

/// From 0 to 1, as the net takes them.
fn scaled(values: impl IntoIterator<Item = f32>) -> Vec<f32> {
    values.into_iter().map(|value| value / 255.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parity::table::table;

    fn from_reference(encoding: Encoding) -> (f32, f32) {
        let table = table(TABLE).unwrap();
        assert_eq!(table.len(), 1 + LANDMARK_POINTS.len());
        let found = seen(&drawn(), encoding).unwrap();
        assert!(found.iter().zip(&table).all(|(one, other)| one.0 == other.0));
        differences(&table, &found)
    }

    #[test]
    fn the_models_weights_place_the_points_as_tensorflow_lite_does() {
        let (score, places) = from_reference(Encoding::Half);
        println!("16 bits: score {score}, places {places}");
        assert!(score <= ALLOWED && places <= ALLOWED, "{score} {places}");
    }

    #[test]
    fn the_shipped_weights_place_the_points_within_a_pixel() {
        let (score, places) = from_reference(Encoding::Byte);
        println!("8 bits: score {score}, places {places}");
        assert!(score <= 0.5 && places <= 1.0, "{score} {places}");
    }
}
