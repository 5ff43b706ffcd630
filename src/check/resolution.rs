//! Within the API's window of sizes?

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;
use crate::{
    options::Landscape,
    report::{Status, Value},
};

/// The API takes 640 × 480 to 1920 × 1080 (height × width) and recommends a shorter side of 720.
pub const DEFINITION: Definition = Definition {
    id: "resolution",
    meaning: "The picture that goes out is within the API's window of sizes, without enlarging.",
    unit: "px",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Photo(judge),
};

fn judge(evidence: &Evidence<'_>) -> Finding {
    let target = &evidence.options.target;
    let (width, height) = (evidence.picture.width() as u32, evidence.picture.height() as u32);
    // A landscape photo that is allowed has to keep the window turned by a quarter.
    let turned = evidence.options.landscape == Landscape::Allow && width > height;
    let (across, down) = if turned { (height, width) } else { (width, height) };
    let size = Value::Text(format!("{width} × {height}"));
    let smallest = Value::Text(format!("at least {} × {}", target.min_width_px, target.min_height_px));
    if across < target.min_width_px || down < target.min_height_px {
        return Finding::new(Status::Fail, size, smallest, "resolution.too_small");
    }
    if across > target.max_width_px || down > target.max_height_px {
        let largest = Value::Text(format!("at most {} × {}", target.max_width_px, target.max_height_px));
        return Finding::new(Status::Fail, size, largest, "resolution.too_large");
    }
    let recommended = Value::Text(format!("shorter side {}", target.shorter_side_px));
    // The longer side's limit can hold the shorter one down; that is no fault of the photo.
    let source_short = evidence.plan.crop.width.min(evidence.plan.crop.height);
    if source_short < target.shorter_side_px {
        return Finding::new(Status::Warn, size, recommended, "resolution.small");
    }
    Finding::new(Status::Pass, size, recommended, "")
}
