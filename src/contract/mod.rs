//! The contract of `FaceDuplicationCheckIntl` and its successor `FaceVerifyIntl`: every fact about the API, once.
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
#[cfg(feature = "internals")]
mod other_parameters;
mod parameters;
mod picture_limits;
mod response;
mod tables;

pub use codes::{Code, OPERATION_CODES, SUB_CODES};
pub use endpoints::{ENDPOINTS, Endpoint};
pub use error_codes::ERROR_CODES;
pub use explain::{Explanation, explain, explain_sub_code};
pub use gateway::GATEWAY_CODES;
pub use operation::{OPERATION, Operation, SUCCESSOR};
#[cfg(feature = "internals")]
pub use other_parameters::{OTHER_PARAMETERS, OtherParameter, TakenBy};
pub use parameters::{
    AllowedValue, Alphabet, Condition, MODES, Mode, PARAMETERS, Parameter, Place, Requirement, Switch, Values,
};
pub use picture_limits::{PICTURE, PictureLimits};
pub use response::{DUPLICATE_FACE_FIELDS, EXT_FACE_INFO_FIELDS, JsonType, RESULT_FIELDS, ResponseField};
pub use tables::{CONTRACT, Contract};
