//! What a check found.

use crate::{
    options::Threshold,
    report::{Status, Value},
};

/// What a check found.
pub struct Finding {
    pub(super) status: Status,
    pub(super) value: Option<Value>,
    pub(super) limit: Option<Value>,
    pub(super) key: Option<&'static str>,
}

impl Finding {
    /// Of two that pass on the same value, the one that would be bad first.
    pub(super) fn nearer(self, other: Self) -> Self {
        let room = |finding: &Self| match (&finding.value, &finding.limit) {
            (Some(Value::Number(value)), Some(Value::Number(limit))) => gap(*value, *limit),
            _ => f64::INFINITY,
        };
        if room(&other) < room(&self) { other } else { self }
    }

    /// A finding in words or numbers that are not thresholds.
    pub(super) fn new(status: Status, value: Value, limit: Value, key: &'static str) -> Self {
        let key = (status != Status::Pass).then_some(key);
        Self { status, value: Some(value), limit: Some(limit), key }
    }

    /// Could not be measured on this photo.
    pub(super) fn skipped() -> Self {
        Self { status: Status::Skipped, value: None, limit: None, key: None }
    }

    /// Bad when the value is below the marks.
    pub(super) fn low(value: f64, marks: Threshold, key: &'static str) -> Self {
        Self::measured(value, marks, |mark| value < mark, key)
    }

    /// Bad when the value is above the marks.
    pub(super) fn high(value: f64, marks: Threshold, key: &'static str) -> Self {
        Self::measured(value, marks, |mark| value > mark, key)
    }

    pub(super) fn measured(
        value: f64,
        marks: Threshold,
        past: impl Fn(f64) -> bool,
        key: &'static str,
    ) -> Self {
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
            key: (status != Status::Pass).then_some(key),
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
