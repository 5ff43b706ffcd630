//! What a picture may be.

use serde::Serialize;

/// Limits of one picture and of the request that carries it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PictureLimits {
    /// Formats that the API reads.
    pub formats: &'static [&'static str],
    /// Smallest width, in pixels.
    pub min_width_px: u32,
    /// Smallest height, in pixels.
    pub min_height_px: u32,
    /// Largest width, in pixels.
    pub max_width_px: u32,
    /// Largest height, in pixels.
    pub max_height_px: u32,
    /// Recommended length of the shorter side, in pixels.
    pub recommended_shorter_side_px: u32,
    /// Lower end of the recommended size, in bytes.
    pub recommended_min_bytes: u32,
    /// Upper end of the recommended size, in bytes.
    pub recommended_max_bytes: u32,
    /// Largest picture that may be sent as Base64, in bytes before Base64.
    pub max_bytes: u32,
    /// Largest picture at a URL, in bytes.
    pub max_url_bytes: u32,
    /// Most that the request's pictures may take together as they travel in the form, in bytes:
    /// each Base64 character counts one, but `+`, `/` and `=` three (`%2B`, `%2F`, `%3D`).
    pub max_request_bytes: u32,
    /// Recommended share of the picture that the face fills, in percent.
    pub recommended_face_share_percent: u32,
    /// Where this comes from.
    #[serde(skip)]
    pub source: &'static str,
    /// Where the sources disagree or are silent, what was chosen and why.
    #[serde(skip)]
    pub note: &'static str,
}

/// The limits.
pub const PICTURE: PictureLimits = PictureLimits {
    formats: &["jpeg", "png"],
    min_width_px: 480,
    min_height_px: 640,
    max_width_px: 1_080,
    max_height_px: 1_920,
    recommended_shorter_side_px: 720,
    recommended_min_bytes: 50_000,
    recommended_max_bytes: 100_000,
    max_bytes: 600_000,
    max_url_bytes: 1_000_000,
    max_request_bytes: 1_000_000,
    recommended_face_share_percent: 60,
    source: "Product page face-idu-min, 2026-02",
    note: "The page speaks of 0.6 MB before Base64 and of a 1 MB transfer limit, without saying whether MB is \
           10^6 or 2^20, whether the limits hold for a picture or for the request, and whether they are measured \
           before or after form encoding. The smallest reading of each was chosen, because whatever it lets \
           through fits the others too: MB is 10^6; 600,000 bytes hold for each picture; 1,000,000 bytes hold \
           for both pictures together as they travel, form encoding included. A single picture of 600,000 \
           bytes takes about 850,000 of them. Sizes are written height x width on the page; landscape is called \
           less accurate there, not an error.",
};
