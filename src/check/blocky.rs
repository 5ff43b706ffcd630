//! Was the photo a hard compressed JPEG before it came in its present file?

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;

/// See `blockiness`. Measured on 117 public photos: 1.10 in the middle and 1.39 at most in 98 of 100 clean ones; 1.54
/// after a JPEG of quality 50, 1.78 after 30. Skipped where the photo is so large that not every pixel is read.
pub const DEFINITION: Definition = Definition {
    id: "blocky",
    meaning: "No blocks of an earlier, hard compression show.",
    unit: "ratio",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Photo(judge),
};

fn judge(evidence: &Evidence<'_>) -> Finding {
    evidence.blockiness.map_or_else(Finding::skipped, |ratio| {
        Finding::high(ratio, evidence.options.checks.blocky, "blocky.compressed")
    })
}
