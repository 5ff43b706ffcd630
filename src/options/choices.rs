//! The options that are words.

use super::reference::OptionRow;
use crate::picture::Subsampling;
use serde::{Deserialize, Serialize};

/// What to do with a photo that is not higher than wide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Landscape {
    /// The `portrait` check fails.
    #[default]
    Fail,
    /// The largest centred 3:4 portrait is cut out; the check warns.
    Crop,
    /// The photo stays as it is; the check warns.
    Allow,
}

/// Whether the picture is cut to the face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Crop {
    /// Never.
    #[default]
    None,
    /// To a 3:4 portrait of which the face takes `target.faceShare`, as far as the photo's pixels allow.
    Face,
}

/// How much the checks of the face refuse: which set of marks `checks` starts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Only what the API certainly refuses fails; the rest warns.
    #[default]
    Advise,
    /// What a careful reviewer would send back fails too. It judges the face, so it needs a detector.
    Strict,
}

/// Which rule wins when the quality floor and the byte window cannot both hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Prefer {
    /// The floor: the file may grow over the window, up to the hard limit.
    #[default]
    Quality,
    /// The window: the quality may fall under the floor.
    Size,
}

/// How much of the photo's detail is read before scaling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fidelity {
    /// As much as the result can show.
    #[default]
    Best,
    /// As little as the result's size needs: quicker, slightly softer.
    Fast,
}

/// How the JPEG's coefficients are written; the pixels do not depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Coding {
    /// In one scan, which every decoder reads (ITU-T T.81 Annex F).
    #[default]
    Baseline,
    /// In several scans, low frequencies first (Annex G): it shows early over slow lines, at about the same size.
    Progressive,
}

/// How long the best picture in the allowed bytes is searched for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effort {
    /// The quality that meets the bytes, with one kind of table for all pictures.
    #[default]
    Usual,
    /// Tables and prices that suit the picture as well: some thirty times as long.
    Thorough,
}

/// The values of an option that are words.
pub(super) trait Choice: Copy + Default + PartialEq + 'static {
    const WORDS: &'static [(&'static str, Self)];
}

impl Choice for Landscape {
    const WORDS: &'static [(&'static str, Self)] =
        &[("fail", Self::Fail), ("crop", Self::Crop), ("allow", Self::Allow)];
}

impl Choice for Crop {
    const WORDS: &'static [(&'static str, Self)] = &[("none", Self::None), ("face", Self::Face)];
}

impl Choice for Preset {
    const WORDS: &'static [(&'static str, Self)] = &[("advise", Self::Advise), ("strict", Self::Strict)];
}

impl Choice for Prefer {
    const WORDS: &'static [(&'static str, Self)] = &[("quality", Self::Quality), ("size", Self::Size)];
}

impl Choice for Fidelity {
    const WORDS: &'static [(&'static str, Self)] = &[("best", Self::Best), ("fast", Self::Fast)];
}

impl Choice for Subsampling {
    const WORDS: &'static [(&'static str, Self)] = &[("4:2:0", Self::Quarter), ("4:4:4", Self::Full)];
}

impl Choice for Coding {
    const WORDS: &'static [(&'static str, Self)] =
        &[("baseline", Self::Baseline), ("progressive", Self::Progressive)];
}

impl Choice for Effort {
    const WORDS: &'static [(&'static str, Self)] = &[("usual", Self::Usual), ("thorough", Self::Thorough)];
}

/// The rows of the reference.
pub(super) fn rows() -> [OptionRow; 8] {
    [
        row::<Landscape>("landscape", "What to do with a photo that is not higher than wide."),
        row::<Crop>(
            "crop",
            "Whether the picture is cut to the face, where a detector finds one. Such a picture is not for liveness \
             checks, which look at the surroundings.",
        ),
        row::<Prefer>("prefer", "Which rule wins when floor and window cannot both hold."),
        row::<Fidelity>("fidelity", "How much of the photo's detail is read before scaling."),
        row::<Subsampling>("subsampling", "Chroma resolution of the JPEG that comes out."),
        row::<Coding>(
            "coding",
            "How the JPEG that comes out is written: in one scan, or in several, low frequencies first, which takes \
             more memory to read.",
        ),
        row::<Effort>(
            "effort",
            "How long the best picture in the allowed bytes is searched for: `thorough` fits tables and prices to the \
             picture too, which takes some thirty times as long; for servers and batches.",
        ),
        row::<Preset>(
            "preset",
            "How much the checks refuse: only what the API certainly does, or also what a careful reviewer would send \
             back. `strict` needs the face detector.",
        ),
    ]
}

fn row<T: Choice>(name: &'static str, meaning: &str) -> OptionRow {
    let default = T::WORDS.iter().find(|(_, value)| *value == T::default());
    OptionRow {
        name,
        unit: "",
        range: T::WORDS.iter().map(|&(word, _)| word).collect::<Vec<_>>().join(", "),
        default: default.map(|&(word, _)| word.to_string()).unwrap_or_default(),
        meaning: meaning.to_string(),
    }
}
