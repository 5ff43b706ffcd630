//! Looking more than once: the whole picture first, then each small face alone.
//!
//! In the first pass a face of a tenth of the picture is a dozen pixels wide: the net finds it, but places its
//! keypoints roughly, and a weak hint may be a face or a doorknob. Seen again in a square of three times its size, it is
//! placed as well as a large face, or turns out not to be a face. How sure the net is of a small face strays from square to
//! square by a tenth and more, so what both looks see is as sure as the surer of them says; where only one of them is
//! certain or sees a face at all, their mean counts. The first look at a small face is a weak witness, so where only the
//! second one is certain, a third in a square of another size stands in for it: a wheel looks like a face in one square,
//! seldom in two.
//!
//! Where the whole picture shows no certain face or only tiny ones, it is looked through in overlapping squares of two
//! thirds of its shorter side.
//!
//! The net finds faces that are on their side or upside down, but is less sure of them and places their keypoints as if
//! they stood upright. So where no face is certain, the picture is looked at turned as well. A small face scores low in
//! the first look however it stands: what the second look says of it decides. The net sees upright faces in a turned
//! picture too, and places their keypoints askew: what such a look shows counts only where its own keypoints are turned
//! and it is clearly surer than the upright look.

use super::arithmetic::logistic;
use super::decode::{self, Face, Rectangle, insert_ranked, intersection, overlap};
use super::detection::{CERTAIN, Detection, FACE};
use super::input::{self, Frame, Turns};
use super::network::{Network, Raw, SIDE};
use crate::picture::{Area, Picture};

const UPRIGHT: Turns = Turns(0);

/// Score from which on a spot is worth a second look where the first found nothing.
const HINT: f32 = 0.2;

/// Score of the first look from which on it is worth turning the picture: of 108 windows with a face on its side or its
/// head, the turned looks found none where the upright one said less than 0.2.
const TURNED_HINT: f32 = 0.15;

/// Faces of at least this share of the picture's longer side are seen well enough in the first pass.
const LARGE: f32 = 0.25;

/// Where all faces are smaller than this share of the longer side, there may be others that the first pass missed.
const TINY: f32 = 0.125;

/// Side of the square that a second look shows, in sides of the first one's box.
const SURROUNDINGS: f32 = 3.0;

/// Side of the square that a third look shows, in sides of the second one's box.
const CLOSER: f32 = 2.2;

/// Angles of a face that another look has to confirm.
const UNCERTAIN_DEGREES: std::ops::Range<f64> = 40.0..75.0;

/// By how much a turned picture has to show a face better than the upright one.
const CLEARLY: f32 = 0.05;

/// Overlap (intersection over union) from which a second look shows the spot that it looks at.
const SAME_SPOT: f32 = 0.2;

/// Share of the smaller box from which on two that share it show the same face.
const SAME_FACE: f32 = 0.5;

/// Share of the smaller box up to which two people's boxes may overlap.
const APART: f32 = 0.3;

/// Share of the first face's area from which on somebody in doubt matters beside it, as `many_faces` warns.
const COMPARABLE: f32 = 0.15;

/// Second looks at one picture, at its squares and at each turn, at most: each costs as much as the first.
const MOST_LOOKS: usize = 4;

/// One pass over the whole picture, which always takes the same time.
pub(super) fn glance(network: &Network, picture: &Picture) -> Detection {
    let look = Look::at(network, picture, Area::whole(&picture.y), UPRIGHT);
    detection(look.faces(FACE), Vec::new(), look.score())
}

