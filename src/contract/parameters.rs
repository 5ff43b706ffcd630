//! The request's parameters.

use serde::Serialize;

/// One of the operation's uses.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mode {
    /// Value of `VerifyModel`.
    pub verify_model: &'static str,
    /// Short name.
    pub name: &'static str,
    /// What is done.
    pub meaning: &'static str,
}

/// The operation's uses.
pub const MODES: &[Mode] = &[
    Mode { verify_model: "0", name: "search", meaning: "Search the face in the groups (1:N)." },
    Mode { verify_model: "1", name: "compare", meaning: "Compare the two pictures (1:1)." },
    Mode { verify_model: "2", name: "both", meaning: "Compare the two pictures and search the first one." },
];

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// In the query string.
    Query,
    /// In the form body.
    Form,
}

/// Characters that a text may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Alphabet {
    /// A to Z, a to z, 0 to 9.
    LettersAndDigits,
    /// No white space, no comma of either width: a list is joined with commas.
    GroupCode,
    /// Anything.
    Any,
}

/// A value and what it means.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AllowedValue {
    /// The value as sent.
    pub value: &'static str,
    /// The option's word for it; `None` where the option is `true` or `false`, or there is none.
    pub word: Option<&'static str>,
    /// What it means.
    pub meaning: &'static str,
}

/// What a parameter's value may be.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Values {
    /// One of a few.
    OneOf {
        /// The few.
        values: &'static [AllowedValue],
    },
    /// A whole number.
    Integer {
        /// Smallest.
        min: u32,
        /// Largest.
        max: u32,
    },
    /// A text.
    Text {
        /// Characters that it may hold.
        alphabet: Alphabet,
        /// Most characters; `None` where no limit is documented.
        max_characters: Option<u32>,
    },
    /// Texts joined with `,`.
    List {
        /// Characters that each may hold.
        alphabet: Alphabet,
        /// Most texts.
        max_items: u32,
    },
    /// A picture in Base64 (RFC 4648 section 4, padded, in one line).
    Base64,
    /// An `http` or `https` URL that the API can reach.
    Url,
}

/// When a parameter must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Requirement {
    /// Always.
    Always,
    /// In every mode in which it is used.
    InItsModes,
    /// Whenever its condition `used_when` holds.
    WhenUsed,
    /// Never.
    Never,
}

/// Another parameter's value.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// The other parameter.
    pub parameter: &'static str,
    /// Its value.
    pub value: &'static str,
}

/// What `true` and `false` stand for.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Switch {
    /// The value for `true`.
    pub on: &'static str,
    /// The value for `false`.
    pub off: &'static str,
}

/// One parameter.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
    /// The API's name.
    pub name: &'static str,
    /// Name of the option of `buildRequest` that sets it; `None` where the caller has no choice. One option may set
    /// several: a picture or its URL, a registration and its group.
    pub option: Option<&'static str>,
    /// Where it travels.
    pub place: Place,
    /// Where it travels in a call of the successor, `FaceVerifyIntl`; `None`: that operation does not have it.
    pub successor_place: Option<Place>,
    /// When it must be there.
    pub required: Requirement,
    /// The parameter that may stand in its place; never both.
    pub alternative: Option<&'static str>,
    /// Modes that use it, as values of `VerifyModel`.
    pub modes: &'static [&'static str],
    /// It has an effect only when this holds.
    pub used_when: Option<Condition>,
    /// What its value may be.
    pub values: Values,
    /// The values that `true` and `false` stand for; `None` where a boolean would mislead.
    pub switch: Option<Switch>,
    /// The value that is sent when the caller says nothing; `None`: it is left out.
    pub default: Option<&'static str>,
    /// What it is for.
    pub description: &'static str,
    /// Where this comes from.
    #[serde(skip)]
    pub source: &'static str,
    /// Where the sources disagree or are silent, what was chosen and why.
    #[serde(skip)]
    pub note: &'static str,
}

const ALL: &[&str] = &["0", "1", "2"];
const SEARCHING: &[&str] = &["0", "2"];
const COMPARING: &[&str] = &["1", "2"];
const PAGE_AND_SDK: &str = "Product page face-idu-min, 2026-02; Python SDK 3.23.1";
const SDK: &str = "Python SDK 3.23.1";

