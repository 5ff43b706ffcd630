//! What a caller may choose. Every number has its unit, range and default beside it, once.

mod given;
mod thresholds;

pub use given::Given;
pub use thresholds::{Threshold, Thresholds};

use crate::{error::Error, picture::Subsampling};
use given::within;
use serde::{Deserialize, Serialize};
use thresholds::ThresholdChanges;

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
pub enum Policy {
    /// Only what the API certainly refuses fails; the rest warns.
    #[default]
    Advise,
    /// What the API advises counts as a rule.
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

/// Declares a group of numbers: the struct, its defaults, its validation and its reference rows.
macro_rules! numbers {
    ($(#[$outer:meta])* $group:ident, $prefix:literal {
        $($(#[doc = $doc:literal])+ $field:ident / $name:literal : $type:ty = $default:literal,
            $low:literal ..= $high:literal $unit:literal;)+
    }) => {
        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
        pub struct $group {
            $($(#[doc = $doc])+
              #[doc = concat!("\n\nUnit: ", $unit, ". Range: ", $low, " to ", $high, ". Default: ", $default, ".")]
              pub $field: $type,)+
        }

        impl Default for $group {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl $group {
            fn validate(&self) -> Result<(), Error> {
                $({
                    let range: ($type, $type) = ($low, $high);
                    let (low, high) = (range.0 as f64, range.1 as f64);
                    within(concat!($prefix, $name), self.$field as f64, (low, high), $unit)?;
                })+
                Ok(())
            }

            /// The number of that name, and its range.
            fn number(&mut self, name: &str) -> Option<(given::Number<'_>, &'static str)> {
                match name {
                    $(concat!($prefix, $name) => Some((
                        (&mut self.$field).into(),
                        concat!(stringify!($low), " to ", stringify!($high), " ", $unit),
                    )),)+
                    _ => None,
                }
            }

            fn rows() -> Vec<OptionRow> {
                vec![$(OptionRow {
                    name: concat!($prefix, $name),
                    unit: $unit,
                    range: concat!(stringify!($low), " to ", stringify!($high)).replace('_', ""),
                    default: $default.to_string(),
                    meaning: [$($doc.trim()),+].join(" "),
                }),+]
            }
        }
    };
}

numbers! {
    /// The size and the bytes of the picture that comes out.
    Target, "target." {
        /// Length that the shorter side is scaled down to; never enlarged.
        shorter_side_px / "shorterSidePx": u32 = 720, 480 ..= 1080 "px";
        /// Smallest width that the API takes.
        min_width_px / "minWidthPx": u32 = 480, 1 ..= 1080 "px";
        /// Smallest height that the API takes.
        min_height_px / "minHeightPx": u32 = 640, 1 ..= 1920 "px";
        /// Largest width that the API takes.
        max_width_px / "maxWidthPx": u32 = 1080, 16 ..= 4096 "px";
        /// Largest height that the API takes; a longer side is scaled down to it.
        max_height_px / "maxHeightPx": u32 = 1920, 16 ..= 4096 "px";
        /// Lower end of the recommended window of the file's size.
        window_min_bytes / "windowMinBytes": u32 = 50_000, 0 ..= 10_000_000 "bytes";
        /// Upper end of the recommended window: the quality is chosen to fit under it.
        window_max_bytes / "windowMaxBytes": u32 = 100_000, 1_000 ..= 10_000_000 "bytes";
        /// Size that the file never passes, before Base64 (0.6 MB read as the smaller unit).
        hard_limit_bytes / "hardLimitBytes": u32 = 600_000, 1_000 ..= 10_000_000 "bytes";
        /// Quality under which the window does not push, on the usual scale (ITU-T T.81 Annex K
        /// tables as libjpeg scales them): the API's "compression rate above 0.9".
        quality_floor / "qualityFloor": u8 = 90, 1 ..= 100 "quality";
        /// Quality over which nothing is gained, on the same scale.
        quality_ceiling / "qualityCeiling": u8 = 95, 1 ..= 100 "quality";
        /// Share of the picture that the face takes after `crop: face`; less where room around it would be missing.
        face_share / "faceShare": f64 = 0.45, 0.1 ..= 0.6 "share";
    }
}

numbers! {
    /// What a photo may ask of the machine; checked from its header, before memory is taken.
    Limits, "limits." {
        /// Largest file.
        source_bytes / "sourceBytes": u64 = 104_857_600, 1 ..= 1_073_741_824 "bytes";
        /// Largest picture, stored width times height.
        source_pixels / "sourcePixels": u64 = 250_000_000, 1 ..= 4_294_836_225 "px";
        /// Largest working memory of the decoder (coefficients of progressive files, rows).
        memory_bytes / "memoryBytes": u64 = 67_108_864, 1_048_576 ..= 2_147_483_648 "bytes";
        /// Most scans of a progressive file.
        scans / "scans": u32 = 500, 1 ..= 100_000 "scans";
    }
}

/// All that a caller may choose; the default suits `FaceDuplicationCheckIntl`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "Described")]
pub struct Options {
    /// What to do with a photo that is not higher than wide.
    pub landscape: Landscape,
    /// Whether the picture is cut to the face; without a detector it never is.
    pub crop: Crop,
    /// Whether the quality floor or the byte window wins.
    pub prefer: Prefer,
    /// How much detail is read before scaling.
    pub fidelity: Fidelity,
    /// Chroma resolution of the JPEG that comes out.
    pub subsampling: Subsampling,
    /// How that JPEG is written.
    pub coding: Coding,
    /// How long its best form is searched for.
    pub effort: Effort,
    /// Size and bytes of the picture that comes out.
    pub target: Target,
    /// What a photo may ask of the machine.
    pub limits: Limits,
    /// Marks of the measured checks; [`Thresholds::of`] gives those of a [`Policy`].
    pub checks: Thresholds,
}

/// The options as serde reads them: with the policy that the marks start from.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Described {
    landscape: Landscape,
    crop: Crop,
    prefer: Prefer,
    fidelity: Fidelity,
    subsampling: Subsampling,
    coding: Coding,
    effort: Effort,
    policy: Policy,
    target: Target,
    limits: Limits,
    checks: ThresholdChanges,
}

impl From<Described> for Options {
    fn from(given: Described) -> Self {
        let Described {
            landscape,
            crop,
            prefer,
            fidelity,
            subsampling,
            coding,
            effort,
            policy,
            target,
            limits,
            checks,
        } = given;
        let checks = checks.over(Thresholds::of(policy));
        Self { landscape, crop, prefer, fidelity, subsampling, coding, effort, target, limits, checks }
    }
}

/// The options that are words: name, words, default, meaning.
const CHOICES: &[(&str, &str, &str, &str)] = &[
    ("landscape", "fail, crop, allow", "fail", "What to do with a photo that is not higher than wide."),
    (
        "crop",
        "none, face",
        "none",
        "Whether the picture is cut to the face, where a detector finds one. Such a picture is not for liveness \
         checks, which look at the surroundings.",
    ),
    ("prefer", "quality, size", "quality", "Which rule wins when floor and window cannot both hold."),
    ("fidelity", "best, fast", "best", "How much of the photo's detail is read before scaling."),
    ("subsampling", "4:2:0, 4:4:4", "4:2:0", "Chroma resolution of the JPEG that comes out."),
    (
        "coding",
        "baseline, progressive",
        "baseline",
        "How the JPEG that comes out is written: in one scan, or in several, low frequencies first, which takes more \
         memory to read.",
    ),
    (
        "effort",
        "usual, thorough",
        "usual",
        "How long the best picture in the allowed bytes is searched for: `thorough` fits tables and prices to the \
         picture too, which takes some thirty times as long; for servers and batches.",
    ),
    (
        "policy",
        "advise, strict",
        "advise",
        "How much the checks of the face refuse: only what the API certainly does, or also what its documentation \
         advises against.",
    ),
];

impl Options {
    /// Every option with its unit, range, default and meaning, in the order of the reference.
    pub fn reference() -> Vec<OptionRow> {
        let choice = |&(name, range, default, meaning): &(&'static str, &str, &str, &str)| OptionRow {
            name,
            unit: "",
            range: range.to_string(),
            default: default.to_string(),
            meaning: meaning.to_string(),
        };
        let mut rows: Vec<OptionRow> = CHOICES.iter().map(choice).collect();
        rows.extend(Target::rows());
        rows.extend(Limits::rows());
        rows.extend(Thresholds::rows());
        rows
    }

    /// Says which option is out of range, or which two contradict each other.
    pub fn validate(&self) -> Result<(), Error> {
        self.target.validate()?;
        self.limits.validate()?;
        self.checks.validate()?;
        let target = &self.target;
        let ordered: [(&str, u64, &str, u64); 5] = [
            (
                "target.minWidthPx",
                target.min_width_px.into(),
                "target.maxWidthPx",
                target.max_width_px.into(),
            ),
            (
                "target.minHeightPx",
                target.min_height_px.into(),
                "target.maxHeightPx",
                target.max_height_px.into(),
            ),
            (
                "target.windowMinBytes",
                target.window_min_bytes.into(),
                "target.windowMaxBytes",
                target.window_max_bytes.into(),
            ),
            (
                "target.windowMaxBytes",
                target.window_max_bytes.into(),
                "target.hardLimitBytes",
                target.hard_limit_bytes.into(),
            ),
            (
                "target.qualityFloor",
                target.quality_floor.into(),
                "target.qualityCeiling",
                target.quality_ceiling.into(),
            ),
        ];
        for (low_name, low, high_name, high) in ordered {
            if low > high {
                return Err(Error::option(low_name, format!("{low} is over {high_name}, {high}")));
            }
        }
        Ok(())
    }
}
