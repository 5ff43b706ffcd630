//! Higher than wide?

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;
use crate::{
    options::Landscape,
    report::{Status, Value},
};

/// The API compares upright faces in upright pictures; it calls landscape less accurate.
pub const DEFINITION: Definition = Definition {
    id: "portrait",
    meaning: "The upright photo is higher than wide.",
    unit: "px",
    api_code: Some("UnqualifiedPhoto"),
    judge: Judge::Photo(judge),
};

fn judge(evidence: &Evidence<'_>) -> Finding {
    let upright = evidence.plan.upright;
    let (status, advice) = match evidence.options.landscape {
        _ if upright.is_portrait() => (Status::Pass, ""),
        Landscape::Fail => (Status::Fail, "Hold the phone upright and take the photo again."),
        Landscape::Crop => (Status::Warn, "The sides of the photo were cut off; see that the face is whole."),
        Landscape::Allow => (Status::Warn, "An upright photo is recognised more reliably."),
    };
    let size = Value::Text(format!("{} × {}", upright.width, upright.height));
    Finding::new(status, size, Value::Text("height over width".to_string()), advice)
}
