//! Do the colours mean what they seem?

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;
use crate::{
    colour::ColourHandling,
    report::{Status, Value},
};

/// Profiles of a matrix and curves are converted to sRGB; others are left, and colours may be off: a warning. Where the
/// profile's colours are known to be far from sRGB's, the face would be compared in wrong ones.
pub const DEFINITION: Definition = Definition {
    id: "colour_profile",
    meaning: "The photo's colours are sRGB or could be converted to it.",
    unit: "profile",
    api_code: None,
    judge: Judge::Photo(judge),
};

fn judge(evidence: &Evidence<'_>) -> Finding {
    let name = evidence.source.profile.clone().unwrap_or_else(|| "none".to_string());
    let (status, handling, key) = match evidence.colour {
        ColourHandling::Srgb => (Status::Pass, "sRGB", ""),
        ColourHandling::Converted => (Status::Pass, "converted to sRGB", ""),
        ColourHandling::Left => (Status::Warn, "left as it is", "colour_profile.unusual"),
        ColourHandling::LeftFar => (Status::Fail, "left as it is", "colour_profile.far"),
    };
    Finding::new(status, Value::Text(name), Value::Text(handling.to_string()), key)
}
