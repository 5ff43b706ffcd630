//! One face for the decoders: pushed bytes in, rows of components out.

use crate::{
    colour::{
        icc::{Profile, Unusable},
        model::Model,
    },
    decode::{
        exif,
        jpeg::{self, Scale, quality},
        pixels::{self, PixelRows},
        png::{self, PngDecoder},
        sniff::Kind,
    },
    error::Error,
    options::{Fidelity, Options},
    picture::{Orientation, Size},
    report::{Format, Source},
    rows::{Grid, Outcome, RowSink},
    scale::Plan,
};

/// A decoder in the middle of a file.
pub enum Reader {
    /// ITU-T T.81.
    Jpeg(Box<jpeg::Decoder>),
    /// Portable Network Graphics.
    Png(Box<PngDecoder>),
    /// Decoded before they came.
    Pixels(PixelRows),
}

/// What is known before the first pixel.
#[derive(Clone, Debug)]
pub struct Heading {
    /// For the report; the number of bytes is not known yet.
    pub source: Source,
    /// How to turn the photo.
    pub orientation: Orientation,
    /// What its components mean.
    pub model: Model,
    /// The colours that its numbers stand for; `None` where the file says nothing or sRGB.
    pub profile: Option<Result<Profile, Unusable>>,
}

impl Reader {
    /// The decoder for files of this kind.
    pub fn new(kind: Kind, options: &Options) -> Result<Self, Error> {
        let limits = &options.limits;
        match kind {
            Kind::Jpeg => Ok(Self::Jpeg(Box::new(jpeg::Decoder::new(jpeg::Limits {
                source_pixels: limits.source_pixels,
                memory_bytes: limits.memory_bytes,
                scans: limits.scans,
            })))),
            Kind::Png => Ok(Self::Png(Box::new(PngDecoder::new(limits.clone())))),
            Kind::Other(found) => Err(Error::UnsupportedFormat { found: found.to_string() }),
        }
    }

    /// Takes the next bytes and says how many; the rest is to be pushed again after
    /// [`start`](Self::start).
    pub fn push(&mut self, chunk: &[u8], sink: &mut dyn RowSink) -> Result<usize, Error> {
        match self {
            Self::Jpeg(decoder) => decoder.push(chunk, sink),
            Self::Png(decoder) => decoder.push(chunk, sink).map(|()| chunk.len()),
            Self::Pixels(rows) => rows.push(chunk, sink).map(|()| chunk.len()),
        }
    }

    /// What is known, once everything before the pixels has been read.
    pub fn heading(&self) -> Option<Heading> {
        match self {
            Self::Jpeg(decoder) => decoder.header().map(jpeg_heading),
            Self::Png(decoder) => decoder.header().map(png_heading),
            Self::Pixels(rows) => Some(pixels_heading(rows.size())),
        }
    }

    /// Lets the rows flow, in the detail that the plan needs, and says how they come.
    pub fn start(&mut self, plan: &Plan, fidelity: Fidelity) -> Result<Vec<Grid>, Error> {
        match self {
            Self::Jpeg(decoder) => {
                let Some(header) = decoder.header() else { return Ok(Vec::new()) };
                let (scales, grids): (Vec<Scale>, Vec<Grid>) = jpeg_grids(header, plan, fidelity).unzip();
                decoder.start(&scales)?;
                Ok(grids)
            }
            Self::Png(decoder) => Ok(decoder.start()),
            Self::Pixels(rows) => Ok(rows.grids()),
        }
    }

    /// Ends the file and says what was let pass in it.
    pub fn finish(&mut self, sink: &mut dyn RowSink) -> Result<Outcome, Error> {
        match self {
            Self::Jpeg(decoder) => decoder.finish(sink),
            Self::Png(decoder) => decoder.finish(sink),
            Self::Pixels(rows) => rows.finish().map(|()| Outcome::default()),
        }
    }
}

/// What a component has to be decoded to. The figures are measured: `src/decode/jpeg/README.md`, "Which scale".
struct Detail {
    /// Decoded samples for each output sample along an axis, at least.
    oversampling: f64,
    /// Smallest N of N/8.
    eighths: usize,
    /// Largest sum of row and column of a coefficient that is kept, as a multiple of the highest frequency that
    /// the output shows along one axis: 2 is that frequency along both. `None` keeps all that the scale has.
    diagonal: Option<f64>,
}

