//! What the report says of the photo as it came.

use serde::Serialize;

/// File formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// ITU-T T.81 in a JFIF or EXIF file.
    Jpeg,
    /// W3C Portable Network Graphics.
    Png,
    /// Decoded before they came, as from a canvas or a camera.
    Pixels,
}

/// The photo as it came.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// File format.
    pub format: Format,
    /// Coding within the format: `baseline`, `extended`, `progressive`; PNG: `plain`, `interlaced`;
    /// pixels: `RGBA`.
    pub coding: &'static str,
    /// Width in pixels as stored, before the orientation is applied.
    pub width: u32,
    /// Height in pixels as stored, before the orientation is applied.
    pub height: u32,
    /// EXIF orientation, 1 to 8; 1 where none is given.
    pub orientation: u8,
    /// Size of the file in bytes; `None` while only its beginning has been read.
    pub bytes: Option<u64>,
    /// Number of colour components as stored.
    pub components: u8,
    /// Bits of each stored sample.
    pub bit_depth: u8,
    /// Colour model as stored: `YCbCr`, `grey`, `RGB`, `CMYK`, `YCCK`, `palette`, ….
    pub colour: &'static str,
    /// Chroma subsampling of a JPEG in the usual notation, for example `4:2:0`.
    pub subsampling: Option<String>,
    /// Quality of the JPEG's luma table on the usual scale (Annex K tables as libjpeg scales them).
    pub quality: Option<u8>,
    /// Name of the embedded ICC profile.
    pub profile: Option<String>,
}
