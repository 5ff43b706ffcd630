//! Looking twice: the whole picture first, then each small face by itself.
//!
//! In the first pass a face of a tenth of the picture is a dozen pixels wide: the net finds it, but places its
//! keypoints roughly, and a weak hint may be a face or a doorknob. Seen again in a square of three times its size, it is
//! placed as well as a large face, or turns out to be none.

use super::Detection;
use super::arithmetic::logistic;
use super::decode::{self, Face, Rectangle, overlap};
use super::input::{self, Frame};
use super::network::{Network, Raw, SIDE};
use crate::picture::Picture;
use crate::scale::Area;

/// Score from which on something counts as a face.
const FACE: f32 = 0.5;

/// Score from which on a face is certain: at 0.5 the net sees faces in one of six pictures without any, at 0.85 in one
/// of thirty-five.
pub const CERTAIN: f32 = 0.85;

/// Score from which on a spot is worth a second look where the first found nothing.
const HINT: f32 = 0.2;

/// Faces of at least this share of the picture's longer side are seen well enough in the first pass.
const LARGE: f32 = 0.25;

/// Side of the square that the second pass looks at, in sides of the first pass's box.
const SURROUNDINGS: f32 = 3.0;

/// Second looks at one picture, at most: each costs as much as the first.
const MOST_LOOKS: usize = 3;

pub(super) fn search(network: &Network, picture: &Picture) -> Detection {
    let first = Look::at(network, picture, Area::whole(&picture.y));
    let mut found = first.faces(FACE);
    if found.is_empty() {
        found = first.faces(HINT);
    }
    let longer = picture.width().max(picture.height());
    // A picture of few pixels shows no more when it is enlarged.
    let can_show_more = longer >= 2 * SIDE;
    let mut looks = 0;
    let mut score = first.score();
    let mut faces = Vec::new();
    for spot in found {
        let is_small = spot.rectangle.width.max(spot.rectangle.height) < LARGE * longer as f32;
        if !is_small || !can_show_more || looks == MOST_LOOKS {
            faces.push(spot);
            continue;
        }
        looks += 1;
        let look = Look::at(network, picture, surroundings(picture, &spot.rectangle));
        let again = look.faces(FACE).into_iter().find(|face| overlap(&face.rectangle, &spot.rectangle) > 0.0);
        if again.is_none() {
            score = score.min(look.score());
        }
        faces.extend(again);
    }
    faces.retain(|face| face.score >= FACE);
    let rank = |face: &Face| if face.score >= CERTAIN { 1.0 + face.tight_area() } else { face.score };
    faces.sort_by(|one, other| rank(other).total_cmp(&rank(one)));
    let score = faces.iter().map(|face| face.score).max_by(f32::total_cmp).unwrap_or(score);
    Detection { faces, score }
}

/// What the net saw in a part of the picture.
struct Look {
    raw: Raw,
    frame: Frame,
}

impl Look {
    fn at(network: &Network, picture: &Picture, area: Area) -> Self {
        let (pixels, frame) = input::shown(picture, area);
        Self { raw: network.run(&pixels), frame }
    }

    /// In pixels of the whole picture.
    fn faces(&self, min_score: f32) -> Vec<Face> {
        decode::faces(&self.raw, &self.frame, min_score)
    }

    /// The highest score anywhere.
    fn score(&self) -> f32 {
        logistic(self.raw.scores.iter().copied().fold(f32::NEG_INFINITY, f32::max))
    }
}

/// The square around a box, as far as the picture goes.
fn surroundings(picture: &Picture, spot: &Rectangle) -> Area {
    let side = SURROUNDINGS * spot.width.max(spot.height);
    let (x, y) = (spot.x + (spot.width - side) / 2.0, spot.y + (spot.height - side) / 2.0);
    Rectangle { x, y, width: side, height: side }.samples(&picture.y)
}
