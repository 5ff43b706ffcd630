//! Is the frame as a whole too dark or blown out?
//!
//! The brightest twentieth tells more than the mean: skin of any colour has highlights, so darker
//! skin is not taken for a dark photo.

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;
use crate::face::BLOWN_OUT;

/// The luma that 95 % of the samples stay at or below.
pub const DARK: Definition = Definition {
    id: "frame_dark",
    meaning: "The brightest twentieth of the picture is bright enough.",
    unit: "luma",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Photo(dark),
};

/// The share of samples that are blown out. White walls are common, so the marks are wide.
pub const BRIGHT: Definition = Definition {
    id: "frame_bright",
    meaning: "Not too much of the picture is blown out to white.",
    unit: "share",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Photo(bright),
};

fn dark(evidence: &Evidence<'_>) -> Finding {
    Finding::low(evidence.luma.percentile(95) as f64, evidence.options.checks.frame_dark, "frame_dark.dark")
}

fn bright(evidence: &Evidence<'_>) -> Finding {
    Finding::high(
        evidence.luma.share_from(BLOWN_OUT),
        evidence.options.checks.frame_bright,
        "frame_bright.bright",
    )
}
