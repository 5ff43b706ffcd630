//! What is known of a PNG before its first row.

use super::chunk_filter::ChunkFilter;
use super::work::BLOCK;
use crate::{
    colour::{
        icc::{Profile, Unusable},
        model::ColourModel,
    },
    decode::exif,
    picture::Orientation,
};
use png::{BitDepth, ColorType};

/// What is known of a PNG before its first row.
#[derive(Clone, Debug)]
pub struct Header {
    /// Width in pixels as stored.
    pub width: u32,
    /// Height in pixels as stored.
    pub height: u32,
    /// Whether the rows come in the seven passes of Adam7.
    pub interlaced: bool,
    /// Colour type as stored.
    pub colour: &'static str,
    /// Channels as stored, transparency included.
    pub channels: u8,
    /// Bits of a stored sample.
    pub bit_depth: u8,
    /// From an `eXIf` chunk before the pixels.
    pub orientation: Option<Orientation>,
    /// What the delivered components mean.
    pub model: ColourModel,
    /// What the numbers mean: `cICP`, else `iCCP`, else `gAMA` and `cHRM`; `None` where they are sRGB.
    pub profile: Option<Result<Profile, Unusable>>,
}

impl Header {
    pub(super) fn new(info: &png::Info<'_>, chunks: &ChunkFilter) -> Self {
        let grey = matches!(info.color_type, ColorType::Grayscale | ColorType::GrayscaleAlpha);
        let model = if grey { ColourModel::Grey } else { ColourModel::Rgb };
        Self {
            width: info.width,
            height: info.height,
            interlaced: info.interlaced,
            colour: match info.color_type {
                ColorType::Grayscale => "grey",
                ColorType::GrayscaleAlpha => "grey with alpha",
                ColorType::Rgb => "RGB",
                ColorType::Rgba => "RGBA",
                ColorType::Indexed => "palette",
            },
            channels: info.color_type.samples() as u8,
            bit_depth: match info.bit_depth {
                BitDepth::One => 1,
                BitDepth::Two => 2,
                BitDepth::Four => 4,
                BitDepth::Eight => 8,
                BitDepth::Sixteen => 16,
            },
            orientation: info.exif_metadata.as_deref().and_then(exif::orientation),
            model,
            profile: profile(info, chunks, model),
        }
    }

    /// The least work of all rows.
    pub(super) fn work(&self) -> u64 {
        (u64::from(self.width) * u64::from(self.height)).saturating_mul(self.channels.into()).div_ceil(BLOCK)
    }

    /// What decoding holds that grows with the picture: a few rows, or the whole frame when interlaced. The rest comes
    /// beside it: up to 160 KiB for inflating, and as many bytes of chunks before the pixels as the limit lets be
    /// held.
    pub(super) fn memory_bytes(&self) -> u64 {
        let row = u64::from(self.width) * 8;
        if self.interlaced { u64::from(self.width) * u64::from(self.height) * 4 } else { row * 4 }
    }
}

/// The chunks' precedence is that of the PNG Recommendation, third edition, 4.3: cICP, iCCP, sRGB, then cHRM and gAMA.
/// One that came, but of which nothing is known, is damaged. Where none came, EXIF's colour space counts, as in a JPEG.
fn profile(
    info: &png::Info<'_>,
    chunks: &ChunkFilter,
    model: ColourModel,
) -> Option<Result<Profile, Unusable>> {
    const DAMAGED: Option<Result<Profile, Unusable>> =
        Some(Err(Unusable::Broken("its PNG chunk cannot be read")));
    if let Some(points) = info.coding_independent_code_points {
        let (primaries, transfer) = (points.color_primaries, points.transfer_function);
        return Profile::from_code_points(primaries, transfer, points.is_video_full_range_image).transpose();
    }
    if chunks.has_seen(b"cICP") {
        return DAMAGED;
    }
    if let Some(icc) = info.icc_profile.as_deref() {
        return Some(Profile::read_for(icc, model));
    }
    if chunks.has_seen(b"iCCP") {
        return DAMAGED;
    }
    if info.srgb.is_some() {
        return None;
    }
    if chunks.has_seen(b"gAMA") != info.gama_chunk.is_some()
        || chunks.has_seen(b"cHRM") != info.chrm_chunk.is_some()
    {
        return DAMAGED;
    }
    let gamma = info.gama_chunk.map(|gamma| f64::from(gamma.into_value()));
    let chromaticities = info.chrm_chunk.map(|chunk| {
        [chunk.white, chunk.red, chunk.green, chunk.blue]
            .map(|(x, y)| [f64::from(x.into_value()), f64::from(y.into_value())])
    });
    if gamma.is_none() && chromaticities.is_none() {
        return info
            .exif_metadata
            .as_deref()
            .is_some_and(exif::is_not_srgb)
            .then_some(Err(Unusable::Missing));
    }
    Some(
        Profile::from_gamma(gamma, chromaticities)
            .ok_or(Unusable::Broken("its gamma and primaries describe no colours")),
    )
}
