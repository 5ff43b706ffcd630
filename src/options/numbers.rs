//! The options that are numbers.

use super::choices::Choice;
use super::reference::OptionRow;
use crate::error::Error;
use serde::{Deserialize, Serialize};

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
            pub(super) fn validate(&self) -> Result<(), Error> {
                $({
                    let range: ($type, $type) = ($low, $high);
                    let (low, high) = (range.0 as f64, range.1 as f64);
                    within(concat!($prefix, $name), self.$field as f64, (low, high), $unit)?;
                })+
                Ok(())
            }

            /// The number of that name, and its range.
            pub(super) fn number(&mut self, name: &str) -> Option<(Number<'_>, &'static str)> {
                match name {
                    $(concat!($prefix, $name) => Some((
                        (&mut self.$field).into(),
                        concat!(stringify!($low), " to ", stringify!($high), " ", $unit),
                    )),)+
                    _ => None,
                }
            }

            pub(super) fn rows() -> Vec<OptionRow> {
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
        /// Most work of the decoder: blocks of 8 x 8 samples that are read or corrected, counted again in each scan. Of a
        /// PNG: 64 samples each, and one for each sample that it has beyond 64 for a byte of its file.
        work / "work": u64 = 50_000_000, 1 ..= 1_000_000_000_000 "blocks";
    }
}

impl Limits {
    /// For a server that many photos reach at once, from anybody: those of phones up to 108 megapixels in a third of the
    /// memory. The defaults are for a device, whose owner waits for one photo.
    pub fn server() -> Self {
        Self {
            source_pixels: 110_000_000,
            memory_bytes: 25_165_824,
            scans: 64,
            work: 25_000_000,
            ..Self::default()
        }
    }
}

/// The limits as serde reads them: the name of a set, or some of them.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum GivenLimits {
    Named(LimitsName),
    Each(Limits),
}

/// The sets of limits.
#[derive(Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LimitsName {
    #[default]
    Device,
    Server,
}

impl Choice for LimitsName {
    const WORDS: &'static [(&'static str, Self)] = &[("device", Self::Device), ("server", Self::Server)];
}

impl From<LimitsName> for Limits {
    fn from(name: LimitsName) -> Self {
        match name {
            LimitsName::Device => Self::default(),
            LimitsName::Server => Self::server(),
        }
    }
}

impl Default for GivenLimits {
    fn default() -> Self {
        Self::Named(LimitsName::default())
    }
}

impl From<GivenLimits> for Limits {
    fn from(given: GivenLimits) -> Self {
        match given {
            GivenLimits::Named(name) => name.into(),
            GivenLimits::Each(limits) => limits,
        }
    }
}

/// A number of the options, with the range to tell of when something else is given.
pub(super) enum Number<'a> {
    Byte(&'a mut u8),
    Short(&'a mut u32),
    Long(&'a mut u64),
    Real(&'a mut f64),
}

impl<'a> From<&'a mut u8> for Number<'a> {
    fn from(number: &'a mut u8) -> Self {
        Self::Byte(number)
    }
}

impl<'a> From<&'a mut u32> for Number<'a> {
    fn from(number: &'a mut u32) -> Self {
        Self::Short(number)
    }
}

impl<'a> From<&'a mut u64> for Number<'a> {
    fn from(number: &'a mut u64) -> Self {
        Self::Long(number)
    }
}

impl<'a> From<&'a mut f64> for Number<'a> {
    fn from(number: &'a mut f64) -> Self {
        Self::Real(number)
    }
}

impl Number<'_> {
    /// Takes a number that the type can hold; `validate` asks whether it is in range.
    pub(super) fn set(self, given: f64) -> bool {
        // Casts of floats stop at the type's ends.
        match self {
            Self::Byte(place) => {
                *place = given as u8;
                f64::from(*place) == given
            }
            Self::Short(place) => {
                *place = given as u32;
                f64::from(*place) == given
            }
            Self::Long(place) => {
                *place = given as u64;
                *place as f64 == given
            }
            Self::Real(place) => {
                *place = given;
                true
            }
        }
    }
}

/// Refuses a number out of its range, NaN too.
pub(super) fn within(name: &str, value: f64, (low, high): (f64, f64), unit: &str) -> Result<(), Error> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    let [value, low, high] = [value, low, high].map(decimal);
    Err(Error::option(name, format!("{value} is not between {low} and {high} {unit}")))
}

/// A number in words, to three places: formatting floats exactly takes more code than the options themselves.
fn decimal(number: f64) -> String {
    let thousandths = (number.abs() * 1000.0 + 0.5) as u64;
    let sign = if number < 0.0 { "-" } else { "" };
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    match rest {
        _ if number.is_nan() => "NaN".to_string(),
        _ if thousandths == u64::MAX => format!("{sign}over 10^16"),
        0 => format!("{sign}{whole}"),
        _ if rest % 100 == 0 => format!("{sign}{whole}.{}", rest / 100),
        _ => format!("{sign}{whole}.{rest:03}"),
    }
}
