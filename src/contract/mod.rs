//! The contract of `FaceDuplicationCheckIntl`: every fact about the API, once.
//!
//! The JavaScript constants, the types and the tables of the documentation are rendered from here
//! (`cargo xtask render`), and the request builder, the signing backend and the emulator read nothing else.
//! Where the vendor's sources disagree, the row says what each says, what was chosen and why.

mod codes;
mod endpoints;
mod error_codes;
mod explain;
mod gateway;
mod operation;
mod parameters;
mod picture;
mod response;

pub use codes::{Code, OPERATION_CODES, SUB_CODES};
pub use endpoints::{ENDPOINTS, Endpoint};
pub use error_codes::ERROR_CODES;
pub use explain::{Explanation, explain};
pub use gateway::GATEWAY_CODES;
pub use operation::{OPERATION, Operation};
pub use parameters::{
    AllowedValue, Alphabet, Condition, MODES, Mode, PARAMETERS, Parameter, Place, Requirement, Switch, Values,
};
pub use picture::{PICTURE, PictureLimits};
pub use response::{DUPLICATE_FACE_FIELDS, EXT_FACE_INFO_FIELDS, JsonType, RESULT_FIELDS, ResponseField};

use serde::Serialize;

/// All tables in one value, as they are rendered for JavaScript.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contract {
    /// Names, version and timeouts of the call.
    pub operation: Operation,
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
    unknown_code: explain::UNKNOWN,
};
