//! Whether the lower face has another colour than the skin between the eyes.

use super::cheeks;
use super::decode::{Face, Keypoint};
use super::geometry::Geometry;
use crate::picture::Picture;

/// Side of a square, in eye distances.
const SIDE: f32 = 0.3;

/// Where the squares of the lower face are: to either side of the line from eyes to mouth, in eye distances, and down that
/// line, in its lengths.
const ASIDE: f32 = 0.35;
const DOWN: f32 = 0.75;

/// Distance from which on something of another colour than skin is before the mouth, in CIELAB's a* and b*.
const ANOTHER_COLOUR: f64 = 12.0;

/// Whether there is skin between the eyes of a face whose lower half has another colour; `None` where it has not.
pub(super) fn skin_above(picture: &Picture, face: &Face) -> Option<bool> {
    let geometry = Geometry::of(face);
    let [between] = cheeks::colours(picture, [geometry.eyes], SIDE * geometry.eye_distance);
    colour_distance(picture, &geometry).filter(|distance| *distance >= ANOTHER_COLOUR)?;
    Some(cheeks::from_skin(between?) == 0.0)
}

/// Distance in CIELAB's a* and b*; `None` where one of the squares is outside of the picture.
pub(super) fn colour_distance(picture: &Picture, geometry: &Geometry) -> Option<f64> {
    let Geometry { eyes, mouth, eye_distance, across, .. } = geometry;
    let place = |aside: f32, down: f32| Keypoint {
        x: eyes.x + (mouth.x - eyes.x) * down + aside * eye_distance * across.0,
        y: eyes.y + (mouth.y - eyes.y) * down + aside * eye_distance * across.1,
    };
    let places = [place(0.0, 0.0), place(-ASIDE, DOWN), place(ASIDE, DOWN)];
    let [between, left, right] = cheeks::colours(picture, places, SIDE * eye_distance);
    let ([a, b], [left_a, left_b], [right_a, right_b]) = (between?, left?, right?);
    let (a, b) = ((left_a + right_a) / 2.0 - a, (left_b + right_b) / 2.0 - b);
    Some((a * a + b * b).sqrt())
}
