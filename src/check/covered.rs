//! Is something before the face?
//!
//! A mask or a hand has another colour than the skin between the eyes, and makes the detector less sure. Neither tells
//! enough alone: lips and beards have other colours too, and small or blurred faces are less sure.

use super::definition::{Definition, Judge};
use super::evidence::FaceEvidence;
use super::finding::Finding;
use crate::report::Status;

/// Distance of the lower face's colour from that between the eyes, in twelfths, and twelve times what the detector's
/// score lacks of 1: the weights that told masks from bare faces best.
pub const DEFINITION: Definition = Definition {
    id: "covered",
    meaning: "Nothing covers the mouth and the nose.",
    unit: "points",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Face(judge),
};

/// What a point stands for: CIELAB units of colour, and shares of the score.
const COLOUR: f64 = 12.0;
const SCORE: f64 = 1.0 / 12.0;

/// Whether the face is covered, so that its colour is not that of skin.
pub(super) fn is_covered(evidence: &FaceEvidence<'_>) -> bool {
    matches!(judge(evidence).status, Status::Warn | Status::Fail)
}

fn judge(evidence: &FaceEvidence<'_>) -> Finding {
    let (Some(face), Some(colour)) =
        (evidence.faces.first(), evidence.measures.and_then(|measures| measures.lower_colour))
    else {
        return Finding::skipped();
    };
    let points = colour / COLOUR + (1.0 - f64::from(face.score)) / SCORE;
    Finding::high(points, evidence.options.checks.covered, "covered.face")
}
