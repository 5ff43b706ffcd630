//! Small enough to send?

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;
use crate::report::{Status, Value};

/// The API takes 0.6 MB before Base64 and recommends 50 to 100 KB.
///
/// Between the window and the hard limit the API takes the file: quality won, and no other photo would do better. A file
/// under the window is no fault either: the picture is at the quality ceiling already.
pub const DEFINITION: Definition = Definition {
    id: "bytes",
    meaning: "The JPEG that goes out is within the byte window, or at least under the hard limit.",
    unit: "bytes",
    api_code: Some("ToolargeImage"),
    judge: Judge::Photo(judge),
};

fn judge(evidence: &Evidence<'_>) -> Finding {
    let target = &evidence.options.target;
    let limit = |bytes: u32| Value::Number(f64::from(bytes));
    let Some(encoded) = evidence.encoded else {
        return Finding {
            status: Status::Fail,
            value: None,
            limit: Some(limit(target.hard_limit_bytes)),
            key: Some("bytes.none_fits"),
        };
    };
    let bytes = encoded.jpeg.len();
    let value = Value::Number(bytes as f64);
    if bytes > target.window_max_bytes as usize {
        return Finding::new(Status::Note, value, limit(target.window_max_bytes), "bytes.rich");
    }
    if encoded.equivalent_quality < target.quality_floor {
        return Finding::new(Status::Note, value, limit(target.window_max_bytes), "bytes.lowered");
    }
    if bytes < target.window_min_bytes as usize {
        return Finding::new(Status::Note, value, limit(target.window_min_bytes), "bytes.plain");
    }
    Finding::new(Status::Pass, value, limit(target.window_max_bytes), "")
}
