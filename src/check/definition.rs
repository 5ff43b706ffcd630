//! What a check is called, asks and prevents.

use super::{
    evidence::{Evidence, FaceEvidence},
    finding::Finding,
};
use crate::report::Check;

/// A check: what it is called, what it asks, what it prevents.
pub struct Definition {
    /// Stable name.
    pub id: &'static str,
    /// What is asked, for the reference.
    #[cfg_attr(
        not(feature = "internals"),
        expect(dead_code, reason = "only the rendered reference says it")
    )]
    pub meaning: &'static str,
    /// Unit of value and limit.
    pub unit: &'static str,
    /// The API's answer that it prevents.
    pub api_code: Option<&'static str>,
    pub(super) judge: Judge,
}

/// What a check reads.
#[derive(Clone, Copy)]
pub(super) enum Judge {
    Photo(fn(&Evidence<'_>) -> Finding),
    Face(fn(&FaceEvidence<'_>) -> Finding),
}

/// A definition without what only the reference says, so that the module does not carry those texts.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    id: &'static str,
    unit: &'static str,
    api_code: Option<&'static str>,
    pub(super) judge: Judge,
}

impl Definition {
    pub(super) const fn asked(&self) -> Asked {
        Asked { id: self.id, unit: self.unit, api_code: self.api_code, judge: self.judge }
    }
}

impl Asked {
    pub(super) fn check(&self, finding: Finding) -> Check {
        let Finding { status, value, limit, key } = finding;
        Check { id: self.id, status, value, limit, unit: self.unit, key, api_code: self.api_code }
    }
}
