//! All tables together.

use super::codes::{Code, OPERATION_CODES, SUB_CODES, UNKNOWN};
use super::endpoints::{ENDPOINTS, Endpoint};
use super::error_codes::ERROR_CODES;
use super::gateway::GATEWAY_CODES;
use super::operation::{OPERATION, Operation, SUCCESSOR};
use super::parameters::{MODES, Mode, PARAMETERS, Parameter};
use super::picture_limits::{PICTURE, PictureLimits};
use super::response::{DUPLICATE_FACE_FIELDS, EXT_FACE_INFO_FIELDS, RESULT_FIELDS, ResponseField};
use serde::Serialize;

/// All tables in one value, as they are rendered for JavaScript.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contract {
    /// Names, version and timeouts of the call.
    pub operation: Operation,
    /// The same of the successor.
    pub successor: Operation,
    /// Where the call goes, by region.
    pub endpoints: &'static [Endpoint],
    /// The three uses of the operation, by `VerifyModel`.
    pub modes: &'static [Mode],
    /// The request's parameters, in the order in which they are sent.
    pub parameters: &'static [Parameter],
    /// What a picture may be.
    pub picture: PictureLimits,
    /// Fields of `Result` in the answer.
    pub result_fields: &'static [ResponseField],
    /// Fields of each entry of `Result.DuplicateFace`, once decoded from its string.
    pub duplicate_face_fields: &'static [ResponseField],
    /// Fields of `Result.ExtFaceInfo`.
    pub ext_face_info_fields: &'static [ResponseField],
    /// The operation's codes.
    pub codes: &'static [Code],
    /// The verdict's codes in `Result.SubCode`.
    pub sub_codes: &'static [Code],
    /// Codes of the API gateway, which answers before the operation runs.
    pub gateway_codes: &'static [Code],
    /// Codes of this product's own errors.
    pub error_codes: &'static [Code],
    /// The row for a code that has none.
    pub unknown_code: Code,
}

/// The contract.
pub static CONTRACT: Contract = Contract {
    operation: OPERATION,
    successor: SUCCESSOR,
    endpoints: ENDPOINTS,
    modes: MODES,
    parameters: PARAMETERS,
    picture: PICTURE,
    result_fields: RESULT_FIELDS,
    duplicate_face_fields: DUPLICATE_FACE_FIELDS,
    ext_face_info_fields: EXT_FACE_INFO_FIELDS,
    codes: OPERATION_CODES,
    sub_codes: SUB_CODES,
    gateway_codes: GATEWAY_CODES,
    error_codes: ERROR_CODES,
    unknown_code: UNKNOWN,
};
