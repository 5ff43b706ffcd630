//! Parameters that no request of a check carries here: those of the other operations, and those of the checks that are not
//! sent.

use super::parameters::Place;
use Place::{Form, Query};
use TakenBy::{ClientAndEmulator, Emulator, Nobody};

/// Which parts of this product know a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenBy {
    /// The typed client sends it, the emulator reads it.
    ClientAndEmulator,
    /// The emulator alone reads it, for calls of the vendor's SDKs.
    Emulator,
    /// Neither: the emulator refuses it.
    Nobody,
}

/// One parameter of an operation, at the place where Python SDK 3.23.1 sends it.
#[derive(Debug)]
pub struct OtherParameter {
    /// The operation, as in `x-acs-action`.
    pub operation: &'static str,
    /// The API's name.
    pub name: &'static str,
    /// Where it travels.
    pub place: Place,
    /// Whether it must be there.
    pub required: bool,
    /// Which parts of this product know it.
    pub taken_by: TakenBy,
    /// What it is for, with its limits.
    pub meaning: &'static str,
}

const fn optional(
    operation: &'static str,
    place: Place,
    name: &'static str,
    meaning: &'static str,
) -> OtherParameter {
    OtherParameter { operation, name, place, required: false, taken_by: ClientAndEmulator, meaning }
}

const fn required(
    operation: &'static str,
    place: Place,
    name: &'static str,
    meaning: &'static str,
) -> OtherParameter {
    OtherParameter { required: true, ..optional(operation, place, name, meaning) }
}

const VERIFY: &str = "FaceVerifyIntl";
const ADD: &str = "AddFaceRecord";
const FACES: &str = "QueryFaceRecord";
const DELETE: &str = "DeleteFaceRecordV2";
const GROUPS: &str = "QueryFaceGroup";
const ERASE: &str = "DeleteVerifyResult";
const LOG: &str = "CheckVerifyLog";

const UPLOAD: &str = "A file that the SDK's advance request has uploaded to the vendor's storage. Send the picture as \
    Base64 or as a URL instead.";
const PAGE: &str = "Number of the page, from 1.";
const PAGE_SIZE: &str = "Rows of a page.";
const MOST: &str = "Most rows of the answer.";
const TOKEN: &str = "NextToken of the answer before.";

/// Every one of them, by operation.
pub const OTHER_PARAMETERS: &[OtherParameter] = &[
    OtherParameter {
        taken_by: Emulator,
        ..required(
            VERIFY,
            Query,
            "ProductCode",
            "`FACE_VERIFY_MIN` stands for a product that compares two pictures and does nothing else. The client sends \
             `FACE_IDU_MIN`, which does that too.",
        )
    },
    OtherParameter { taken_by: Nobody, ..optional(VERIFY, Query, "SourceFacePictureFile", UPLOAD) },
    OtherParameter { taken_by: Nobody, ..optional(VERIFY, Query, "TargetFacePictureFile", UPLOAD) },
    required(ADD, Form, "ProductCode", "`FACE_ENROLL`."),
    required(ADD, Form, "FaceGroupCode", "The group that the face is put into."),
    optional(
        ADD,
        Form,
        "FacePicture",
        "A JPEG in Base64, up to 1 MB. The vendor takes up to 1920 x 1080 pixels (height x width), higher than wide; it \
         recommends 640 x 480 or a shorter side of 720, and quality 0.8, which neither client nor emulator measures. \
         One way of giving the picture is needed.",
    ),
    optional(
        ADD,
        Form,
        "FacePictureUrl",
        "Where the API can fetch a JPEG of up to 10 MB, of the same size in pixels.",
    ),
    OtherParameter { taken_by: Nobody, ..optional(ADD, Form, "FacePictureFile", UPLOAD) },
    optional(
        ADD,
        Form,
        "FaceQualityCheck",
        "`Y` or `N`, the default: whether the picture's quality is checked.",
    ),
    optional(
        ADD,
        Form,
        "MerchantUserId",
        "Whose face it is, up to 32 characters. Default: the name of the picture; of Base64, which has none, nothing is \
         documented.",
    ),
    required(FACES, Query, "CurrentPage", PAGE),
    required(FACES, Query, "PageSize", PAGE_SIZE),
    optional(FACES, Query, "MaxResults", MOST),
    optional(FACES, Query, "NextToken", TOKEN),
    required(FACES, Query, "FaceGroupCode", "The group that is listed."),
    optional(FACES, Query, "FaceId", "This face alone."),
    optional(FACES, Query, "MerchantUserId", "This user's faces alone."),
    optional(FACES, Query, "RegistrationType", "Faces that came in this way alone, such as `MANUAL`."),
    required(DELETE, Query, "MerchantUserId", "Whose faces are deleted."),
    optional(DELETE, Query, "FaceGroupCode", "In this group alone. Default: in all of the region."),
    required(GROUPS, Query, "CurrentPage", PAGE),
    required(GROUPS, Query, "PageSize", PAGE_SIZE),
    optional(GROUPS, Query, "MaxResults", MOST),
    optional(GROUPS, Query, "NextToken", TOKEN),
    optional(GROUPS, Query, "GroupCode", "The group of this code alone."),
    optional(GROUPS, Query, "Name", "Groups of this name alone."),
    required(ERASE, Query, "TransactionId", "The verification whose result is deleted."),
    required(ERASE, Query, "DeleteType", "What is deleted: `Img`, `Text`, and more that no source lists."),
    required(ERASE, Query, "DeleteAfterQuery", "`N` for calls of the API alone."),
    optional(LOG, Form, "TransactionId", "The verification. One of the two is needed."),
    optional(LOG, Form, "MerchantBizId", "The verification by the id that you gave it."),
];
