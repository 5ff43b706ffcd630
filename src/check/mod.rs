//! The checks, one file each. A check measures; its limits come from the options.

mod blank;
mod bytes;
mod colour_profile;
mod frame;
mod intact;
mod portrait;
mod resolution;
mod source_quality;

use crate::{
    colour::ColourHandling,
    encode::Encoded,
    jpeg::Outcome,
    options::{Options, Threshold},
    picture::Picture,
    report::{Check, Source, Status, Value},
    scale::Plan,
};

/// Everything that a check may look at.
pub struct Evidence<'a> {
    /// The photo as it came.
    pub source: &'a Source,
    /// What was planned from its size.
    pub plan: &'a Plan,
    /// The picture that was encoded.
    pub picture: &'a Picture,
    /// The file; `None` where none fitted.
    pub encoded: Option<&'a Encoded>,
    /// What the decoder let pass.
    pub outcome: &'a Outcome,
    /// What was done about the photo's colour profile.
    pub colour: ColourHandling,
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
    judge: fn(&Evidence<'_>) -> Finding,
}

/// Every check, in the order of the report.
pub const CHECKS: &[Definition] = &[
    portrait::DEFINITION,
    resolution::DEFINITION,
    bytes::DEFINITION,
    intact::DEFINITION,
    source_quality::DEFINITION,
    colour_profile::DEFINITION,
    blank::DEFINITION,
    frame::DARK,
    frame::BRIGHT,
];

/// Asks every check.
pub fn all(evidence: &Evidence<'_>) -> Vec<Check> {
    CHECKS
        .iter()
        .map(|definition| {
            let Finding { status, value, limit, advice } = (definition.judge)(evidence);
            let api_code = definition.api_code;
            Check { id: definition.id, status, value, limit, unit: definition.unit, advice, api_code }
        })
        .collect()
}

impl Finding {
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
            (Status::Pass, marks.warn.or(marks.fail))
        };
        Self {
            status,
            value: Some(Value::Number(rounded(value))),
            limit: limit.map(Value::Number),
            advice: (status != Status::Pass).then(|| advice.to_string()),
        }
    }
}

/// Three decimals: what is left of a measurement once the noise is gone.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// How often each luma value occurs in the picture.
fn luma_histogram(picture: &Picture) -> [u32; 256] {
    let mut histogram = [0; 256];
    for &sample in &picture.y.samples {
        if let Some(count) = histogram.get_mut(usize::from(sample)) {
            *count += 1;
        }
    }
    histogram
}
