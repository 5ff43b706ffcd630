//! A code in plain words.

use super::codes::{Code, UNKNOWN};
use super::tables::CONTRACT;
use crate::error::Actor;
use serde::Serialize;

/// What a code means and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The code that was asked for.
    pub code: String,
    /// Whether the contract knows it.
    pub known: bool,
    /// What happened.
    pub meaning: &'static str,
    /// What the one who must act should do.
    pub advice: &'static str,
    /// What to tell the person in front of the camera.
    pub for_person: &'static str,
    /// Names that text; the npm package has it in other languages.
    pub key: &'static str,
    /// Who must act; `None` where no action is needed.
    pub actor: Option<Actor>,
    /// Whether the same request, newly dated and signed, may succeed later.
    pub retryable: bool,
    /// Whether the call is billed; `None` where no source says so.
    pub billed: Option<bool>,
}

/// Explains a code of the operation, a SubCode, a code of the gateway or a code of this product's errors. `200` is how a
/// sibling operation spells `Success`; the SubCode of that name is left to [`explain_sub_code`].
///
/// ```
/// use face_preflight::contract::explain;
///
/// let throttled = explain("Throttling.User");
/// assert!(throttled.known && throttled.retryable);
/// ```
///
/// A code without a row of its own is explained by the longest family (`Throttling*`) that it belongs to. A code
/// that is not known is neither retried nor taken for a success.
pub fn explain(code: &str) -> Explanation {
    let rows = || {
        let contract = &CONTRACT;
        [contract.codes, contract.sub_codes, contract.error_codes, contract.gateway_codes]
            .into_iter()
            .flatten()
    };
    let family = |row: &&Code| row.code.strip_suffix('*').is_some_and(|prefix| code.starts_with(prefix));
    let sought = if code == "200" { "Success" } else { code };
    let row = rows()
        .find(|row| row.code == sought)
        .or_else(|| rows().filter(family).max_by_key(|row| row.code.len()));
    explanation(code, row)
}

/// Explains the SubCode of a verdict.
pub fn explain_sub_code(code: &str) -> Explanation {
    explanation(code, CONTRACT.sub_codes.iter().find(|row| row.code == code))
}

fn explanation(code: &str, row: Option<&Code>) -> Explanation {
    let known = row.is_some();
    let row = row.unwrap_or(&UNKNOWN);
    Explanation {
        code: code.to_owned(),
        known,
        meaning: row.meaning,
        advice: row.advice,
        for_person: row.for_person,
        key: row.key,
        actor: row.actor,
        retryable: row.retryable,
        billed: row.billed,
    }
}
