//! Codes of the API gateway, which answers before the operation runs.

use super::codes::{Code, ROW};
use crate::error::Actor;

/// What the gateway's rows share. None of them is billed: the operation has not run. (No source says so
/// explicitly.)
const GATEWAY: Code = Code { actor: Some(Actor::Environment), billed: Some(false), ..ROW };

const BUSY: &str = "The service is busy right now. Please wait a moment and try again.";

/// Codes of the gateway, quoted from other products' error lists and from reported answers.
pub const GATEWAY_CODES: &[Code] = &[
    Code {
        code: "SignatureDoesNotMatch",
        http_status: Some(400),
        meaning: "The signature is not the one that the gateway computed.",
        advice: "Check the secret and that the request was not changed after it was signed. The message echoes the \
                 request: never log or pass it on.",
        note: "The developers' questions give 400, the DNS product 403; the general page was chosen.",
        ..GATEWAY
    },
    Code {
        code: "IncompleteSignature",
        http_status: Some(400),
        meaning: "The Authorization header is malformed.",
        advice: "Check how the header is put together.",
        ..GATEWAY
    },
    Code {
        code: "InvalidAccessKeyId.NotFound",
        http_status: Some(404),
        meaning: "The access key does not exist.",
        advice: "Check the access key and that it belongs to the international site.",
        note: "Three lists give 404, two 400; the majority was chosen.",
        ..GATEWAY
    },
    Code {
        code: "InvalidAccessKeyId.Inactive",
        http_status: Some(400),
        meaning: "The access key is disabled.",
        advice: "Enable it or use another one.",
        ..GATEWAY
    },
    Code {
        code: "MissingAccessKeyId",
        http_status: Some(400),
        meaning: "The request names no access key.",
        advice: "Sign the request.",
        note: "Seen without its status; 400 assumed as for the other malformed requests.",
        ..GATEWAY
    },
    Code {
        code: "InvalidSecurityToken.*",
        http_status: Some(400),
        meaning: "The temporary token is wrong or has expired.",
        advice: "Get new temporary credentials and sign again.",
        note: "Not in the sources at hand; known from the gateway in general.",
        ..GATEWAY
    },
    Code {
        code: "InvalidTimeStamp.Expired",
        http_status: Some(400),
        meaning: "The request's date is more than 15 minutes off.",
        advice: "Set the machine's clock; or learn the offset from the answer's Date header and sign once more.",
        note: "15 minutes for V3 signatures; the V2 page says 31.",
        ..GATEWAY
    },
    Code {
        code: "InvalidTimeStamp.Format",
        http_status: Some(400),
        meaning: "The request's date is malformed.",
        advice: "Write it as yyyy-MM-ddTHH:mm:ssZ in UTC.",
        ..GATEWAY
    },
    Code {
        code: "SignatureNonceUsed",
        http_status: Some(400),
        meaning: "The nonce was used before.",
        advice: "Use a new random nonce for every attempt.",
        retryable: true,
        ..GATEWAY
    },
    Code {
        code: "Throttling*",
        http_status: Some(403),
        meaning: "Too many calls.",
        advice: "Wait as the header x-acs-retry-after says (milliseconds), then call again, more slowly.",
        for_person: BUSY,
        key: "answer.busy",
        retryable: true,
        note: "400 in general lists, 403 for this operation.",
        ..GATEWAY
    },
    Code {
        code: "Missing*",
        http_status: Some(400),
        meaning: "A parameter that is needed is missing; the code's end names it.",
        advice: "Send it.",
        actor: Some(Actor::Caller),
        ..GATEWAY
    },
    Code {
        code: "Invalid*",
        http_status: Some(400),
        meaning: "A parameter's value is not allowed; the code's end names it.",
        advice: "Correct it.",
        actor: Some(Actor::Caller),
        ..GATEWAY
    },
    Code {
        code: "Forbidden*",
        http_status: Some(403),
        meaning: "The account or the RAM user may not do this.",
        advice: "Check the permissions and that the service is activated.",
        ..GATEWAY
    },
    Code {
        code: "NoPermission",
        http_status: Some(403),
        meaning: "The RAM user may not do this.",
        advice: "Grant the permission; AccessDeniedDetail in the answer names it.",
        ..GATEWAY
    },
    Code {
        code: "InvalidApi.NotFound",
        http_status: Some(404),
        meaning: "The endpoint does not know the operation.",
        advice: "Check action, version and region.",
        ..GATEWAY
    },
    Code {
        code: "InvalidProduct.NotFound",
        http_status: Some(404),
        meaning: "The endpoint does not know the product.",
        advice: "Check the endpoint's host.",
        ..GATEWAY
    },
    Code {
        code: "InvalidProtocol.NeedSsl",
        http_status: Some(404),
        meaning: "The call must use HTTPS.",
        advice: "Call https://.",
        ..GATEWAY
    },
    Code {
        code: "InvalidAction*",
        http_status: Some(403),
        meaning: "The action is not known.",
        advice: "Check x-acs-action.",
        ..GATEWAY
    },
    Code {
        code: "NoSuchVersion",
        http_status: Some(400),
        meaning: "The version is not known.",
        advice: "Check x-acs-version.",
        ..GATEWAY
    },
    Code {
        code: "UnsupportedHTTPMethod",
        http_status: Some(400),
        meaning: "The HTTP method is not allowed.",
        advice: "Use POST.",
        note: "400 or 403, one list each.",
        ..GATEWAY
    },
    Code {
        code: "ServiceUnavailable",
        http_status: Some(503),
        meaning: "The service is down for the moment.",
        advice: "Try again after a pause.",
        for_person: BUSY,
        key: "answer.busy",
        retryable: true,
        ..GATEWAY
    },
];
