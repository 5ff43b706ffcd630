//! What only a close look at the face tells, which the caller asks for or a doubt calls for; skipped without one.

use super::definition::{Definition, Judge};
use super::evidence::FaceEvidence;
use super::finding::Finding;

/// From the line between forehead and chin. How far a head is nodded is its distance from the pitch of those who look
/// straight ahead.
pub const PITCH: Definition = Definition {
    id: "pitch",
    meaning: "The head is neither raised nor lowered.",
    unit: "degrees",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Face(pitch),
};

/// The gap between the lips over the distance from the eyes to the chin, as OFIQ measures it.
pub const MOUTH_OPEN: Definition = Definition {
    id: "mouth_open",
    meaning: "The mouth is closed.",
    unit: "ratio",
    api_code: None,
    judge: Judge::Face(mouth_open),
};

/// The pitch of a head that looks straight ahead: the chin is further back than the forehead.
const STRAIGHT_DEGREES: f64 = 7.0;

fn pitch(evidence: &FaceEvidence<'_>) -> Finding {
    evidence.measured_part(
        |measures| measures.pitch_degrees,
        |degrees| {
            let nod = degrees - STRAIGHT_DEGREES;
            let key = if nod < 0.0 { "pitch.up" } else { "pitch.down" };
            Finding::high(nod.abs(), evidence.options.checks.pitch, key)
        },
    )
}

fn mouth_open(evidence: &FaceEvidence<'_>) -> Finding {
    evidence.measured_part(
        |measures| measures.mouth_open,
        |ratio| Finding::high(ratio, evidence.options.checks.mouth_open, "mouth_open.open"),
    )
}
