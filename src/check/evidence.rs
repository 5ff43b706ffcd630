//! What the checks may look at.

use super::finding::Finding;
use crate::{
    colour::ColourHandling,
    decode::source::Source,
    encode::Encoded,
    face::{Face, Measures},
    options::Options,
    picture::{Histogram, Picture},
    rows::Integrity,
    scale::Plan,
};

/// Everything that a check of the photo may look at.
pub struct Evidence<'a> {
    /// The photo as it came.
    pub source: &'a Source,
    /// What was planned from its size.
    pub plan: &'a Plan,
    /// The picture that was encoded.
    pub picture: &'a Picture,
    /// How often each luma occurs in it.
    pub luma: &'a Histogram,
    /// The file; `None` where none fitted.
    pub encoded: Option<&'a Encoded>,
    /// What the decoder tolerated.
    pub integrity: &'a Integrity,
    /// How much borders of blocks show; `None` where it could not be measured.
    pub blockiness: Option<f64>,
    /// What was done about the photo's colour profile.
    pub colour: ColourHandling,
    /// The caller's choices.
    pub options: &'a Options,
}

/// Everything that a check of the face may look at.
pub struct FaceEvidence<'a> {
    /// The highest score anywhere, 0 to 1.
    pub score: f32,
    /// The faces; the checks are about the first. The others are certain, likely, or confirmed by the second net.
    pub faces: &'a [Face],
    /// What was measured on the first.
    pub measures: Option<&'a Measures>,
    /// The caller's choices.
    pub options: &'a Options,
}

impl FaceEvidence<'_> {
    /// Judges what was measured; skipped where there is no face.
    pub(super) fn measured(&self, judge: impl FnOnce(&Measures) -> Finding) -> Finding {
        self.measures.map_or_else(Finding::skipped, judge)
    }

    /// Judges what the picture may not show of a face; skipped where it does not.
    pub(super) fn measured_part(
        &self,
        part: fn(&Measures) -> Option<f64>,
        judge: impl FnOnce(f64) -> Finding,
    ) -> Finding {
        self.measures.and_then(part).map_or_else(Finding::skipped, judge)
    }
}
