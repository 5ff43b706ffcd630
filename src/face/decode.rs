//! From the net's raw numbers to faces.

use super::arithmetic::logistic;
use super::input::Frame;
use super::layers::{ANCHORS, COORDINATES};
use super::network::{Raw, SIDE};
use serde::Serialize;

/// Overlap (intersection over union) from which two boxes show the same face.
const SAME_FACE: f32 = 0.3;

/// No place and no length of a face is larger than this many pixels of what the net sees; bytes that are not weights
/// can give any number.
const LARGEST: f32 = 16.0 * SIDE as f32;

/// A point in pixels of the picture; outside of it where the face is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Keypoint {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// An upright rectangle in pixels of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Rectangle {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Face {
    /// How sure the net is, 0 to 1.
    pub score: f32,
    /// Box around the face, from the brows to the chin.
    #[serde(rename = "box")]
    pub rectangle: Rectangle,
    /// The eye on the left of the picture (the person's right one), the other eye, tip of the nose, middle of the mouth,
    /// the ear on the left of the picture, the other ear.
    pub keypoints: [Keypoint; 6],
}

impl Face {
    /// Moves a face to where `origin` is the corner, and scales it.
    pub(crate) fn transform(&mut self, origin: (f32, f32), scale: f32) {
        let moved = |x: f32, y: f32| ((x - origin.0) * scale, (y - origin.1) * scale);
        let Rectangle { x, y, width, height } = self.rectangle;
        let (x, y) = moved(x, y);
        self.rectangle = Rectangle { x, y, width: width * scale, height: height * scale };
        for point in &mut self.keypoints {
            (point.x, point.y) = moved(point.x, point.y);
        }
    }
}

/// Faces of at least a score, the likeliest first.
pub(super) fn faces(raw: &Raw, frame: &Frame, min_score: f32) -> Vec<Face> {
    let coordinates = raw.coordinates.chunks_exact(COORDINATES);
    let mut found = Vec::new();
    for (anchor, (score, values)) in anchors().zip(raw.scores.iter().zip(coordinates)) {
        let score = logistic(*score);
        if score >= min_score
            && let Some(face) = decoded(anchor, score, values, frame)
        {
            insert_ranked(&mut found, face, |face| face.score);
        }
    }
    let mut faces = Vec::new();
    while let Some(best) = found.first().copied() {
        let (same, others): (Vec<Face>, Vec<Face>) =
            found.into_iter().partition(|face| overlap(&best.rectangle, &face.rectangle) > SAME_FACE);
        faces.push(if same.is_empty() { best } else { blended(best, &same) });
        found = if same.is_empty() { others.into_iter().skip(1).collect() } else { others };
    }
    faces
}

/// Keeps faces in falling order; of equal ones the earlier stays first, on every machine.
pub(super) fn insert_ranked(faces: &mut Vec<Face>, face: Face, rank: impl Fn(&Face) -> f32) {
    let place = faces.iter().position(|other| rank(other) < rank(&face)).unwrap_or(faces.len());
    faces.insert(place, face);
}

/// Centres of the anchors, in pixels of what the net sees.
fn anchors() -> impl Iterator<Item = Keypoint> {
    [16, 8].into_iter().zip(ANCHORS).flat_map(|(cells, count)| {
        let centre = move |cell: usize| (cell as f32 + 0.5) * (SIDE / cells) as f32;
        (0..cells * cells * count).map(move |number| {
            let place = number / count;
            Keypoint { x: centre(place % cells), y: centre(place / cells) }
        })
    })
}

/// `None` where the numbers are those of no face.
fn decoded(anchor: Keypoint, score: f32, values: &[f32], frame: &Frame) -> Option<Face> {
    // Asked so that what is no number is refused too.
    if !values.iter().all(|value| value.abs() <= LARGEST) {
        return None;
    }
    let mut pairs = [Keypoint::default(); COORDINATES / 2];
    for (pair, [x, y]) in pairs.iter_mut().zip(values.as_chunks::<2>().0) {
        *pair = Keypoint { x: *x, y: *y };
    }
    let [centre, size, keypoints @ ..] = pairs;
    if size.x <= 0.0 || size.y <= 0.0 {
        return None;
    }
    let in_picture = |point: Keypoint| {
        let (x, y) = frame.place(point.x + anchor.x, point.y + anchor.y);
        Keypoint { x, y }
    };
    let centre = in_picture(centre);
    let (width, height) = frame.size(size.x, size.y);
    Some(Face {
        score,
        rectangle: Rectangle { x: centre.x - width / 2.0, y: centre.y - height / 2.0, width, height },
        keypoints: keypoints.map(in_picture),
    })
}

/// The mean of all boxes that show one face, weighted by their scores.
fn blended(best: Face, same: &[Face]) -> Face {
    let total: f32 = same.iter().map(|face| face.score).sum();
    let mean =
        |value: &dyn Fn(&Face) -> f32| same.iter().map(|face| value(face) * face.score).sum::<f32>() / total;
    let mut keypoints = best.keypoints;
    for (index, keypoint) in keypoints.iter_mut().enumerate() {
        let of = |face: &Face| face.keypoints.get(index).copied().unwrap_or_default();
        *keypoint = Keypoint { x: mean(&|face| of(face).x), y: mean(&|face| of(face).y) };
    }
    let rectangle = Rectangle {
        x: mean(&|face| face.rectangle.x),
        y: mean(&|face| face.rectangle.y),
        width: mean(&|face| face.rectangle.width),
        height: mean(&|face| face.rectangle.height),
    };
    Face { score: best.score, rectangle, keypoints }
}

/// Intersection over union.
pub(super) fn overlap(one: &Rectangle, other: &Rectangle) -> f32 {
    let both = intersection(one, other);
    let union = one.area() + other.area() - both;
    if union > 0.0 { both / union } else { 0.0 }
}

/// The area that two rectangles share.
pub(super) fn intersection(one: &Rectangle, other: &Rectangle) -> f32 {
    let shared = |start: f32, length: f32, other_start: f32, other_length: f32| {
        ((start + length).min(other_start + other_length) - start.max(other_start)).max(0.0)
    };
    shared(one.x, one.width, other.x, other.width) * shared(one.y, one.height, other.y, other.height)
}

#[cfg(test)]
mod tests {
    use super::{Rectangle, anchors, overlap};

    #[test]
    fn there_are_896_anchors() {
        let all: Vec<_> = anchors().collect();
        assert_eq!(all.len(), 896);
        assert_eq!((all[0].x, all[0].y), (4.0, 4.0));
        assert_eq!((all[895].x, all[895].y), (120.0, 120.0));
    }

    #[test]
    fn overlap_is_intersection_over_union() {
        let rectangle = |x| Rectangle { x, y: 0.0, width: 2.0, height: 1.0 };
        assert_eq!(overlap(&rectangle(0.0), &rectangle(0.0)), 1.0);
        assert!((overlap(&rectangle(0.0), &rectangle(1.0)) - 1.0 / 3.0).abs() < 1e-6);
        assert_eq!(overlap(&rectangle(0.0), &rectangle(5.0)), 0.0);
    }
}
