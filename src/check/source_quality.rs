//! Was the photo compressed hard before it came?

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;

/// The nearest quality of the photo's own luma table; re-encoding cannot bring back what it took.
pub const DEFINITION: Definition = Definition {
    id: "source_quality",
    meaning: "The photo's own JPEG coding kept enough detail.",
    unit: "quality",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Photo(judge),
};

fn judge(evidence: &Evidence<'_>) -> Finding {
    match evidence.source.quality {
        Some(quality) => Finding::low(
            f64::from(quality),
            evidence.options.checks.source_quality,
            "source_quality.compressed",
        ),
        None => Finding::skipped(),
    }
}
