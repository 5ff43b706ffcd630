//! Codes of this product's own errors: those of [`crate::error::Error`] and those that only the JavaScript side can meet.

use super::codes::{Code, NOT_YOUR_FAULT, ROW};
use crate::error::Actor;

/// What the rows share: nothing was sent, so nothing is billed.
const LOCAL: Code = Code { billed: Some(false), ..ROW };
const PHOTO: Code = Code { actor: Some(Actor::Photo), ..LOCAL };
const MACHINE: Code = Code { actor: Some(Actor::Environment), retryable: true, ..LOCAL };

const DAMAGED: &str = "This photo’s file is damaged. Please choose it again or take a new photo.";

/// Every code of `Error` and `PreflightError`.
pub const ERROR_CODES: &[Code] = &[
    Code {
        code: "empty_input",
        meaning: "No bytes came.",
        advice: "Hand over the photo's file.",
        for_person: "This file is empty. Please choose your photo again.",
        key: "error.empty_input",
        ..LOCAL
    },
    Code {
        code: "unsupported_format",
        meaning: "The file is neither JPEG nor PNG, and no browser was there that reads it.",
        advice: "Ask for a JPEG or PNG.",
        for_person: "This file can’t be opened here. Please choose a JPEG or PNG photo, or use the camera.",
        key: "error.unsupported_format",
        ..PHOTO
    },
    Code {
        code: "unsupported_coding",
        meaning: "The JPEG or PNG is of a rare coding that is not read.",
        advice: "Export the photo again as an ordinary JPEG.",
        for_person: "This photo can’t be opened here. Please take a new one, or save it as a JPEG and choose it again.",
        key: "error.unsupported_coding",
        ..PHOTO
    },
    Code {
        code: "truncated",
        meaning: "The file ends before the picture does.",
        advice: "Upload it again.",
        for_person: DAMAGED,
        key: "error.truncated",
        ..PHOTO
    },
    Code {
        code: "corrupt",
        meaning: "The file contradicts its format.",
        advice: "Take or export the photo again.",
        for_person: DAMAGED,
        key: "error.corrupt",
        ..PHOTO
    },
    Code {
        code: "limit_exceeded",
        meaning: "The photo is larger than a limit of the options.",
        advice: "Raise the limit or refuse the photo.",
        for_person: "This photo is too large. Please choose a smaller one.",
        key: "error.limit_exceeded",
        actor: Some(Actor::Policy),
        ..LOCAL
    },
    Code {
        code: "invalid_option",
        meaning: "An option is misspelt, of the wrong type or out of range.",
        advice: "Correct the option that the message names.",
        for_person: NOT_YOUR_FAULT,
        key: "error.invalid_option",
        ..LOCAL
    },
    Code {
        code: "invalid_parameter",
        meaning: "A request parameter is missing, malformed or contradicts another.",
        advice: "Correct the parameter that the message names.",
        for_person: NOT_YOUR_FAULT,
        key: "error.invalid_parameter",
        ..LOCAL
    },
    Code {
        code: "invalid_input",
        meaning: "What was handed over is not a photo in any of the forms that are taken.",
        advice: "Hand over a Blob, File, ArrayBuffer, Uint8Array, Response, ReadableStream or pixels.",
        for_person: NOT_YOUR_FAULT,
        key: "error.invalid_input",
        ..LOCAL
    },
    Code {
        code: "aborted",
        meaning: "The signal ended the call.",
        advice: "Nothing: it was asked for.",
        for_person: "This was stopped. You can start again whenever you like.",
        key: "error.aborted",
        retryable: true,
        ..LOCAL
    },
    Code {
        code: "no_picture",
        meaning: "The photo gave no picture whose Base64 or Blob could be had.",
        advice: "Look at the report's failed checks and take another photo.",
        for_person: "This photo can’t be used. Please take another one.",
        key: "error.no_picture",
        ..PHOTO
    },
    Code {
        code: "canvas_blocked",
        meaning: "The browser keeps what a canvas shows from being read, or changes it, to protect privacy.",
        advice: "Hand over a JPEG or PNG file: it needs no canvas. Or let the person allow it for this page.",
        for_person: "Please choose a JPEG or PNG photo. Your browser’s privacy protection keeps this one from being read.",
        key: "error.canvas_blocked",
        retryable: false,
        ..MACHINE
    },
    Code {
        code: "input_failed",
        meaning: "Reading the photo failed half-way.",
        advice: "Hand the photo over again.",
        for_person: "The photo couldn’t be opened. Please choose it again.",
        key: "error.input_failed",
        ..MACHINE
    },
    Code {
        code: "load_failed",
        meaning: "The WebAssembly module could not be loaded.",
        advice: "Check that the .wasm file is served and that the content security policy allows 'wasm-unsafe-eval'.",
        for_person: "Part of this page didn’t load. Please check your connection and try again.",
        key: "error.load_failed",
        ..MACHINE
    },
    Code {
        code: "crashed",
        meaning: "The WebAssembly instance stopped, for want of memory for example.",
        advice: "Call again: a new instance is started. Lower limits.memoryBytes on small devices.",
        for_person: "Something went wrong on this device. Please try again, or choose a smaller photo.",
        key: "error.crashed",
        ..MACHINE
    },
    Code {
        code: "worker_died",
        meaning: "The worker that did the work died.",
        advice: "Call again: a new one is started.",
        for_person: "Something went wrong on this device. Please try again.",
        key: "error.worker_died",
        ..MACHINE
    },
];

#[cfg(test)]
mod tests {
    use super::ERROR_CODES;
    use crate::error::{Error, Position};

    /// One error of every variant; the compiler asks for the new one here.
    fn every_error() -> Vec<Error> {
        let (position, text) = (Position::default(), String::new);
        let all = vec![
            Error::EmptyInput,
            Error::InvalidInput { found: text() },
            Error::UnsupportedFormat { found: text() },
            Error::UnsupportedCoding { found: text() },
            Error::Truncated { position, detail: text() },
            Error::Corrupt { position, detail: text() },
            Error::LimitExceeded { limit: "", value: 0, allowed: 0 },
            Error::InvalidOption { name: text(), reason: text() },
            Error::InvalidParameter { name: text(), reason: text() },
        ];
        for error in &all {
            match error {
                Error::EmptyInput
                | Error::InvalidInput { .. }
                | Error::UnsupportedFormat { .. }
                | Error::UnsupportedCoding { .. }
                | Error::Truncated { .. }
                | Error::Corrupt { .. }
                | Error::LimitExceeded { .. }
                | Error::InvalidOption { .. }
                | Error::InvalidParameter { .. } => {}
            }
        }
        all
    }

    #[test]
    fn every_error_has_a_row_with_its_actor() {
        for error in every_error() {
            let row = ERROR_CODES
                .iter()
                .find(|row| row.code == error.code())
                .unwrap_or_else(|| panic!("{}", error.code()));
            assert_eq!(row.actor, Some(error.actor()), "{}", error.code());
        }
    }
}