/// What most rows share: an optional form field of all modes.
const OPTIONAL: Parameter = Parameter {
    name: "",
    option: None,
    place: Place::Form,
    successor_place: Some(Place::Query),
    required: Requirement::Never,
    alternative: None,
    modes: ALL,
    used_when: None,
    values: Values::Text { alphabet: Alphabet::Any, max_characters: None },
    switch: None,
    default: None,
    description: "",
    source: PAGE_AND_SDK,
    note: "",
};

const REGISTERING: Option<Condition> = Some(Condition { parameter: "AutoRegistration", value: "0" });

const fn value(value: &'static str) -> AllowedValue {
    AllowedValue { value, word: None, meaning: "" }
}

const YES_OR_NO: &[AllowedValue] =
    &[AllowedValue { meaning: "yes", ..value("Y") }, AllowedValue { meaning: "no", ..value("N") }];

const YES_NO_SWITCH: Option<Switch> = Some(Switch { on: "Y", off: "N" });

const PAIR: &str = "The product page marks both of the pair as optional and says that one is to be chosen; the SDK's \
    description of the modes needs it. Both together are answered with DataDuplication.";

/// Every parameter, in the order in which they are sent.
pub const PARAMETERS: &[Parameter] = &[
    Parameter {
        name: "ProductCode",
        place: Place::Query,
        required: Requirement::Always,
        values: Values::OneOf {
            values: &[AllowedValue { meaning: "face verification and search", ..value("FACE_IDU_MIN") }],
        },
        default: Some("FACE_IDU_MIN"),
        description: "The product that is called.",
        note: "The SDKs put this one into the query and everything else into the form. The gateway documents \
               that a query parameter may travel in the form as well.",
        ..OPTIONAL
    },
    Parameter {
        name: "SceneCode",
        successor_place: None,
        option: Some("sceneCode"),
        description: "Your name for the place in your product where the check is made.",
        note: "No limit is given here. A sibling operation allows 10 letters, digits or underscores; not \
               enforced, because nothing says that it holds for this one.",
        ..OPTIONAL
    },
    Parameter {
        name: "MerchantBizId",
        option: Some("bizId"),
        required: Requirement::Always,
        values: Values::Text { alphabet: Alphabet::LettersAndDigits, max_characters: Some(32) },
        description: "Your id of this check. Keep it unique, and keep it over retries.",
        note: "Nothing says what a repeated id does, so it is no protection against a double registration.",
        ..OPTIONAL
    },
    Parameter {
        name: "MerchantUserId",
        option: Some("userId"),
        required: Requirement::Always,
        description: "Your id of the person. Send a hash, not a name or an address.",
        note: "No limit is given here; AddFaceRecord, which fills the same groups, allows 32 characters. Not \
               enforced, because a SHA-256 in hexadecimal has 64 and no source refuses it here.",
        ..OPTIONAL
    },
    Parameter {
        name: "VerifyModel",
        option: Some("mode"),
        required: Requirement::Always,
        values: Values::OneOf {
            values: &[
                AllowedValue { value: "0", word: Some("search"), meaning: "search the face in the groups" },
                AllowedValue { value: "1", word: Some("compare"), meaning: "compare the two pictures" },
                AllowedValue { value: "2", word: Some("both"), meaning: "compare and search" },
            ],
        },
        description: "What is done.",
        note: "Every source calls it required, yet names a default: 1 since mid-2026, 0 before. It has no default \
               here and is always sent, so that the flip changes nothing.",
        ..OPTIONAL
    },
    Parameter {
        name: "Liveness",
        successor_place: None,
        option: Some("liveness"),
        values: Values::OneOf {
            values: &[
                AllowedValue { meaning: "off", ..value("0") },
                AllowedValue {
                    meaning: "on: judge from the source picture whether it shows a live person",
                    ..value("1")
                },
            ],
        },
        switch: Some(Switch { on: "1", off: "0" }),
        default: Some("0"),
        description: "Whether a picture of a picture or of a screen is looked for, in the source picture only.",
        note: "No default is stated; the example is 0. Sent always. FaceVerifyIntl always looks for it.",
        ..OPTIONAL
    },
    Parameter {
        name: "FaceGroupCodes",
        option: Some("groups"),
        required: Requirement::InItsModes,
        modes: SEARCHING,
        values: Values::List { alphabet: Alphabet::GroupCode, max_items: 10 },
        description: "The groups that are searched. Groups are made in the console and belong to a region.",
        note: "The SDK's examples join codes with the full-width comma, the product page with the ASCII one: \
               the page's is sent and the other refused. The form of a code is not documented.",
        ..OPTIONAL
    },
    Parameter {
        name: "SourceFacePicture",
        successor_place: Some(Place::Form),
        option: Some("source"),
        required: Requirement::InItsModes,
        alternative: Some("SourceFacePictureUrl"),
        values: Values::Base64,
        description: "The picture of the person.",
        note: PAIR,
        ..OPTIONAL
    },
    Parameter {
        name: "SourceFacePictureUrl",
        option: Some("source"),
        required: Requirement::InItsModes,
        alternative: Some("SourceFacePicture"),
        values: Values::Url,
        description: "Where the API can fetch the picture of the person.",
        note: PAIR,
        ..OPTIONAL
    },
    Parameter {
        name: "TargetFacePicture",
        successor_place: Some(Place::Form),
        option: Some("target"),
        required: Requirement::InItsModes,
        alternative: Some("TargetFacePictureUrl"),
        modes: COMPARING,
        values: Values::Base64,
        description: "The picture that the person's is compared with.",
        note: PAIR,
        ..OPTIONAL
    },
    Parameter {
        name: "TargetFacePictureUrl",
        option: Some("target"),
        required: Requirement::InItsModes,
        alternative: Some("TargetFacePicture"),
        modes: COMPARING,
        values: Values::Url,
        description: "Where the API can fetch the picture to compare with.",
        note: PAIR,
        ..OPTIONAL
    },
    Parameter {
        name: "AutoRegistration",
        option: Some("register"),
        modes: SEARCHING,
        values: Values::OneOf {
            values: &[
                AllowedValue { meaning: "register the face when the search finds nobody", ..value("0") },
                AllowedValue { meaning: "do not register", ..value("1") },
            ],
        },
        default: Some("1"),
        description: "Whether a new face is put into a group. Mind that 0 means yes.",
        note: "The values mean the same in every generation; the default was 0 up to Python SDK 3.19.1 and is 1 \
               since 3.20.0. Sent always; 1 when the caller says nothing, because a registration nobody asked for \
               is the harm that cannot be undone.",
        ..OPTIONAL
    },
    Parameter {
        name: "FaceRegisterGroupCode",
        option: Some("register"),
        required: Requirement::WhenUsed,
        modes: SEARCHING,
        used_when: REGISTERING,
        values: Values::Text { alphabet: Alphabet::GroupCode, max_characters: None },
        description: "The group that a new face is put into.",
        note: "Called optional everywhere, but without it a registration has no place to go.",
        ..OPTIONAL
    },
    Parameter {
        name: "ReturnFaces",
        option: Some("returnFaces"),
        modes: SEARCHING,
        values: Values::Integer { min: 1, max: 5 },
        default: Some("1"),
        description: "The most faces that the search returns.",
        ..OPTIONAL
    },
    Parameter {
        name: "FaceQualityCheck",
        option: Some("quality"),
        values: Values::OneOf { values: YES_OR_NO },
        switch: YES_NO_SWITCH,
        description: "Whether the answer scores the picture's quality (ExtFaceInfo).",
        source: SDK,
        note: "In SDKs since 2026-04, not on the product page. The values are those of its siblings \
               FaceVerifyIntl and AddFaceRecord, where N is the default. Sent only when asked for.",
        ..OPTIONAL
    },
    Parameter {
        name: "UpdateFaceIfUserExists",
        option: Some("update"),
        modes: SEARCHING,
        used_when: REGISTERING,
        values: Values::OneOf { values: YES_OR_NO },
        switch: YES_NO_SWITCH,
        description: "Whether a registration replaces the face of a user who is registered already.",
        source: "Python SDK 3.22.2 and later",
        note: "No default is stated, nor how the answer says that the user exists. Sent only when asked for.",
        ..OPTIONAL
    },
    Parameter {
        name: "FaceAttributeCheck",
        description: "Not documented.",
        source: "Python SDK 3.22.1 and later",
        note: "No source says what its values are, so it cannot be validated and has no option.",
        ..OPTIONAL
    },
    Parameter {
        name: "SaveFacePicture",
        successor_place: None,
        description: "Reserved, without effect.",
        note: "The SDK still lists 0 for picture and 1 for feature; the product page calls it unused.",
        ..OPTIONAL
    },
    Parameter {
        name: "FaceVerifyThreshold",
        successor_place: None,
        description: "Reserved, without effect.",
        note: "The example is 0.5; all sources call it unused. The threshold that decides is not documented.",
        ..OPTIONAL
    },
];
