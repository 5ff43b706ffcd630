//! Looking more than once: the whole picture first, then each small face by itself.
//!
//! In the first pass a face of a tenth of the picture is a dozen pixels wide: the net finds it, but places its
//! keypoints roughly, and a weak hint may be a face or a doorknob. Seen again in a square of three times its size, it is
//! placed as well as a large face, or turns out to be none. Where the whole picture shows no face or only tiny ones, it
//! is looked through in overlapping squares of half its longer side, and only what is certain there counts.
//!
//! The net finds faces that lie on their side or upside down, but is less sure of them and places their keypoints as if
//! they stood upright. So where no face is certain, the picture is looked at turned as well.

use super::Detection;
use super::arithmetic::logistic;
use super::decode::{self, Face, Rectangle, insert_ranked, overlap};
use super::input::{self, Frame, Turns};
use super::network::{Network, Raw, SIDE};
use crate::picture::Picture;
use crate::scale::Area;

/// Score from which on something counts as a face.
const FACE: f32 = 0.5;

/// Score from which on a face is certain: at 0.5 the net sees faces in one of six pictures without any, at 0.85 in one
/// of thirty-five.
pub const CERTAIN: f32 = 0.85;

const UPRIGHT: Turns = Turns(0);

/// Score from which on a spot is worth a second look where the first found nothing.
const HINT: f32 = 0.2;

/// Faces of at least this share of the picture's longer side are seen well enough in the first pass.
const LARGE: f32 = 0.25;

/// Where all faces are smaller than this share of the longer side, there may be others that the first pass missed.
const TINY: f32 = 0.125;

/// Side of the square that a second look shows, in sides of the first one's box.
const SURROUNDINGS: f32 = 3.0;

/// By how much a turned picture has to show a face better than the upright one.
const CLEARLY: f32 = 0.05;

/// Second looks at one picture and turn, at most: each costs as much as the first.
const MOST_LOOKS: usize = 4;

/// One pass over the whole picture, which always takes the same time.
pub(super) fn glance(network: &Network, picture: &Picture) -> Detection {
    let look = Look::at(network, picture, Area::whole(&picture.y), UPRIGHT);
    detection(look.faces(FACE), look.score())
}

/// As many passes as the faces are small.
pub(super) fn search(network: &Network, picture: &Picture) -> Detection {
    let longer = picture.width().max(picture.height());
    if longer < 2 * SIDE {
        // So few pixels show no more when they are enlarged.
        return glance(network, picture);
    }
    let first = Look::at(network, picture, Area::whole(&picture.y), UPRIGHT);
    let mut search = Search { network, picture, looks: 0, score: first.score() };
    let mut faces = search.confirmed(first.spots(), UPRIGHT);
    if highest(&faces) < CERTAIN {
        let turned = search.turned(highest(&faces));
        if !turned.is_empty() {
            return detection(turned, search.score);
        }
    }
    if faces.iter().all(|face| side(face) < TINY * longer as f32) {
        for tile in tiles(picture.width(), picture.height(), longer / 2) {
            let mut spots = Look::at(network, picture, tile, UPRIGHT).faces(CERTAIN);
            spots.retain(|spot| faces.iter().all(|face| overlap(&face.rectangle, &spot.rectangle) == 0.0));
            let confirmed = search.confirmed(spots, UPRIGHT);
            faces.extend(confirmed.into_iter().filter(|face| face.score >= CERTAIN));
        }
    }
    detection(faces, search.score)
}

struct Search<'a> {
    network: &'a Network,
    picture: &'a Picture,
    /// Second looks so far.
    looks: usize,
    /// The highest score where no face was found.
    score: f32,
}

