//! The operation's own answers: codes and SubCodes.

use crate::error::Actor;
use serde::Serialize;

/// One code and what to do about it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Code {
    /// The code as the API sends it; one that ends with `*` stands for every code that begins like it and has no row
    /// of its own.
    pub code: &'static str,
    /// HTTP status that it comes with; `None` where there is no HTTP answer or the sources do not say.
    pub http_status: Option<u16>,
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
    /// Where the sources disagree, what was chosen and why.
    #[serde(skip)]
    pub note: &'static str,
}

/// Said to the person when only the people who run the service can act.
pub(super) const NOT_YOUR_FAULT: &str =
    "Something went wrong on our side, not with your photo. Please try again later.";
const TRY_AGAIN_SOON: &str = "The service is busy right now. Please wait a moment and try again.";
const ANOTHER_PHOTO: &str = "Please take another photo in good light, looking straight into the camera.";

/// What most rows share.
pub(super) const ROW: Code = Code {
    code: "",
    http_status: None,
    meaning: "",
    advice: "",
    for_person: NOT_YOUR_FAULT,
    key: "answer.our_side",
    actor: Some(Actor::Caller),
    retryable: false,
    billed: None,
    note: "",
};

/// Codes of the operation.
pub const OPERATION_CODES: &[Code] = &[
    Code {
        code: "Success",
        http_status: Some(200),
        meaning: "The check ran. Its verdict is in Result.FacePassed and Result.SubCode.",
        advice: "Read SubCode.",
        for_person: "Your photo was checked.",
        key: "answer.checked",
        actor: None,
        billed: Some(true),
        note: "Siblings answer \"200\" for the same: readers accept both. Any other code of an HTTP 200 answer is a \
               failure, which the SDKs return as a normal result.",
        ..ROW
    },
    Code {
        code: "MissingParameter",
        http_status: Some(400),
        meaning: "A parameter that is needed is empty.",
        advice: "Send it: buildRequest names it before the call.",
        ..ROW
    },
    Code {
        code: "InvalidParameter",
        http_status: Some(400),
        meaning: "A parameter's value is not allowed.",
        advice: "Correct it: buildRequest names it before the call. A group code that does not exist in the \
                 endpoint's region is a likely cause too.",
        ..ROW
    },
    Code {
        code: "NoFaceDetected",
        http_status: Some(401),
        meaning: "No usable face was found in the source picture.",
        advice: "Take another photo with the whole face in it, straight, near and well lit.",
        for_person: "Please take another photo with your whole face in it, close up and in good light.",
        key: "answer.no_face",
        actor: Some(Actor::Photo),
        ..ROW
    },
    Code {
        code: "UnqualifiedPhoto",
        http_status: Some(401),
        meaning: "The picture cannot be read, or its resolution or quality is out of range.",
        advice: "Send what preflight made, with every check passed; else take another photo.",
        for_person: ANOTHER_PHOTO,
        key: "answer.another_photo",
        actor: Some(Actor::Photo),
        ..ROW
    },
    Code {
        code: "ToolargeImage",
        http_status: Some(401),
        meaning: "The picture is too large.",
        advice: "Send what preflight made: it stays under 600,000 bytes.",
        for_person: "This photo is too large. Please choose a smaller one.",
        key: "answer.too_large",
        note: "Spelt like this by the vendor.",
        ..ROW
    },
    Code {
        code: "DataDuplication",
        http_status: Some(401),
        meaning: "A picture was given in more than one way.",
        advice: "Give each picture either as Base64 or as a URL.",
        note: "The product page's text is garbled; the vendor's code page of 2026-06 says this plainly.",
        ..ROW
    },
    Code {
        code: "DownloadTimeout",
        http_status: Some(401),
        meaning: "The picture at the URL did not arrive in time.",
        advice: "Serve the picture faster and from a public address, or send it as Base64.",
        for_person: TRY_AGAIN_SOON,
        key: "answer.busy",
        actor: Some(Actor::Environment),
        retryable: true,
        note: "No time limit is given here; the domestic twin allows 3 seconds.",
        ..ROW
    },
    Code {
        code: "Forbidden.RAMUserAccessDenied",
        http_status: Some(403),
        meaning: "The RAM user may not call the operation.",
        advice: "Grant the RAM user AliyunAntCloudAuthFullAccess.",
        actor: Some(Actor::Environment),
        ..ROW
    },
    Code {
        code: "Forbidden.AccountAccessDenied",
        http_status: Some(403),
        meaning: "The service is not activated for the account, or a payment is overdue.",
        advice: "Activate the service in the console and settle what is due.",
        actor: Some(Actor::Environment),
        ..ROW
    },
    Code {
        code: "Throttling.Api",
        http_status: Some(403),
        meaning: "The account made more calls per second than the region allows.",
        advice: "Wait as the header x-acs-retry-after says (milliseconds), then call again, more slowly.",
        for_person: TRY_AGAIN_SOON,
        key: "answer.busy",
        actor: Some(Actor::Environment),
        retryable: true,
        note: "Lists of other products give 400; the product page gives 403.",
        ..ROW
    },
    Code {
        code: "InternalError",
        http_status: Some(500),
        meaning: "The service failed.",
        advice: "Try again after a pause. If it stays, report the RequestId to the vendor.",
        for_person: TRY_AGAIN_SOON,
        key: "answer.busy",
        actor: Some(Actor::Environment),
        retryable: true,
        ..ROW
    },
    Code { code: "ExceptionRepeatedInvoke", ..REPEATED_INVOKE },
    Code { code: "Forbidden.ExceptionRepeatedInvoke", ..REPEATED_INVOKE },
    Code {
        code: "TransactionIdInvalid",
        http_status: Some(400),
        meaning: "There is no verification with this TransactionId.",
        advice: "Send the TransactionId that an answer gave; results are kept for 30 days.",
        note: CODE_PAGE,
        ..ROW
    },
    Code {
        code: "ProcessNotCompleted",
        http_status: Some(404),
        meaning: "The verification has not been completed.",
        advice: "Ask for its result again when it is done.",
        for_person: TRY_AGAIN_SOON,
        key: "answer.busy",
        retryable: true,
        note: CODE_PAGE,
        ..ROW
    },
    Code {
        code: "SuspiciousActivity",
        http_status: Some(429),
        meaning: "The device assistant finds the activity suspicious.",
        advice: "Have it looked at by a human; the device assistant is set up in the vendor's console.",
        for_person: "We couldn’t confirm this automatically. Please contact us.",
        key: "answer.contact_us",
        actor: Some(Actor::Policy),
        note: CODE_PAGE,
        ..ROW
    },
];

