//! The marks of the measured checks, and the two sets that a preset chooses from.

use super::choices::Preset;
use super::numbers::within;
use super::reference::OptionRow;
use crate::error::Error;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The two marks of a check: past `warn` it warns, past `fail` it fails. `None` switches one off.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Threshold {
    /// From here on the check warns.
    pub warn: Option<f64>,
    /// From here on the check fails.
    pub fail: Option<f64>,
}

impl Threshold {
    pub(super) fn mark(&mut self, name: &str) -> Option<&mut Option<f64>> {
        match name {
            "warn" => Some(&mut self.warn),
            "fail" => Some(&mut self.fail),
            _ => None,
        }
    }
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

fn given<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<f64>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// What a caller gave, by number of the check in [`RULES`]. One loop for all: a field each would be a visitor each.
#[derive(Default)]
pub(super) struct ThresholdChanges(Vec<(usize, ThresholdChange)>);

impl<'de> Deserialize<'de> for ThresholdChanges {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_map(ByName)
    }
}

struct ByName;

impl<'de> Visitor<'de> for ByName {
    type Value = ThresholdChanges;

    fn expecting(&self, message: &mut fmt::Formatter<'_>) -> fmt::Result {
        message.write_str("marks by the names of checks")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut changes = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            let number = RULES.iter().position(|rule| rule.name == name);
            let number = number.ok_or_else(|| A::Error::custom(format!("there is no check {name}")))?;
            changes.push((number, map.next_value()?));
        }
        Ok(ThresholdChanges(changes))
    }
}

impl ThresholdChanges {
    /// The marks with the changes made.
    pub(super) fn over(self, mut marks: Thresholds) -> Thresholds {
        let mut each = marks.each_mut();
        for (number, change) in self.0 {
            if let Some(marks) = each.get_mut(number) {
                marks.warn = change.warn.unwrap_or(marks.warn);
                marks.fail = change.fail.unwrap_or(marks.fail);
            }
        }
        marks
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self::of(Preset::default())
    }
}

impl Thresholds {
    /// The marks of a preset.
    pub fn of(preset: Preset) -> Self {
        match preset {
            Preset::Advise => ADVISE.clone(),
            Preset::Strict => STRICT.clone(),
        }
    }

    pub(super) fn validate(&self) -> Result<(), Error> {
        for (rule, marks) in RULES.iter().zip(self.each()) {
            for (name, value) in [(rule.warn, marks.warn), (rule.fail, marks.fail)] {
                let Some(value) = value else { continue };
                within(name, value, (rule.low, rule.high), rule.unit)?;
            }
        }
        Ok(())
    }

    /// The marks of a check, by its id.
    pub(super) fn of_check(&mut self, id: &str) -> Option<&mut Threshold> {
        let number = RULES.iter().position(|rule| rule.name == id)?;
        self.each_mut().into_iter().nth(number)
    }
}

/// What holds of a check's marks.
struct Rule {
    name: &'static str,
    /// Names of the two options.
    warn: &'static str,
    fail: &'static str,
    /// Smallest and largest value.
    low: f64,
    high: f64,
    unit: &'static str,
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

        const ADVISE: Thresholds = Thresholds { $($field: Threshold { warn: $warn, fail: $fail },)+ };
        const STRICT: Thresholds = Thresholds { $($field: Threshold { warn: $warn, fail: $strict },)+ };

        /// What holds of each check's marks, in the order of [`Thresholds::each`].
        const RULES: &[Rule] = &[$(Rule {
            name: stringify!($field),
            warn: concat!("checks.", stringify!($field), ".warn"),
            fail: concat!("checks.", stringify!($field), ".fail"),
            low: $low,
            high: $high,
            unit: $unit,
        }),+];

        impl Thresholds {
            fn each(&self) -> [&Threshold; RULES.len()] {
                [$(&self.$field),+]
            }

            fn each_mut(&mut self) -> [&mut Threshold; RULES.len()] {
                [$(&mut self.$field),+]
            }