/// As many passes as the faces are small.
pub(super) fn search(network: &Network, picture: &Picture) -> Detection {
    let longer = picture.width().max(picture.height());
    if longer < 2 * SIDE {
        // So few pixels show no more when they are enlarged.
        return glance(network, picture);
    }
    let first = Look::at(network, picture, Area::whole(&picture.y), UPRIGHT);
    let mut search = Search { network, picture, score: first.score().min(HINT), sure: 0.0 };
    let mut looks = MOST_LOOKS;
    let upright = search.confirmed(first.spots(), UPRIGHT, search.seen_well(), &mut looks);
    let sure = search.sure;
    let turned = if first.score() >= TURNED_HINT && sure < CERTAIN {
        search.turned(highest(&upright))
    } else {
        Vec::new()
    };
    // A tiny face of a turned look, however certain, may be a fold or a badge beside an upright one that was missed.
    let tiny = |face: &Face| face.score < CERTAIN || side(face) < TINY * longer as f32;
    let all_tiny = upright.iter().chain(&turned).all(tiny);
    let upright = if all_tiny {
        search.through_tiles(upright, tile_side(picture.width(), picture.height()))
    } else {
        upright
    };
    let clearly = highest(&turned) >= highest(&upright) + CLEARLY;
    let mut found = if clearly {
        detection(turned, Vec::new(), search.score)
    } else {
        detection(upright, first.faces(FACE), search.score)
    };
    if let Some(first) = found.faces.first_mut() {
        *first = search.straightened(*first);
    }
    found
}

/// Everything that one pass over the whole picture takes for a face and is not certain of, the largest first.
#[cfg(feature = "internals")]
pub(super) fn in_doubt(network: &Network, picture: &Picture) -> Vec<Face> {
    let area = |face: &Face| face.tight_box().area();
    let look = Look::at(network, picture, Area::whole(&picture.y), UPRIGHT);
    let mut faces = Vec::new();
    for face in look.faces(FACE).into_iter().filter(|face| face.score < CERTAIN) {
        insert_ranked(&mut faces, face, area);
    }
    faces
}

struct Search<'a> {
    network: &'a Network,
    picture: &'a Picture,
    /// The highest score of what turned out to be no face.
    score: f32,
    /// The highest score that the look which shows it largest gave to one of the faces confirmed last.
    sure: f32,
}

