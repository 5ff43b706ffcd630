//! Which square of the picture the net sees: around the face, turned so that the eyes are level.

use super::network::SIDE;
use crate::face::decode::{Face, Keypoint, Rectangle};
use crate::face::geometry::Geometry;
use crate::face::square::Square;

/// Side of the square, in sides of the detector's box.
const SURROUNDINGS: f32 = 1.5;

pub fn around(face: &Face) -> Square {
    let Rectangle { x, y, width, height } = face.rectangle;
    Square {
        side: SIDE,
        centre: Keypoint { x: x + width / 2.0, y: y + height / 2.0 },
        scale: SURROUNDINGS * width.max(height) / SIDE as f32,
        across: Geometry::of(face).across,
    }
}