            pub(super) fn rows() -> Vec<OptionRow> {
                let mark = |value: Option<f64>| value.map_or("off".to_string(), |value| value.to_string());
                let strictly = |fail: Option<f64>, strict: Option<f64>| match strict {
                    Some(mark) if fail != strict => format!(" With `preset: strict`: {mark}."),
                    _ => String::new(),
                };
                let meanings = [$([$($doc.trim()),+].join(" ")),+];
                let both = RULES.iter().zip(meanings).zip(ADVISE.each()).zip(STRICT.each());
                both.flat_map(|(((rule, meaning), advise), strict)| {
                    let row = |name, value, meaning| OptionRow {
                        name,
                        unit: rule.unit,
                        range: format!("{} to {}, or null", rule.low, rule.high),
                        default: mark(value),
                        meaning,
                    };
                    let strictly = strictly(advise.fail, strict.fail);
                    [
                        row(rule.warn, advise.warn, meaning.clone()),
                        row(rule.fail, advise.fail, meaning + &strictly),
                    ]
                })
                .collect()
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
    turned_photo: warn Some(45.0), fail None, strict Some(45.0), 0.0 ..= 180.0 "degrees";
    /// Angle between the eye line and the nearest quarter turn.
    tilt: warn Some(20.0), fail None, strict Some(35.0), 0.0 ..= 60.0 "degrees";
    /// Distance of the nose from the line through eyes and mouth, over the distance between the eyes.
    yaw: warn Some(0.3), fail None, strict Some(0.5), 0.0 ..= 2.0 "eye distances";
    /// By how much the head is raised or lowered. Only where the face is looked at closely.
    pitch: warn Some(21.0), fail None, strict Some(30.0), 0.0 ..= 90.0 "degrees";
    /// Colour of the lower face against the skin between the eyes, and what the detector's score lacks.
    covered: warn Some(2.8), fail None, strict None, 0.0 ..= 40.0 "points";
    /// Gap between the lips over the distance from the eyes to the chin. Only where the face is looked at closely.
    mouth_open: warn Some(0.2), fail None, strict None, 0.0 ..= 1.0 "ratio";
    /// Area of the face over the picture's; under the mark it is too small. The API's documentation advises 0.6, which no
    /// selfie has.
    face_share: warn Some(0.08), fail None, strict Some(0.05), 0.0 ..= 1.0 "share";
    /// Area of the face over the picture's; over the mark it is too close. The check is `face_share`.
    face_share_high: warn Some(0.75), fail None, strict None, 0.0 ..= 4.0 "share";
    /// Width of the face in the picture that goes out.
    face_small: warn Some(160.0), fail None, strict Some(100.0), 0.0 ..= 1080.0 "px";
    /// Distance between the eyes in the picture that goes out. The check is `face_small`.
    eye_distance: warn Some(70.0), fail None, strict Some(45.0), 0.0 ..= 1080.0 "px";
    /// Largest part of the face's width or height that is beyond the picture's edge.
    face_cut: warn Some(0.02), fail None, strict Some(0.15), 0.0 ..= 1.0 "share";
    /// Distance of the face's middle from the picture's, over the picture's width or height.
    off_centre: warn Some(0.3), fail None, strict None, 0.0 ..= 1.0 "share";
    /// Steepness of the face's edges over that of the same edges blurred (directional edge ratio).
    blur: warn Some(1.35), fail None, strict Some(1.12), 0.0 ..= 4.0 "ratio";
    /// Luma that 95 % of the face stay below, and up to 45 more where the picture shows that there is light; under the mark
    /// the face is dark.
    dark: warn Some(134.0), fail None, strict Some(70.0), 0.0 ..= 255.0 "luma";
    /// Share of the face that is blown out (luma 247 and more).
    bright: warn Some(0.1), fail None, strict Some(0.35), 0.0 ..= 1.0 "share";
    /// Difference between the luma that 95 % and that 5 % of the face stay below.
    contrast: warn Some(50.0), fail None, strict Some(25.0), 0.0 ..= 255.0 "luma";
    /// Doublings of light between one cheek and the other.
    uneven_light: warn Some(2.5), fail None, strict None, 0.0 ..= 10.0 "stops";
    /// Distance of the cheeks' colour from the range of skin in CIELAB's a* and b*.
    colour_cast: warn Some(12.0), fail None, strict None, 0.0 ..= 200.0 "CIELAB units";
}