impl Search<'_> {
    /// The faces among the spots, which come likeliest first, as well placed as can be. Spots whose side is at least
    /// `seen_well` need no second look, unless they are doubtful beside a certain one: those may be people whose cheeks
    /// touch. As many second looks are taken as are `left`.
    fn confirmed(&mut self, spots: Vec<Face>, turns: Turns, seen_well: f32, left: &mut usize) -> Vec<Face> {
        let mut faces = Vec::with_capacity(spots.len());
        let best = highest(&spots);
        self.sure = 0.0;
        for spot in spots {
            let well = side(&spot) >= seen_well && (spot.score >= CERTAIN || best < CERTAIN);
            let (face, again) = if well || *left == 0 {
                (spot, spot.score)
            } else {
                *left -= 1;
                self.look_again(&spot, turns)
            };
            if face.score >= FACE {
                self.sure = self.sure.max(again);
                faces.push(face);
            } else {
                self.score = self.score.max(face.score);
            }
        }
        distinct(faces)
    }

    /// Side of a face from which on a look at the whole picture places it as well as can be.
    fn seen_well(&self) -> f32 {
        LARGE * self.picture.width().max(self.picture.height()) as f32
    }

    /// The spot as both looks see it, and the score of the second.
    fn look_again(&self, spot: &Face, turns: Turns) -> (Face, f32) {
        let area = surroundings(self.picture, &spot.rectangle, SURROUNDINGS);
        let look = Look::at(self.network, self.picture, area, turns);
        let near = |face: &Face| overlap(&face.rectangle, &spot.rectangle);
        // Unlikely boxes would draw a likely one away, so they are asked for only where there is none.
        let found = |min_score| look.faces(min_score).into_iter().filter(|face| near(face) > SAME_SPOT);
        let nearest = |faces: &mut dyn Iterator<Item = Face>| {
            faces.reduce(|best, face| if near(&face) > near(&best) { face } else { best })
        };
        match nearest(&mut found(FACE)) {
            Some(again) if spot.score < CERTAIN && again.score >= CERTAIN => {
                let score = self.agreed(&again, turns);
                (Face { score, ..again }, score)
            }
            Some(again) if spot.score >= CERTAIN && again.score < CERTAIN => {
                (Face { score: (again.score + spot.score) / 2.0, ..again }, again.score)
            }
            Some(again) => (Face { score: again.score.max(spot.score), ..again }, again.score),
            None => {
                let score = nearest(&mut found(HINT)).map_or(0.0, |again| again.score);
                (doubted(spot, score), score)
            }
        }
    }

    /// How sure a closer look leaves a face that only the second one was certain of: the mean of the two.
    fn agreed(&self, again: &Face, turns: Turns) -> f32 {
        let area = surroundings(self.picture, &again.rectangle, CLOSER);
        let look = Look::at(self.network, self.picture, area, turns);
        let near = |face: &Face| overlap(&face.rectangle, &again.rectangle) > SAME_SPOT;
        let closer = look.faces(HINT).into_iter().find(near).map_or(0.0, |face| face.score);
        doubted(again, closer).score
    }

    /// The face as the look places it in which it stands more upright. The net places keypoints as if faces stood, so one
    /// that reads 50 degrees may be a head on a shoulder or a photo on its side.
    fn straightened(&self, face: Face) -> Face {
        let degrees = face.degrees();
        if face.score < CERTAIN || !UNCERTAIN_DEGREES.contains(&degrees.abs()) {
            return face;
        }
        let area = surroundings(self.picture, &face.rectangle, SURROUNDINGS);
        let back = Turns(if degrees > 0.0 { 1 } else { 3 });
        let faces = Look::at(self.network, self.picture, area, back).faces(CERTAIN);
        let same = |again: &Face| overlap(&again.rectangle, &face.rectangle) > SAME_SPOT;
        faces.into_iter().find(same).map_or(face, |again| Face { score: face.score, ..again })
    }

    /// The known faces and those that the squares show besides.
    fn through_tiles(&mut self, mut known: Vec<Face>, tile_px: usize) -> Vec<Face> {
        let mut spots = Vec::new();
        for tile in tiles(self.picture.width(), self.picture.height(), tile_px) {
            for spot in Look::at(self.network, self.picture, tile, UPRIGHT).faces(FACE) {
                insert_ranked(&mut spots, spot, |spot| spot.score);
            }
        }
        let certain = |face: &Face| face.score >= CERTAIN;
        spots.retain(|spot| !known.iter().any(|face| certain(face) && same(face, spot)));
        let mut looks = MOST_LOOKS;
        let mut found = self.confirmed(distinct(spots), UPRIGHT, f32::INFINITY, &mut looks);
        // Squares cut faces off that the whole picture shows: it is right unless only the square is certain.
        known.retain(|face| certain(face) || !found.iter().any(|other| certain(other) && same(face, other)));
        found.retain(|other| !known.iter().any(|face| same(face, other)));
        [known, found].concat()
    }

    /// The faces of the turned picture that shows them best, if any shows them better than the upright one with a face
    /// of this score.
    fn turned(&mut self, upright: f32) -> Vec<Face> {
        // What was no face at all upright has to be a certain one.
        let mut best = if upright < FACE { CERTAIN } else { upright + CLEARLY };
        let mut faces = Vec::new();
        for turns in [1, 2, 3].map(Turns) {
            // For each turn: false finds of the first would leave none for the one that shows the face upright.
            let mut left = MOST_LOOKS;
            let look = Look::at(self.network, self.picture, Area::whole(&self.picture.y), turns);
            let mut found = self.confirmed(look.spots(), turns, self.seen_well(), &mut left);
            found.retain(Face::leans);
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

/// A spot that the second look does not see as a face. A face that was certain is not certainly wrong.
fn doubted(spot: &Face, again: f32) -> Face {
    let mean = (spot.score + again) / 2.0;
    Face { score: if spot.score >= CERTAIN { mean.max(FACE) } else { mean }, ..*spot }
}

/// Each face once, as the likeliest of its finds shows it; the likeliest first.
fn distinct(finds: Vec<Face>) -> Vec<Face> {
    let mut ranked = Vec::with_capacity(finds.len());
    for find in finds {
        insert_ranked(&mut ranked, find, |face| face.score);
    }
    let mut faces: Vec<Face> = Vec::with_capacity(ranked.len());
    for find in ranked {
        if !faces.iter().any(|face| same(face, &find)) {
            faces.push(find);
        }
    }
    faces
}

/// Whether two finds are one face. Looks of other scales box a face larger or smaller; two people's faces are never
/// within each other.
fn same(one: &Face, other: &Face) -> bool {
    let shared = intersection(&one.rectangle, &other.rectangle);
    shared > SAME_FACE * one.rectangle.area().min(other.rectangle.area())
}

/// Puts the face first that the API would take: the largest certain one, or else the likeliest. Of the others in doubt those
/// stay that may be somebody: nearly as large and clear of the rest. What the first look `saw` counts for them, whatever a
/// second says: in a square of their own, people whose cheeks touch are cut off and seen badly.
fn detection(found: Vec<Face>, saw: Vec<Face>, score_of_none: f32) -> Detection {
    let rank = |face: &Face| if face.score >= CERTAIN { 1.0 + face.tight_box().area() } else { face.score };
    let mut faces = Vec::with_capacity(found.len());
    for face in found {
        insert_ranked(&mut faces, face, rank);
    }
    let score = if faces.is_empty() { score_of_none } else { highest(&faces) };
    let certain = faces.iter().take_while(|face| face.score >= CERTAIN).count();
    let doubtful = faces.split_off(certain.max(1).min(faces.len()));
    if let Some(first) = faces.first() {
        let least = COMPARABLE * first.tight_box().area();
        for face in saw.into_iter().chain(doubtful) {
            if face.tight_box().area() >= least && faces.iter().all(|other| apart(other, &face)) {
                faces.push(face);
            }
        }
    }
    Detection { faces, score, landmarks: None }
}

/// Whether two finds are hardly within each other. Boxes of a face and of what is taken for one beside it share more.
fn apart(one: &Face, other: &Face) -> bool {
    let shared = intersection(&one.rectangle, &other.rectangle);
    shared <= APART * one.rectangle.area().min(other.rectangle.area())
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

    /// What is worth a second look: the faces, and the hints beside them.
    fn spots(&self) -> Vec<Face> {
        let mut spots = self.faces(FACE);
        let hints = self.faces(HINT);
        let known = spots.len();
        for hint in hints {
            if !spots.iter().take(known).any(|face| same(face, &hint)) {
                spots.push(hint);
            }
        }
        spots
    }

    /// The highest score anywhere.
    fn score(&self) -> f32 {
        logistic(self.raw.scores.iter().copied().fold(f32::NEG_INFINITY, f32::max))
    }
}

/// The square around a box, `sides` of its sides wide, as far as the picture goes.
fn surroundings(picture: &Picture, spot: &Rectangle, sides: f32) -> Area {
    let side = sides * spot.width.max(spot.height);
    let (x, y) = (spot.x + (spot.width - side) / 2.0, spot.y + (spot.height - side) / 2.0);
    Rectangle { x, y, width: side, height: side }.samples(&picture.y)
}

/// Half the longer side, but no more than two thirds of the shorter one: in a long picture a face of a tenth of the
/// width would be too small for squares that go by the length.
fn tile_side(width: usize, height: usize) -> usize {
    (width.max(height) / 2).min(width.min(height) * 2 / 3)
}

/// Squares that cover the picture and overlap by half or more, so that each small face is whole in one of them.
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
    use super::{tile_side, tiles};

    #[test]
    fn tiles_cover_the_picture_and_overlap() {
        let all: Vec<_> = tiles(720, 960, 480).map(|tile| (tile.left, tile.top)).collect();
        assert_eq!(all, [(0, 0), (240, 0), (0, 240), (240, 240), (0, 480), (240, 480)]);
        let sides = [(720, 960), (960, 720), (720, 720), (720, 1280), (720, 1600)];
        assert_eq!(sides.map(|(width, height)| tile_side(width, height)), [480, 480, 360, 480, 480]);
        assert_eq!(tiles(300, 1000, 500).map(|tile| (tile.width, tile.top)).last(), Some((300, 500)));
    }
}
