//! The converted weights against the original model, as TensorFlow Lite runs it.

use super::{convert, model};
use crate::drawn_faces::{self, Drawn};
use face_preflight::internals::picture::{Picture, Plane};
use face_preflight::{
    Detector, Keypoint,
    internals::face::{Encoding, Measures, Net, measure},
};
use std::path::PathBuf;

/// A model in this checkout.
fn installed(net: Net) -> Vec<u8> {
    model(&PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../.."), net).unwrap()
}

fn detector(encoding: Encoding) -> (Detector, usize) {
    let file = convert(&installed(Net::Detector), Net::Detector, encoding).unwrap();
    (Detector::new(&file).unwrap(), file.len())
}

/// A pattern of whole numbers, the same in every language: `(i * 7919 % 65521 * 31) % 256`.
fn pattern() -> Vec<f32> {
    (0..128 * 128 * 3_u64).map(|index| (index * 7919 % 65_521 * 31 % 256) as f32 / 127.5 - 1.0).collect()
}

/// What tflite-runtime 2.14.0 (Python) says of the pattern: every 64th score and every 997th coordinate.
const SCORES: [f32; 14] = [
    -4.18655, -4.31662, -4.64736, -4.58135, -4.70011, -4.58801, -4.65075, -5.1699, -4.27637, -2.16863,
    -2.76517, -3.85968, -7.85917, -7.84403,
];
const COORDINATES: [f32; 15] = [
    1.04472, -2.56653, 0.74515, -3.09944, -5.66635, -1.94767, 10.09864, 25.53198, -0.25276, -0.80756,
    76.98093, -22.32111, -20.34732, 1.72852, 3.43879,
];

fn furthest(values: &[f32], step: usize, expected: &[f32]) -> f32 {
    let sampled: Vec<f32> = values.iter().copied().step_by(step).collect();
    assert_eq!(sampled.len(), expected.len());
    sampled.iter().zip(expected).map(|(value, expected)| (value - expected).abs()).fold(0.0, f32::max)
}

#[test]
fn unquantized_weights_give_what_tensorflow_lite_gives() {
    let (scores, coordinates) = detector(Encoding::Half).0.raw(&pattern());
    assert_eq!((scores.len(), coordinates.len()), (896, 896 * 16));
    assert!(furthest(&scores, 64, &SCORES) < 1e-3);
    assert!(furthest(&coordinates, 997, &COORDINATES) < 1e-3);
}

#[test]
fn bytes_come_close_and_stay_small() {
    let (exact, _) = detector(Encoding::Half);
    let (bytes, size) = detector(Encoding::Byte);
    let drawn = Drawn { centre: (250.0, 330.0), radius: 120.0, degrees: 10.0 };
    let picture = drawn_faces::picture(480, 640, &[drawn]);
    let (exact, bytes) = (exact.detect(&picture).faces[0], bytes.detect(&picture).faces[0]);
    assert!((exact.score - bytes.score).abs() < 0.02, "{} {}", exact.score, bytes.score);
    let width = exact.rectangle.width;
    for (one, other) in exact.keypoints.iter().zip(&bytes.keypoints) {
        let away = (one.x - other.x).hypot(one.y - other.y) / width;
        assert!(away < 0.02, "a keypoint moved by {away} of the face's width");
    }
    assert!(size <= 110_000, "{size} bytes");
}

/// Whether the net takes a file of weights.
fn is_taken(net: Net, file: &[u8]) -> bool {
    match net {
        Net::Detector => Detector::new(file).is_ok(),
        Net::Landmarks => detector(Encoding::Byte).0.with_landmarks(file).is_ok(),
    }
}

#[test]
fn what_is_no_file_of_weights_is_refused() {
    for (net, other) in [(Net::Detector, Net::Landmarks), (Net::Landmarks, Net::Detector)] {
        assert!(convert(b"TFL3", net, Encoding::Byte).is_err());
        let model = installed(net);
        assert!(convert(&model, other, Encoding::Byte).is_err(), "the model of the other net");
        let file = convert(&model, net, Encoding::Byte).unwrap();
        assert!(is_taken(net, &file) && !is_taken(other, &file));
        for length in [0, 4, 8, file.len() / 2, file.len() - 1] {
            assert!(!is_taken(net, &file[..length]), "{length}");
        }
        assert!(!is_taken(net, &[&file[..], &[0]].concat()));
    }
}

/// The distance between two points, in radii of the drawn face.
fn apart(one: Keypoint, (x, y): (f64, f64), radius: f64) -> f64 {
    (f64::from(one.x) - x).hypot(f64::from(one.y) - y) / radius
}

#[test]
fn a_drawn_face_is_found_where_it_was_drawn_at_any_tilt_and_size() {
    let (detector, _) = detector(Encoding::Byte);
    for radius in [75.0, 180.0] {
        for degrees in [-30.0, 0.0, 90.0] {
            let drawn = Drawn { centre: (250.0, 330.0), radius, degrees };
            let faces = detector.detect(&drawn_faces::picture(480, 640, &[drawn])).faces;
            assert_eq!(faces.len(), 1, "{radius} {degrees}");
            let face = faces[0];
            let least = if degrees.abs() <= 30.0 { 0.75 } else { 0.5 };
            assert!(face.score > least, "{radius} {degrees}: {}", face.score);
            for (keypoint, place) in
                face.keypoints.into_iter().zip([drawn_faces::EYES[0], drawn_faces::EYES[1]])
            {
                let away = apart(keypoint, drawn.place(place), radius);
                assert!(away < 0.3, "{radius} {degrees}: an eye is {away} radii away");
            }
        }
    }
}

#[test]
fn two_faces_are_two_and_an_empty_room_is_none() {
    let (detector, _) = detector(Encoding::Byte);
    let left = Drawn { centre: (140.0, 200.0), radius: 75.0, degrees: 0.0 };
    let right = Drawn { centre: (340.0, 420.0), radius: 90.0, degrees: 0.0 };
    assert_eq!(detector.detect(&drawn_faces::picture(480, 640, &[left, right])).faces.len(), 2);
    assert_eq!(detector.detect(&drawn_faces::picture(480, 640, &[])).faces, []);
}

/// What is measured on the one face of a picture.
fn measured(picture: &Picture) -> Measures {
    let (detector, _) = detector(Encoding::Byte);
    let faces = detector.detect(picture).faces;
    assert_eq!(faces.len(), 1);
    measure(picture, &faces[0])
}

#[test]
fn measures_say_what_was_drawn() {
    let drawn = Drawn { centre: (250.0, 330.0), radius: 120.0, degrees: 0.0 };
    let straight = measured(&drawn_faces::picture(480, 640, &[drawn]));
    let near =
        |value: f64, expected: f64, room: f64| assert!((value - expected).abs() < room, "{value} {expected}");
    near(straight.eye_distance_px, 0.68 * 120.0, 20.0);
    near(straight.tilt_degrees, 0.0, 4.0);
    near(straight.yaw, 0.0, 0.15);
    near(straight.share, 0.15, 0.05);
    assert!(straight.cut < 0.02 && !straight.keypoint_outside && straight.off_centre < 0.1);
    assert!(
        straight.bright_luma > Some(140.0)
            && straight.blown_out < Some(0.01)
            && straight.contrast > Some(25.0)
    );
    for degrees in [-25.0, 25.0] {
        let tilted = measured(&drawn_faces::picture(480, 640, &[Drawn { degrees, ..drawn }]));
        near(tilted.tilt_degrees, degrees, 6.0);
    }
    let aside = measured(&drawn_faces::picture(480, 640, &[Drawn { centre: (40.0, 330.0), ..drawn }]));
    assert!(aside.cut > 0.15 && aside.off_centre > 0.2);
}

#[test]
fn blurring_is_measured_whatever_the_contrast() {
    let drawn = Drawn { centre: (250.0, 330.0), radius: 180.0, degrees: 0.0 };
    let sharp = drawn_faces::picture(480, 640, &[drawn]);
    let mut dull = sharp.clone();
    dull.y.samples.iter_mut().for_each(|sample| *sample = 60 + *sample / 2);
    let mut blurred = sharp.clone();
    for _ in 0..3 {
        blurred.y = smoothed(&blurred.y, 9);
    }
    let [sharp, dull, blurred] =
        [&sharp, &dull, &blurred].map(|picture| measured(picture).sharpness.unwrap());
    assert!(blurred < 1.15 && sharp > blurred + 0.1, "{sharp} {blurred}");
    assert!((dull - sharp).abs() < 0.15, "{sharp} {dull}");
}

/// Each sample the mean of the square around it.
fn smoothed(plane: &Plane, radius: usize) -> Plane {
    let mut samples = Vec::new();
    for y in 0..plane.height {
        for x in 0..plane.width {
            let rows = y.saturating_sub(radius)..(y + radius + 1).min(plane.height);
            let columns = x.saturating_sub(radius)..(x + radius + 1).min(plane.width);
            let count = rows.len() * columns.len();
            let sum: usize = rows
                .flat_map(|row| &plane.samples[row * plane.width..][columns.clone()])
                .map(|sample| usize::from(*sample))
                .sum();
            samples.push((sum / count) as u8);
        }
    }
    Plane { samples, ..plane.clone() }
}
