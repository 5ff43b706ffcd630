//! Do the colours mean what they seem?

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;
use crate::{
    colour::ColourHandling,
    report::{Status, Value},
};

/// Profiles of a matrix and curves are converted to sRGB; others are left, and colours may be off. A note: who takes a
/// selfie has no say in the profile.
pub const DEFINITION: Definition = Definition {
    id: "colour_profile",
    meaning: "The photo's colours are sRGB or could be converted to it.",
    unit: "profile",
    api_code: None,
    judge: Judge::Photo(judge),
};

fn judge(evidence: &Evidence<'_>) -> Finding {
    let status = if evidence.colour == ColourHandling::Left { Status::Note } else { Status::Pass };
    let name = evidence.source.profile.clone().unwrap_or_else(|| "none".to_string());
    let handling = match evidence.colour {
        ColourHandling::Srgb => "sRGB",
        ColourHandling::Converted => "converted to sRGB",
        ColourHandling::Left => "left as it is",
    };
    Finding::new(status, Value::Text(name), Value::Text(handling.to_string()), "colour_profile.unusual")
}