impl Search<'_> {
    /// The faces among the spots, as well placed as can be.
    fn confirmed(&mut self, spots: Vec<Face>, turns: Turns) -> Vec<Face> {
        let seen_well = LARGE * self.picture.width().max(self.picture.height()) as f32;
        let mut faces = Vec::with_capacity(spots.len());
        for spot in spots {
            let again = if side(&spot) >= seen_well || self.looks == MOST_LOOKS {
                Some(spot)
            } else {
                self.look_again(&spot, turns)
            };
            faces.extend(again.filter(|face| face.score >= FACE));
        }
        faces
    }

    fn look_again(&mut self, spot: &Face, turns: Turns) -> Option<Face> {
        self.looks += 1;
        let area = surroundings(self.picture, &spot.rectangle);
        let look = Look::at(self.network, self.picture, area, turns);
        let mut faces = look.faces(FACE).into_iter();
        let again = faces.find(|face| overlap(&face.rectangle, &spot.rectangle) > 0.0);
        if again.is_none() {
            self.score = self.score.min(look.score());
        }
        again
    }

    /// The faces of the turned picture that shows them best, if any shows them better than the upright one with a face
    /// of this score.
    fn turned(&mut self, upright: f32) -> Vec<Face> {
        // What was no face at all upright has to be a certain one.
        let mut best = if upright < FACE { CERTAIN } else { upright + CLEARLY };
        let mut faces = Vec::new();
        for turns in [1, 2, 3].map(Turns) {
            self.looks = 0;
            let look = Look::at(self.network, self.picture, Area::whole(&self.picture.y), turns);
            let found = self.confirmed(look.spots(), turns);
            let score = highest(&found);
            if score >= best {
                (best, faces) = (score, found);
            }
        }
        faces
    }
}

fn highest(faces: &[Face]) -> f32 {
    faces.iter().map(|face| face.score).fold(0.0, f32::max)
}

/// Puts the face first that the API would take.
fn detection(found: Vec<Face>, score_of_none: f32) -> Detection {
    let rank = |face: &Face| if face.score >= CERTAIN { 1.0 + face.tight_box().area() } else { face.score };
    let mut faces = Vec::with_capacity(found.len());
    for face in found {
        insert_ranked(&mut faces, face, rank);
    }
    let score = if faces.is_empty() { score_of_none } else { highest(&faces) };
    Detection { faces, score }
}

fn side(face: &Face) -> f32 {
    face.rectangle.width.max(face.rectangle.height)
}

/// What the net saw in a part of the picture.
struct Look {
    raw: Raw,
    frame: Frame,
}

impl Look {
    fn at(network: &Network, picture: &Picture, area: Area, turns: Turns) -> Self {
        let (pixels, frame) = input::shown(picture, area, turns);
        Self { raw: network.run(&pixels), frame }
    }

    /// In pixels of the whole picture.
    fn faces(&self, min_score: f32) -> Vec<Face> {
        decode::faces(&self.raw, &self.frame, min_score)
    }

    /// What is worth a second look: the faces, or the hints where there are none.
    fn spots(&self) -> Vec<Face> {
        let faces = self.faces(FACE);
        if faces.is_empty() { self.faces(HINT) } else { faces }
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

/// Squares that cover the picture and overlap by half or more, so that each small face lies whole in one of them.
fn tiles(width: usize, height: usize, side: usize) -> impl Iterator<Item = Area> {
    let starts = move |length: usize| {
        let room = length.saturating_sub(side);
        let steps = room.div_ceil((side / 2).max(1));
        (0..=steps).map(move |step| room * step / steps.max(1))
    };
    starts(height).flat_map(move |top| {
        starts(width).map(move |left| Area { left, top, width: side.min(width), height: side.min(height) })
    })
}

#[cfg(test)]
mod tests {
    use super::tiles;

    #[test]
    fn tiles_cover_the_picture_and_overlap() {
        let all: Vec<_> = tiles(720, 960, 480).map(|tile| (tile.left, tile.top)).collect();
        assert_eq!(all, [(0, 0), (240, 0), (0, 240), (240, 240), (0, 480), (240, 480)]);
        assert_eq!(tiles(300, 1000, 500).map(|tile| (tile.width, tile.top)).last(), Some((300, 500)));
    }
}
