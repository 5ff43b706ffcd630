//! The lines of the reference.

use serde::Serialize;

/// One line of the options' reference: rendered into the types and the README.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionRow {
    /// Name as JavaScript writes it, with its group: `limits.sourcePixels`.
    pub name: &'static str,
    /// Unit of the value, empty for a choice.
    pub unit: &'static str,
    /// Smallest and largest value allowed, or the words to choose from.
    pub range: String,
    /// The value used when none is given.
    pub default: String,
    /// What it does.
    pub meaning: String,
}
