//! Was the photo a hard compressed JPEG before it came in its present file?

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;

/// What the blocks of a file of moderate quality add on smooth backgrounds, at most: its own coding, which
/// `source_quality` judges.
const OWN_BLOCKS: f64 = 1.3;

/// Qualities of files whose own blocks show. Below, `source_quality` warns.
const OWN_SHOW: std::ops::Range<u8> = 50..80;

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
    let shows = evidence.source.quality.is_some_and(|quality| OWN_SHOW.contains(&quality));
    evidence.blockiness.map_or_else(Finding::skipped, |ratio| {
        let ratio = if shows { (ratio / OWN_BLOCKS).max(1.0) } else { ratio };
        Finding::high(ratio, evidence.options.checks.blocky, "blocky.compressed")
    })
}
