//! What a run found out: the photo as it came, the picture that goes out, and every check.

use crate::{
    decode::source::Source,
    english::english,
    face::Face,
    options::{Coding, Effort},
    picture::Subsampling,
};
use serde::Serialize;

/// The picture that goes out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Output {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Size of the JPEG in bytes, before Base64.
    pub bytes: u64,
    /// Length of its Base64 form in characters.
    pub base64_length: u64,
    /// Quality on the encoder's own scale, 1 to 100: that of its tables, or where the size was met more finely than
    /// tables can, that of tables whose file would be as large. With `effort: 'thorough'` it is that of the usual file.
    pub quality: u8,
    /// Quality of equal fidelity on the usual scale (Annex K tables as libjpeg scales them); with `effort: 'thorough'`
    /// that of the usual file.
    pub equivalent_quality: u8,
    /// Chroma resolution.
    pub subsampling: Subsampling,
    /// How the JPEG is written.
    pub coding: Coding,
    /// How long its best form was searched for.
    pub effort: Effort,
    /// Whether it was cut to the face. Such a picture is not for liveness checks.
    pub cropped: bool,
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// As it should be.
    Pass,
    /// As good as another photo would be; what an engineer may want to know. Not for the person.
    Note,
    /// Usable; the person can take a better one.
    Warn,
    /// Not fit to be sent.
    Fail,
    /// Could not be measured on this photo.
    Skipped,
}

impl Status {
    /// Whether it asks for more: a failure more than a warning, a warning more than the rest.
    pub(crate) fn is_worse_than(self, other: Self) -> bool {
        let weight = |status| match status {
            Self::Pass | Self::Skipped | Self::Note => 0,
            Self::Warn => 1,
            Self::Fail => 2,
        };
        weight(self) > weight(other)
    }
}

/// A measured value: a number in the check's unit, or words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A number in the check's unit.
    Number(f64),
    /// Words, for example a size in pixels.
    Text(String),
}

/// One question asked of the photo, with what was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// Stable name, for example `frame_dark`.
    pub id: &'static str,
    /// How it came out.
    pub status: Status,
    /// What was measured; `None` when skipped.
    pub value: Option<Value>,
    /// The limit that decided, or would have next.
    pub limit: Option<Value>,
    /// Unit of value and limit.
    pub unit: &'static str,
    /// Names what to tell: the check's id and a variant, for example `face_share.too_far`; `None` when it passed. With a
    /// note it is for engineers. [`Check::advice`] says it in English, the npm package in other languages.
    pub key: Option<&'static str>,
    /// The API's answer that this check prevents.
    pub api_code: Option<&'static str>,
}

impl Check {
    /// What the person can do, in plain English; `None` when it passed.
    pub fn advice(&self) -> Option<&'static str> {
        self.key.and_then(english)
    }
}

/// Everything that was found out about one photo.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The photo as it came.
    pub source: Source,
    /// The picture that goes out; `None` where none could be made.
    pub output: Option<Output>,
    /// Every check, in a fixed order.
    pub checks: Vec<Check>,
    /// The faces, in pixels of the picture that goes out, the one that the checks are about first; `None` where no
    /// detector looked for any. The first is the largest certain one (a score of at least 0.85), or else the likeliest (at
    /// least 0.5). Others beside it are certain, likely (at least 0.7) or confirmed by the second net (at least 0.5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub faces: Option<Vec<Face>>,
}

impl Report {
    /// Whether no check failed.
    pub fn ok(&self) -> bool {
        self.checks.iter().all(|check| check.status != Status::Fail)
    }
}