impl Detail {
    fn of(fidelity: Fidelity, on_chroma: bool) -> Self {
        match (fidelity, on_chroma) {
            (Fidelity::Best, false) => Self { oversampling: 1.65, eighths: 3, diagonal: Some(2.1) },
            (Fidelity::Best, true) => Self { oversampling: 1.5, eighths: 2, diagonal: None },
            (Fidelity::Fast, _) => Self { oversampling: 1.0, eighths: 1, diagonal: None },
        }
    }

    /// The smallest scale that gives it, for so many stored samples of an output sample.
    fn scale(&self, stored_per_output: f64) -> Scale {
        let eighths = 8.0 * self.oversampling / stored_per_output;
        let scale = Scale::at_least((eighths.ceil().min(8.0) as usize).max(self.eighths));
        match self.diagonal {
            Some(diagonal) if scale != Scale::FULL => {
                scale.up_to_diagonal((8.0 * diagonal / stored_per_output).round() as usize)
            }
            _ => scale,
        }
    }
}

/// The scale of a component that has so many stored samples for each of the output, along the axis with fewer.
#[doc(hidden)] // For `tests/jpeg_scale_loss.rs`.
pub fn component_scale(fidelity: Fidelity, on_chroma: bool, stored_per_output: f64) -> Scale {
    Detail::of(fidelity, on_chroma).scale(stored_per_output)
}

/// The scale of each component: the smallest that leaves the resampler enough samples.
fn jpeg_grids(header: &jpeg::Header, plan: &Plan, fidelity: Fidelity) -> impl Iterator<Item = (Scale, Grid)> {
    let model = jpeg_model(header);
    let (luma, chroma) = (plan.luma_axes(), plan.chroma_axes());
    header.components.iter().enumerate().map(move |(index, component)| {
        let on_chroma = model.is_chroma(index);
        let (horizontal, vertical) = if on_chroma { chroma } else { luma };
        let across = component.h as f64 / header.h_max as f64;
        let down = component.v as f64 / header.v_max as f64;
        let stored_per_output = (horizontal.step * across).min(vertical.step * down);
        let scale = component_scale(fidelity, on_chroma, stored_per_output);
        let ratio = scale.eighths() as f64 / 8.0;
        let grid = Grid {
            width: scale.len(component.width),
            height: scale.len(component.height),
            across: across * ratio,
            down: down * ratio,
            chroma: on_chroma,
        };
        (scale, grid)
    })
}

fn jpeg_model(header: &jpeg::Header) -> Model {
    let inverted = header.adobe.is_some();
    match header.colour {
        jpeg::Colour::Grey => Model::Grey,
        jpeg::Colour::YCbCr => Model::YCbCr,
        jpeg::Colour::Rgb => Model::Rgb,
        jpeg::Colour::Cmyk => Model::Cmyk { inverted },
        jpeg::Colour::Ycck => Model::Ycck { inverted },
    }
}

fn jpeg_heading(header: &jpeg::Header) -> Heading {
    let orientation = header.exif.as_deref().and_then(exif::orientation).unwrap_or_default();
    let model = jpeg_model(header);
    let profile = match &header.icc {
        Some(Ok(icc)) => Some(Profile::read_for(icc, model)),
        Some(Err(unusable)) => Some(Err(unusable.clone())),
        None => header.exif.as_deref().is_some_and(exif::is_not_srgb).then_some(Err(Unusable::Missing)),
    };
    Heading {
        source: Source {
            format: Format::Jpeg,
            coding: match header.coding {
                jpeg::Coding::Baseline => "baseline",
                jpeg::Coding::Extended => "extended",
                jpeg::Coding::Progressive => "progressive",
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

/// What the report calls a profile: its own name, or why it cannot be used.
fn description(profile: Option<&Result<Profile, Unusable>>) -> Option<String> {
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

fn png_heading(header: &png::Header) -> Heading {
    let orientation = header.orientation.unwrap_or_default();
    Heading {
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

fn pixels_heading(size: Size) -> Heading {
    Heading {
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
        model: Model::Rgb,
        profile: None,
    }
}
