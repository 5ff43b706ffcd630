//! The faces of a picture.

use super::decode::{Face, Rectangle, intersection};

/// What was found in a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detection {
    /// The faces that are certain, those of a score of at least [`CERTAIN`](super::CERTAIN); the first is the one that the API would take,
    /// the largest. Where none is certain, the likeliest alone, if its score is at least 0.5. Places are in pixels of the
    /// picture.
    pub faces: Vec<Face>,
    /// The highest score anywhere, 0 to 1, even where it makes no face.
    pub score: f32,
}

impl Detection {
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
        if !self.faces.is_empty() {
            self.score = self.faces.iter().map(|face| face.score).fold(0.0, f32::max);
        }
    }

    /// The same faces in a copy of the picture of another width.
    pub(crate) fn scaled(mut self, width: usize, found_in: usize) -> Self {
        if width != found_in {
            let scale = width as f32 / found_in.max(1) as f32;
            self.faces.iter_mut().for_each(|face| face.transform((0.0, 0.0), scale));
        }
        self
    }
}
