//! Was the file whole?

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;
use crate::{
    decode::source::Format,
    report::{Status, Value},
};

/// Damage that viewers tolerate; anything worse is an error.
///
/// What a viewer tolerates without losing a pixel is a note. What may be lost, or may be another picture than the one that
/// was meant, is a warning: the person can upload the photo again.
///
/// An orientation that was not followed counts as damage: the output has no metadata, so nobody can follow it later.
///
/// JPEG has no checksum. Data that no part of the picture has asked for are all that tells of a flipped bit which
/// leaves valid codes, so that it cannot be known then whether the picture is as it was.
pub const DEFINITION: Definition = Definition {
    id: "intact",
    meaning: "No part of the photo's file is missing, left over or ignored.",
    unit: "rows missing",
    api_code: None,
    judge: Judge::Photo(judge),
};

fn judge(evidence: &Evidence<'_>) -> Finding {
    let integrity = evidence.integrity;
    // Cameras put more after a JPEG: moving pictures, depth. Nothing has its place after a PNG.
    let trails = evidence.source.format == Format::Png && integrity.trailing_bytes > 0;
    let is_jpeg = evidence.source.format == Format::Jpeg;
    let doubtful = integrity.repeated_rows > 0
        || integrity.is_coarse
        || (is_jpeg && integrity.extra_bytes > 0)
        || integrity.leading_bytes > 0
        || integrity.orientation_ignored;
    let tolerated = integrity.end_missing || integrity.extra_bytes > 0 || trails;
    let status = match (doubtful, tolerated) {
        (true, _) => Status::Warn,
        (false, true) => Status::Note,
        (false, false) => Status::Pass,
    };
    let key = if integrity.repeated_rows > 0 {
        "intact.rows_missing"
    } else if integrity.is_coarse {
        "intact.coarse"
    } else if is_jpeg && integrity.extra_bytes > 0 {
        "intact.doubtful"
    } else if integrity.leading_bytes > 0 {
        "intact.inside"
    } else if integrity.orientation_ignored {
        "intact.not_rotated"
    } else if integrity.extra_bytes > 0 {
        "intact.left_over"
    } else {
        "intact.end"
    };
    Finding::new(status, Value::Number(f64::from(integrity.repeated_rows)), Value::Number(0.0), key)
}