const CODE_PAGE: &str = "From the vendor's code page of 2026-06, which covers all operations of the product.";

const REPEATED_INVOKE: Code = Code {
    http_status: Some(401),
    meaning: "The same call was repeated too often.",
    advice: "Stop repeating it, find what does, and call again later.",
    for_person: TRY_AGAIN_SOON,
    key: "answer.busy",
    actor: Some(Actor::Environment),
    note: "From the vendor's code page of 2026-06. Written with and without \"Forbidden.\"; both are known.",
    ..ROW
};

/// Reasons of the verdict. All five are billed, the product page says.
pub const SUB_CODES: &[Code] = &[
    Code {
        code: "200",
        meaning: "Passed.",
        advice: "Go on.",
        for_person: "All good: your photo passed.",
        key: "answer.passed",
        actor: None,
        billed: Some(true),
        ..ROW
    },
    Code {
        code: "204",
        meaning: "The two pictures do not show the same person.",
        advice: "Let the person try once more with a better photo; then have it looked at by a human.",
        for_person: "Your photo doesn’t match the one we have. Please take another one in good light, looking straight into the camera.",
        key: "answer.no_match",
        actor: Some(Actor::Photo),
        billed: Some(true),
        ..ROW
    },
    Code {
        code: "205",
        meaning: "The picture may not show a live person: a printed photo, a screen or a mask.",
        advice: "Ask for a new photo taken with the camera, not a picture of a picture.",
        for_person: "Please take a new photo of yourself with the camera, not a picture of a photo or of a screen.",
        key: "answer.live_photo",
        actor: Some(Actor::Photo),
        billed: Some(true),
        ..ROW
    },
    Code {
        code: "206",
        meaning: "A rule of the risk policy refused.",
        advice: "Have it looked at by a human; the rules are kept in the vendor's console.",
        for_person: "We couldn’t confirm this automatically. Please contact us.",
        key: "answer.contact_us",
        actor: Some(Actor::Policy),
        billed: Some(true),
        ..ROW
    },
    Code {
        code: "233",
        meaning: "A similar face was found in a group.",
        advice: "Compare DuplicateFace[].merchantUserId with your user first: after a repeated registration it may be \
                 the person's own face. Else your rules for a second account decide.",
        for_person: "It looks like you’ve signed up before. Please sign in, or contact us if you haven’t.",
        key: "answer.known_face",
        actor: Some(Actor::Policy),
        billed: Some(true),
        ..ROW
    },
];

/// The row for a code that has none.
pub const UNKNOWN: Code = Code {
    meaning: "The code is not known to this version.",
    advice: "Look it up with the answer's RequestId and Message; treat the check as not passed.",
    actor: Some(Actor::Environment),
    ..ROW
};
