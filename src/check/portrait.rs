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
    let (status, key) = match evidence.options.landscape {
        _ if upright.is_portrait() => (Status::Pass, ""),
        Landscape::Fail => (Status::Fail, "portrait.wide"),
        Landscape::Crop => (Status::Warn, "portrait.cropped"),
        Landscape::Allow => (Status::Warn, "portrait.allowed"),
    };
    let size = Value::Text(format!("{} × {}", upright.width, upright.height));
    Finding::new(status, size, Value::Text("height over width".to_string()), key)
}
