//! The marks of the measured checks, and the two sets that a policy chooses from.

use super::{OptionRow, Policy};
use crate::Error;
use serde::{Deserialize, Serialize};

/// The two marks of a check: past `warn` it warns, past `fail` it fails. `None` switches one off.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Threshold {
    /// From here on the check warns.
    pub warn: Option<f64>,
    /// From here on the check fails.
    pub fail: Option<f64>,
}

/// What a caller gave for one check: absent keeps the default, `null` switches the mark off.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThresholdChange {
    #[serde(default, deserialize_with = "given")]
    warn: Option<Option<f64>>,
    #[serde(default, deserialize_with = "given")]
    fail: Option<Option<f64>>,
}

fn given<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Option<f64>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// Declares the thresholds of the measured checks.
macro_rules! thresholds {
    ($($(#[doc = $doc:literal])+ $field:ident: warn $warn:expr, fail $fail:expr, strict $strict:expr,
        $low:literal ..= $high:literal $unit:literal;)+) => {
        /// The marks of the measured checks, by the check's id.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        pub struct Thresholds {
            $($(#[doc = $doc])+ pub $field: Threshold,)+
        }

        /// What a caller gave.
        #[derive(Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(super) struct ThresholdChanges {
            $($field: ThresholdChange,)+
        }

        impl ThresholdChanges {
            /// The marks with the changes made.
            pub(super) fn over(self, mut marks: Thresholds) -> Thresholds {
                $(if let Some(warn) = self.$field.warn { marks.$field.warn = warn; }
                  if let Some(fail) = self.$field.fail { marks.$field.fail = fail; })+
                marks
            }
        }

        impl Default for Thresholds {
            fn default() -> Self {
                Self::of(Policy::default())
            }
        }

        impl Thresholds {
            /// The marks of a policy.
            pub fn of(policy: Policy) -> Self {
                match policy {
                    Policy::Advise => Self { $($field: Threshold { warn: $warn, fail: $fail },)+ },
                    Policy::Strict => Self { $($field: Threshold { warn: $warn, fail: $strict },)+ },
                }
            }

            pub(super) fn validate(&self) -> Result<(), Error> {
                $(for (mark, value) in [("warn", self.$field.warn), ("fail", self.$field.fail)] {
                    if value.is_some_and(|value| !($low..=$high).contains(&value)) {
                        return Err(Error::option(
                            format!("checks.{}.{mark}", stringify!($field)),
                            format!("{value:?} is not between {} and {} {}", $low, $high, $unit),
                        ));
                    }
                })+
                Ok(())
            }

            pub(super) fn rows() -> Vec<OptionRow> {
                let mark = |value: Option<f64>| value.map_or("off".to_string(), |value| value.to_string());
                let strictly = |fail: Option<f64>, strict: Option<f64>| match strict {
                    Some(mark) if fail != strict => format!(" With `policy: strict`: {mark}."),
                    _ => String::new(),
                };
                vec![$(
                    OptionRow {
                        name: concat!("checks.", stringify!($field), ".warn"),
                        unit: $unit,
                        range: format!("{} to {}, or null", $low, $high),
                        default: mark($warn),
                        meaning: [$($doc.trim()),+].join(" "),
                    },
                    OptionRow {
                        name: concat!("checks.", stringify!($field), ".fail"),
                        unit: $unit,
                        range: format!("{} to {}, or null", $low, $high),
                        default: mark($fail),
                        meaning: [$($doc.trim()),+].join(" ") + &strictly($fail, $strict),
                    },
                )+]
            }
        }
    };
}

// The modules of `check/` say where the numbers come from. Among the checks of the face only `no_face` fails by
// default: no other mark has been held against answers of the API yet.
thresholds! {
    /// Spread of the luma below which the picture counts as blank.
    blank: warn Some(20.0), fail Some(6.0), strict Some(6.0), 0.0 ..= 128.0 "luma";
    /// Quality of the photo's own JPEG coding below which its artefacts show.
    source_quality: warn Some(50.0), fail Some(20.0), strict Some(20.0), 0.0 ..= 100.0 "quality";
    /// How much steeper the steps of luma are at the borders of 8 × 8 blocks than elsewhere.
    blocky: warn Some(1.6), fail None, strict None, 1.0 ..= 20.0 "ratio";
    /// Distance between the largest and the smallest of red, green and blue that 99 % of the picture do not pass.
    grey: warn Some(8.0), fail None, strict None, 0.0 ..= 255.0 "levels";
    /// Luma that 95 % of the picture stay below; under the mark the picture is dark.
    frame_dark: warn Some(90.0), fail Some(40.0), strict Some(40.0), 0.0 ..= 255.0 "luma";
    /// Share of the picture that is blown out (luma 247 and more).
    frame_bright: warn Some(0.5), fail Some(0.9), strict Some(0.9), 0.0 ..= 1.0 "share";
    /// How sure the detector is of the likeliest face; under the mark there may be none.
    no_face: warn Some(0.85), fail Some(0.5), strict Some(0.5), 0.0 ..= 1.0 "score";
    /// Area of the second largest face over the largest's.
    many_faces: warn Some(0.15), fail None, strict Some(0.6), 0.0 ..= 1.0 "ratio";
    /// Angle between the face and the upright, to the nearest quarter turn.
    turned_photo: warn Some(45.0), fail None, strict None, 0.0 ..= 180.0 "degrees";
    /// Angle between the eye line and the nearest quarter turn.
    tilt: warn Some(15.0), fail None, strict Some(35.0), 0.0 ..= 45.0 "degrees";
    /// Distance of the nose from the line through eyes and mouth, over the distance between the eyes.
    yaw: warn Some(0.3), fail None, strict Some(0.5), 0.0 ..= 2.0 "eye distances";
    /// Area of the face over the picture's; under the mark it is too small. The API's advice is 0.6.
    face_share: warn Some(0.3), fail None, strict Some(0.6), 0.0 ..= 1.0 "share";
    /// Area of the face over the picture's; over the mark it is too close. The check is `face_share`.
    face_share_high: warn Some(0.75), fail None, strict None, 0.0 ..= 4.0 "share";
    /// Width of the face in the picture that goes out.
    face_small: warn Some(160.0), fail None, strict Some(100.0), 0.0 ..= 1080.0 "px";
    /// Distance between the eyes in the picture that goes out. The check is `face_small`.
    eye_distance: warn Some(70.0), fail None, strict Some(45.0), 0.0 ..= 1080.0 "px";
    /// Largest part of the face's width or height that lies beyond the picture's edge.
    face_cut: warn Some(0.02), fail None, strict Some(0.15), 0.0 ..= 1.0 "share";
    /// Distance of the face's middle from the picture's, over the picture's width or height.
    off_centre: warn Some(0.2), fail None, strict None, 0.0 ..= 1.0 "share";
    /// Steepness of the face's edges over that of the same edges blurred (directional edge ratio).
    blur: warn Some(1.35), fail None, strict Some(1.15), 0.0 ..= 4.0 "ratio";
    /// Luma that 95 % of the face stay below; under the mark the face is dark.
    dark: warn Some(110.0), fail None, strict Some(70.0), 0.0 ..= 255.0 "luma";
    /// Share of the face that is blown out (luma 247 and more).
    bright: warn Some(0.1), fail None, strict Some(0.35), 0.0 ..= 1.0 "share";
    /// Difference between the luma that 95 % and that 5 % of the face stay below.
    contrast: warn Some(50.0), fail None, strict Some(25.0), 0.0 ..= 255.0 "luma";
    /// Doublings of light between one cheek and the other.
    uneven_light: warn Some(2.0), fail None, strict None, 0.0 ..= 10.0 "stops";
    /// Distance of the cheeks' colour from the range of skin in CIELAB's a* and b*.
    colour_cast: warn Some(10.0), fail None, strict None, 0.0 ..= 200.0 "CIELAB units";
}
