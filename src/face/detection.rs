//! The faces of a picture.

use super::decode::{Face, Rectangle, intersection};
use super::landmarks::Landmarks;

/// Score from which on something counts as a face.
pub(super) const FACE: f32 = 0.5;

/// Score from which on a face is certain: at 0.5 the net sees faces in one of six pictures without any, at 0.85 in one
/// of thirty-five.
pub const CERTAIN: f32 = 0.85;

/// Score from which on somebody beside a face is a person without a second look: none of 357 portraits of one person has
/// such a one.
const LIKELY: f32 = 0.7;

/// Score of the second net under which there is no face, whatever is before it: of 385 pictures of animals one has more and
/// the colours of a mask.
const TRACE: f32 = 0.05;

/// What was found in a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detection {
    /// The faces that are certain, those of a score of at least [`CERTAIN`], or else the likeliest, if its score is at least
    /// 0.5. The first is the one that the API would take, the largest. Then what may be somebody beside it, likely or in
    /// doubt. Places are in pixels of the picture.
    pub faces: Vec<Face>,
    /// The highest score anywhere, 0 to 1, even where it makes no face. Where the detector was in doubt and the second net
    /// was asked, what that one says.
    pub score: f32,
    /// What the second net sees of the first face, where it was asked.
    pub landmarks: Option<Landmarks>,
}

impl Detection {
    /// Whether the first face is not certain.
    pub(crate) fn in_doubt(&self) -> bool {
        self.faces.first().is_some_and(|face| face.score < CERTAIN)
    }

    /// Whether a second look would decide something: whether there is a face, or somebody beside it.
    pub(crate) fn undecided(&self) -> bool {
        self.in_doubt() || self.faces.iter().skip(1).any(|face| face.score < LIKELY)
    }

    /// Keeps of those beside the first face the likely ones, and those in doubt of which a second look is sure.
    pub(super) fn decide(&mut self, sure: impl Fn(&Face) -> bool) {
        let mut first = true;
        self.faces.retain(|face| std::mem::take(&mut first) || face.score >= LIKELY || sure(face));
    }

    /// Takes what the second net sees of the first face. Of one in doubt it has the last word, but of a masked one: the net
    /// knows few masks, so the doubt stays where it sees at least a trace of a face.
    pub(super) fn add(&mut self, landmarks: Landmarks, masked: bool) {
        if self.in_doubt() {
            let refused = landmarks.score < FACE;
            if refused && masked && landmarks.score >= TRACE {
                return;
            }
            self.score = landmarks.score;
            if refused {
                self.faces.clear();
                return;
            }
        }
        self.landmarks = Some(landmarks);
    }

    /// Moves what was found to where `origin` is the corner of the picture, and scales it.
    pub(crate) fn transform(&mut self, origin: (f32, f32), scale: f32) {
        self.faces.iter_mut().for_each(|face| face.transform(origin, scale));
        self.landmarks.iter_mut().for_each(|landmarks| landmarks.transform(origin, scale));
    }

    /// Forgets the faces whose tight box is by half or more outside of a picture of this size, except for the first: the
    /// picture was cut at that one.
    pub(crate) fn keep_shown(&mut self, width: f32, height: f32) {
        let picture = Rectangle { x: 0.0, y: 0.0, width, height };
        let shown = |face: &Face| {
            let tight = face.tight_box();
            intersection(&tight, &picture) > tight.area() / 2.0
        };
        let mut first = true;
        self.faces.retain(|face| std::mem::take(&mut first) || shown(face));
        if !self.faces.is_empty() && !self.in_doubt() {
            self.score = self.faces.iter().map(|face| face.score).fold(0.0, f32::max);
        }
    }

    /// The same faces in a copy of the picture of another width.
    pub(crate) fn scaled(mut self, width: usize, found_in: usize) -> Self {
        if width != found_in {
            let scale = width as f32 / found_in.max(1) as f32;
            self.transform((0.0, 0.0), scale);
        }
        self
    }
}
