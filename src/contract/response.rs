//! What the answer holds.

use serde::Serialize;

/// JSON type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum JsonType {
    /// A string.
    String,
    /// A string that holds a JSON document.
    JsonString,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// An object.
    Object,
}

/// One field of the answer.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponseField {
    /// The field's name.
    pub name: &'static str,
    /// Its JSON type.
    #[serde(rename = "type")]
    pub json_type: JsonType,
    /// Its JSON type in an answer of the successor, `FaceVerifyIntl`.
    pub successor_type: JsonType,
    /// When it is there.
    pub present: &'static str,
    /// What it says.
    pub meaning: &'static str,
    /// Where the sources disagree, what was chosen and why.
    #[serde(skip)]
    pub note: &'static str,
}

const fn field(
    name: &'static str,
    json_type: JsonType,
    present: &'static str,
    meaning: &'static str,
    note: &'static str,
) -> ResponseField {
    ResponseField { name, json_type, successor_type: json_type, present, meaning, note }
}

impl ResponseField {
    const fn in_successor(self, successor_type: JsonType) -> Self {
        Self { successor_type, ..self }
    }
}

use JsonType::{Integer, JsonString, Number, Object, String};

const ALWAYS: &str = "always";
const COMPARED: &str = "modes 1 and 2";
const LIVENESS: &str = "Liveness=1; always in FaceVerifyIntl";
const REGISTERED: &str = "AutoRegistration=0 and nobody found";
const ON_REQUEST: &str = "FaceQualityCheck=Y";

/// Fields of `Result`.
pub const RESULT_FIELDS: &[ResponseField] = &[
    field(
        "FacePassed",
        String,
        ALWAYS,
        "The verdict: Y or N.",
        "The order in which liveness, comparison, search and policy decide is not documented.",
    ),
    field("SubCode", String, ALWAYS, "The verdict's reason.", ""),
    field("TransactionId", String, ALWAYS, "Id of this verification, for support.", ""),
    field(
        "FaceComparisonScore",
        String,
        COMPARED,
        "Likeness of the two faces, 0 to 100.",
        "A string in every source; the successor FaceVerifyIntl has a number. Readers accept both.",
    )
    .in_successor(Number),
    field(
        "DuplicateFace",
        JsonString,
        "modes 0 and 2, on a hit",
        "The faces found, as a JSON array inside a string.",
        "",
    ),
    field(
        "FaceRegistrationResult",
        Integer,
        REGISTERED,
        "1 registered, 0 failed.",
        "The product page says String, every SDK an integer: the SDKs would refuse a string, so integer.",
    ),
    field(
        "FaceRegistrationId",
        String,
        "registration succeeded",
        "Id of the face that was registered.",
        "Examples show 19 hexadecimal characters here, 32 in DuplicateFace and decimal numbers in \
         QueryFaceRecord: treated as an opaque string.",
    ),
    field("FaceAttack", String, LIVENESS, "Y where the picture looks like an attack, else N.", ""),
    field("FaceAttackScore", String, LIVENESS, "Probability of an attack, 0 to 100.", "")
        .in_successor(Number),
    field("FaceAge", String, "may be absent", "Estimated age.", "").in_successor(Integer),
    field("FaceGender", String, "may be absent", "Estimated gender: M or F.", ""),
    field("ExtFaceInfo", Object, ON_REQUEST, "Scores of the picture's quality.", "In SDKs since 2026-04."),
];

/// Fields of each entry of `DuplicateFace`.
pub const DUPLICATE_FACE_FIELDS: &[ResponseField] = &[
    field("faceGroupCode", String, ALWAYS, "Group in which the face was found.", ""),
    field("faceId", String, ALWAYS, "Id of the face.", ""),
    field(
        "merchantUserId",
        String,
        "may be absent",
        "The user for whom the face was registered.",
        "Shown by examples since 2026-06, promised by the text before.",
    ),
];

const OF_TARGET: &str = "FaceQualityCheck=Y with a target picture";

const SCALE: &str = "Said to be 0 to 100; the example of IlluminationScore is 0.02.";

/// Fields of `ExtFaceInfo`.
pub const EXT_FACE_INFO_FIELDS: &[ResponseField] = &[
    field("FaceQualityScore", Number, ON_REQUEST, "Overall quality of the face.", SCALE),
    field("IlluminationScore", Number, ON_REQUEST, "Light on the face.", SCALE),
    field("SharpnessScore", Number, ON_REQUEST, "Sharpness of the face.", SCALE),
    field("OcclusionScore", Number, ON_REQUEST, "How much of the face is covered.", SCALE),
    field(
        "FaceAttributeInfo",
        String,
        ON_REQUEST,
        "Attributes of the face.",
        "In the SDKs alone; its form is not documented.",
    ),
    field("KaOcclusionScore", Number, ON_REQUEST, "How much of the face's key area is covered.", SCALE),
    field("TargetFaceQualityScore", Number, OF_TARGET, "FaceQualityScore of the target picture.", SCALE),
    field("TargetIlluminationScore", Number, OF_TARGET, "IlluminationScore of the target picture.", SCALE),
    field("TargetSharpnessScore", Number, OF_TARGET, "SharpnessScore of the target picture.", SCALE),
    field("TargetOcclusionScore", Number, OF_TARGET, "OcclusionScore of the target picture.", SCALE),
    field("TargetKaOcclusionScore", Number, OF_TARGET, "KaOcclusionScore of the target picture.", SCALE),
];
