//! Names, version and timeouts of the call.

use serde::Serialize;

/// The call's fixed facts.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// `x-acs-action`.
    pub action: &'static str,
    /// `x-acs-version`.
    pub version: &'static str,
    /// The only value of the parameter `ProductCode`.
    pub product_code: &'static str,
    /// HTTP method.
    pub method: &'static str,
    /// HTTP path.
    pub path: &'static str,
    /// Content type of the form body, exactly: a `charset` added to it breaks the signature.
    pub content_type: &'static str,
    /// Time to open the connection, in milliseconds.
    pub connect_timeout_ms: u32,
    /// Time to wait for the answer, in milliseconds.
    pub read_timeout_ms: u32,
    /// The answer's header that asks for a pause before the next call, in milliseconds.
    pub retry_after_header: &'static str,
    /// Longest pause that is honoured, in milliseconds.
    pub retry_after_max_ms: u32,
    /// Where this comes from.
    #[serde(skip)]
    pub source: &'static str,
    /// Where the sources disagree, what was chosen and why.
    #[serde(skip)]
    pub note: &'static str,
}

/// The successor: the same check with liveness always on. `Parameter::successor_place` says what it takes, and where.
pub const SUCCESSOR: Operation = Operation {
    action: "FaceVerifyIntl",
    source: "Python SDK alibabacloud-cloudauth-intl20220809 3.23.1; product page face-idu-min, 2026-09 (Spanish)",
    note: "The product page describes the product FACE_IDU_MIN under this operation since 2026-09. The SDK \
           also names the product FACE_VERIFY_MIN, and marks groups, mode and registration as those of \
           FACE_IDU_MIN, which is therefore what is sent. The SDK can upload files too, which is not done here: see the other parameters.",
    ..OPERATION
};

/// The call.
pub const OPERATION: Operation = Operation {
    action: "FaceDuplicationCheckIntl",
    version: "2022-08-09",
    product_code: "FACE_IDU_MIN",
    method: "POST",
    path: "/",
    content_type: "application/x-www-form-urlencoded",
    connect_timeout_ms: 5_000,
    read_timeout_ms: 10_000,
    retry_after_header: "x-acs-retry-after",
    retry_after_max_ms: 120_000,
    source: "Python SDK alibabacloud-cloudauth-intl20220809 3.23.1; product page face-idu-min, 2026-02",
    note: "The product page of 2026-09 describes this product under the successor FaceVerifyIntl; the \
           operation is still in the SDK and not marked deprecated. Timeouts: documented as 5 s and 10 s; the \
           Node SDK really waits 3 s and 3 s, too short for a search, so the documented values are used.",
};
