//! What is known of a photo before its first pixel, whatever its format.

use super::exif;
use super::jpeg::{self, quality};
use super::pixels;
#[cfg(feature = "png")]
use super::png;
use super::source::{Format, Source};
use crate::colour::icc::{Profile, Unusable};
use crate::colour::model::ColourModel;
use crate::picture::{Orientation, Size};

/// What is known before the first pixel.
#[derive(Clone, Debug)]
pub struct Heading {
    /// For the report; the number of bytes is not known yet.
    pub source: Source,
    /// How to turn the photo.
    pub orientation: Orientation,
    /// What its components mean.
    pub model: ColourModel,
    /// The colours that its numbers stand for; `None` where the file says nothing or sRGB.
    pub profile: Option<Result<Profile, Unusable>>,
}

impl Heading {
    /// Of a JPEG.
    pub fn of_jpeg(header: &jpeg::Header) -> Self {
        let orientation = header.exif.as_deref().and_then(exif::orientation).unwrap_or_default();
        let model = jpeg_model(header);
        let profile = match &header.icc {
            Some(Ok(icc)) => Some(Profile::read_for(icc, model)),
            Some(Err(unusable)) => Some(Err(unusable.clone())),
            None => header.exif.as_deref().is_some_and(exif::is_not_srgb).then_some(Err(Unusable::Missing)),
        };
        Self {
            source: Source {
                format: Format::Jpeg,
                coding: match header.coding {
                    jpeg::CodingProcess::Baseline => "baseline",
                    jpeg::CodingProcess::Extended => "extended",
                    jpeg::CodingProcess::Progressive => "progressive",
                },
                width: header.width as u32,
                height: header.height as u32,
                orientation: orientation.exif(),
                bytes: None,
                components: header.components.len() as u8,
                bit_depth: header.precision,
                colour: match header.colour {
                    jpeg::Colour::Grey => "grey",
                    jpeg::Colour::YCbCr => "YCbCr",
                    jpeg::Colour::Rgb => "RGB",
                    jpeg::Colour::Cmyk => "CMYK",
                    jpeg::Colour::Ycck => "YCCK",
                },
                subsampling: subsampling_notation(header),
                quality: header.luma_quantization().map(quality::nearest),
                profile: description(profile.as_ref()),
            },
            orientation,
            model,
            profile,
        }
    }

    /// Of a PNG.
    #[cfg(feature = "png")]
    pub fn of_png(header: &png::Header) -> Self {
        let orientation = header.orientation.unwrap_or_default();
        Self {
            source: Source {
                format: Format::Png,
                coding: if header.interlaced { "interlaced" } else { "plain" },
                width: header.width,
                height: header.height,
                orientation: orientation.exif(),
                bytes: None,
                components: header.channels,
                bit_depth: header.bit_depth,
                colour: header.colour,
                subsampling: None,
                quality: None,
                profile: description(header.profile.as_ref()),
            },
            orientation,
            model: header.model,
            profile: header.profile.clone(),
        }
    }

    /// Of decoded pixels.
    pub fn of_pixels(size: Size) -> Self {
        Self {
            source: Source {
                format: Format::Pixels,
                coding: "RGBA",
                width: size.width,
                height: size.height,
                orientation: Orientation::UPRIGHT.exif(),
                bytes: None,
                components: pixels::CHANNELS as u8,
                bit_depth: 8,
                colour: "RGBA",
                subsampling: None,
                quality: None,
                profile: None,
            },
            orientation: Orientation::UPRIGHT,
            model: ColourModel::Rgb,
            profile: None,
        }
    }
}

/// What the components of a JPEG mean.
pub fn jpeg_model(header: &jpeg::Header) -> ColourModel {
    match header.colour {
        jpeg::Colour::Grey => ColourModel::Grey,
        jpeg::Colour::YCbCr => ColourModel::YCbCr,
        jpeg::Colour::Rgb => ColourModel::Rgb,
        jpeg::Colour::Cmyk => ColourModel::Cmyk,
        jpeg::Colour::Ycck => ColourModel::Ycck,
    }
}

/// What the report calls a profile: its own name, or why it cannot be used.
pub fn description(profile: Option<&Result<Profile, Unusable>>) -> Option<String> {
    profile.map(|profile| match profile {
        Ok(profile) => profile.description.clone(),
        Err(unusable) => unusable.to_string(),
    })
}

/// The usual J:a:b notation where there is one, else the components' sampling factors.
fn subsampling_notation(header: &jpeg::Header) -> Option<String> {
    let [luma, chroma, ..] = header.components.as_slice() else { return None };
    let (h, v) = (luma.h / chroma.h.max(1), luma.v / chroma.v.max(1));
    let usual = match (h, v) {
        (1, 1) => "4:4:4",
        (2, 1) => "4:2:2",
        (2, 2) => "4:2:0",
        (1, 2) => "4:4:0",
        (4, 1) => "4:1:1",
        (4, 2) => "4:1:0",
        _ => return Some(format!("{}x{},{}x{}", luma.h, luma.v, chroma.h, chroma.v)),
    };
    Some(usual.to_string())
}
