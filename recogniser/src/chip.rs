//! The chip: the square of the picture that the net sees, with the corners of the eyes and the base of the nose where they
//! are in the faces that it was trained on.

use face_preflight::Keypoint;
use face_preflight::internals::face::{Landmarks, Square};

/// Width and height of the chip.
pub const SIDE: usize = 150;

/// Space on each side of the face, in sides of the face.
const PADDING: f32 = 0.25;

/// Numbers in MediaPipe's mesh: the corners of the eyes from left to right, where the nose meets the lip.
const POINTS: [u16; 5] = [33, 133, 362, 263, 2];

/// Where those are in dlib's mean face, in sides of the face.
const MEAN_FACE: [(f32, f32); 5] = [
    (0.120_575, 0.213_727),
    (0.334_085, 0.229_064),
    (0.646_060, 0.228_967),
    (0.859_567, 0.213_498),
    (0.490_112, 0.627_798),
];

/// The square whose points are nearest, by least squares, to those of a face.
pub fn square(landmarks: &Landmarks) -> Option<Square> {
    let mut found = [Keypoint::default(); POINTS.len()];
    for (place, number) in found.iter_mut().zip(POINTS) {
        *place = landmarks.mesh_point(number)?;
    }
    fitted(&found)
}

/// The similarity between the mean face and points of the picture; `None` where they are all in one place.
fn fitted(found: &[Keypoint; POINTS.len()]) -> Option<Square> {
    let wanted = MEAN_FACE.map(|(x, y)| {
        let place = |at: f32| (at + PADDING) / (1.0 + 2.0 * PADDING) * SIDE as f32;
        Keypoint { x: place(x), y: place(y) }
    });
    let (from, to) = (middle(&wanted), middle(found));
    let (mut along, mut across, mut spread) = (0.0, 0.0, 0.0);
    for (wanted, found) in wanted.iter().zip(found) {
        let (x, y) = (wanted.x - from.x, wanted.y - from.y);
        let (to_x, to_y) = (found.x - to.x, found.y - to.y);
        along += x * to_x + y * to_y;
        across += x * to_y - y * to_x;
        spread += x * x + y * y;
    }
    let (along, across) = (along / spread, across / spread);
    let scale = (along * along + across * across).sqrt();
    let (x, y) = (SIDE as f32 / 2.0 - from.x, SIDE as f32 / 2.0 - from.y);
    let centre = Keypoint { x: to.x + x * along - y * across, y: to.y + x * across + y * along };
    let across = (along / scale, across / scale);
    (scale > 0.0).then_some(Square { side: SIDE, centre, scale, across })
}

fn middle(points: &[Keypoint; POINTS.len()]) -> Keypoint {
    let mean = |value: fn(&Keypoint) -> f32| points.iter().map(value).sum::<f32>() / points.len() as f32;
    Keypoint { x: mean(|point| point.x), y: mean(|point| point.y) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_that_is_turned_moved_and_scaled_is_found_again() {
        let wanted =
            Square { side: SIDE, centre: Keypoint { x: 300.0, y: 400.0 }, scale: 2.5, across: (0.8, 0.6) };
        let found = MEAN_FACE.map(|(x, y)| wanted.place((x + 0.25) * 100.0, (y + 0.25) * 100.0));
        let square = fitted(&found).unwrap();
        let pairs = [
            (square.centre.x, 300.0),
            (square.centre.y, 400.0),
            (square.scale, 2.5),
            (square.across.0, 0.8),
            (square.across.1, 0.6),
        ];
        for (value, wanted) in pairs {
            assert!((value - wanted).abs() < 0.001, "{square:?}");
        }
    }

    #[test]
    fn a_face_without_extent_has_no_chip() {
        assert_eq!(fitted(&[Keypoint { x: 5.0, y: 5.0 }; 5]), None);
    }
}
