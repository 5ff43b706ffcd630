//! The checks, one file for each matter. A check measures; its limits come from the options.
//!
//! Some read the photo and its file, the others the face that a detector found; these are left out where there is no
//! detector, and skipped where there is no face.

mod blank;
mod blocky;
mod blur;
mod bytes;
mod colour_profile;
mod frame;
mod grey;
mod intact;
mod light;
mod no_face;
mod place;
mod portrait;
mod pose;
mod resolution;
mod source_quality;

use crate::{
    colour::ColourHandling,
    encode::Encoded,
    face::{Face, Measures},
    histogram::Histogram,
    options::{Options, Threshold},
    picture::Picture,
    report::{Check, Source, Status, Value},
    rows::Outcome,
    scale::Plan,
};

/// Everything that a check of the photo may look at.
pub struct Evidence<'a> {
    /// The photo as it came.
    pub source: &'a Source,
    /// What was planned from its size.
    pub plan: &'a Plan,
    /// The picture that was encoded.
    pub picture: &'a Picture,
    /// How often each luma occurs in it.
    pub luma: &'a Histogram,
    /// The file; `None` where none fitted.
    pub encoded: Option<&'a Encoded>,
    /// What the decoder let pass.
    pub outcome: &'a Outcome,
    /// How much borders of blocks show; `None` where it could not be measured.
    pub blockiness: Option<f64>,
    /// What was done about the photo's colour profile.
    pub colour: ColourHandling,
    /// The caller's choices.
    pub options: &'a Options,
}

/// Everything that a check of the face may look at.
pub struct FaceEvidence<'a> {
    /// The highest score anywhere, 0 to 1.
    pub score: f32,
    /// The faces; the checks are about the first. The others are certain.
    pub faces: &'a [Face],
    /// What was measured on the first.
    pub measures: Option<&'a Measures>,
    /// The caller's choices.
    pub options: &'a Options,
}

/// What a check found.
pub struct Finding {
    status: Status,
    value: Option<Value>,
    limit: Option<Value>,
    advice: Option<String>,
}

/// A check: what it is called, what it asks, what it prevents.
pub struct Definition {
    /// Stable name.
    pub id: &'static str,
    /// What is asked, for the reference.
    pub meaning: &'static str,
    /// Unit of value and limit.
    pub unit: &'static str,
    /// The API's answer that it prevents.
    pub api_code: Option<&'static str>,
    judge: Judge,
}

/// What a check reads.
#[derive(Clone, Copy)]
enum Judge {
    Photo(fn(&Evidence<'_>) -> Finding),
    Face(fn(&FaceEvidence<'_>) -> Finding),
}

/// Every check, in the order of the report.
pub const CHECKS: &[Definition] = &[
    portrait::DEFINITION,
    resolution::DEFINITION,
    bytes::DEFINITION,
    intact::DEFINITION,
    source_quality::DEFINITION,
    blocky::DEFINITION,
    colour_profile::DEFINITION,
    blank::DEFINITION,
    grey::DEFINITION,
    frame::DARK,
    frame::BRIGHT,
    no_face::NO_FACE,
    no_face::MANY_FACES,
    pose::TURNED_PHOTO,
    pose::TILT,
    pose::YAW,
    place::FACE_SHARE,
    place::FACE_SMALL,
    place::FACE_CUT,
    place::OFF_CENTRE,
    blur::DEFINITION,
    light::DARK,
    light::BRIGHT,
    light::CONTRAST,
    light::UNEVEN_LIGHT,
    light::COLOUR_CAST,
];

/// Asks every check; those of the face where a detector looked for one.
pub fn all(evidence: &Evidence<'_>, face: Option<&FaceEvidence<'_>>) -> Vec<Check> {
    let ask = |definition: &Definition| match definition.judge {
        Judge::Photo(judge) => Some(definition.check(judge(evidence))),
        Judge::Face(judge) => face.map(|face| definition.check(judge(face))),
    };
    CHECKS.iter().filter_map(ask).collect()
}

/// Asks the checks of the face alone.
pub fn of_face(evidence: &FaceEvidence<'_>) -> Vec<Check> {
    let ask = |definition: &Definition| match definition.judge {
        Judge::Photo(_) => None,
        Judge::Face(judge) => Some(definition.check(judge(evidence))),
    };
    CHECKS.iter().filter_map(ask).collect()
}

impl Definition {
    fn check(&self, finding: Finding) -> Check {
        let Finding { status, value, limit, advice } = finding;
        Check { id: self.id, status, value, limit, unit: self.unit, advice, api_code: self.api_code }
    }
}

impl FaceEvidence<'_> {
    /// Judges what was measured; skipped where there is no face.
    fn measured(&self, judge: impl FnOnce(&Measures) -> Finding) -> Finding {
        self.measures.map_or_else(Finding::skipped, judge)
    }

    /// Judges what the picture may not show of a face; skipped where it does not.
    fn measured_part(
        &self,
        part: fn(&Measures) -> Option<f64>,
        judge: impl FnOnce(f64) -> Finding,
    ) -> Finding {
        self.measures.and_then(part).map_or_else(Finding::skipped, judge)
    }
}

impl Finding {
    /// Of two that pass on the same value, the one that would be bad first.
    fn nearer(self, other: Self) -> Self {
        let room = |finding: &Self| match (&finding.value, &finding.limit) {
            (Some(Value::Number(value)), Some(Value::Number(limit))) => gap(*value, *limit),
            _ => f64::INFINITY,
        };
        if room(&other) < room(&self) { other } else { self }
    }

    /// A finding in words or numbers that are not thresholds.
    fn new(status: Status, value: Value, limit: Value, advice: &str) -> Self {
        let advice = (status != Status::Pass).then(|| advice.to_string());
        Self { status, value: Some(value), limit: Some(limit), advice }
    }

    /// Could not be measured on this photo.
    fn skipped() -> Self {
        Self { status: Status::Skipped, value: None, limit: None, advice: None }
    }

    /// Bad when the value lies below the marks.
    fn low(value: f64, marks: Threshold, advice: &str) -> Self {
        Self::measured(value, marks, |mark| value < mark, advice)
    }

    /// Bad when the value lies above the marks.
    fn high(value: f64, marks: Threshold, advice: &str) -> Self {
        Self::measured(value, marks, |mark| value > mark, advice)
    }

    fn measured(value: f64, marks: Threshold, past: impl Fn(f64) -> bool, advice: &str) -> Self {
        let (status, limit) = if let Some(fail) = marks.fail.filter(|&mark| past(mark)) {
            (Status::Fail, Some(fail))
        } else if let Some(warn) = marks.warn.filter(|&mark| past(mark)) {
            (Status::Warn, Some(warn))
        } else {
            let both = [marks.warn, marks.fail].into_iter().flatten();
            (
                Status::Pass,
                both.reduce(|one, other| if gap(value, other) < gap(value, one) { other } else { one }),
            )
        };
        Self {
            status,
            value: Some(Value::Number(rounded(value))),
            limit: limit.map(Value::Number),
            advice: (status != Status::Pass).then(|| advice.to_string()),
        }
    }
}

fn gap(value: f64, mark: f64) -> f64 {
    (value - mark).abs()
}

/// Three decimals: what is left of a measurement once the noise is gone.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
