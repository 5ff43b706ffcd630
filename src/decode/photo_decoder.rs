//! One face for the decoders: pushed bytes in, rows of components out.

use super::detail::jpeg_grids;
use super::heading::Heading;
use super::jpeg;
use super::pixels::PixelRows;
#[cfg(feature = "png")]
use super::png::PngDecoder;
use super::sniff::Kind;
use crate::error::Error;
use crate::options::{Fidelity, Options};
use crate::rows::{Grid, Integrity, RowSink};
use crate::scale::Plan;

/// A decoder in the middle of a file.
pub enum PhotoDecoder {
    /// ITU-T T.81.
    Jpeg(Box<jpeg::Decoder>),
    /// Portable Network Graphics.
    #[cfg(feature = "png")]
    Png(Box<PngDecoder>),
    /// Decoded before they came.
    Pixels(PixelRows),
}

impl PhotoDecoder {
    /// The decoder for files of this kind.
    pub fn new(kind: Kind, options: &Options) -> Result<Self, Error> {
        let limits = &options.limits;
        match kind {
            Kind::Jpeg => Ok(Self::Jpeg(Box::new(jpeg::Decoder::new(jpeg::Limits {
                source_pixels: limits.source_pixels,
                memory_bytes: limits.memory_bytes,
                scans: limits.scans,
                work: limits.work,
            })))),
            #[cfg(feature = "png")]
            Kind::Png => Ok(Self::Png(Box::new(PngDecoder::new(limits.clone())))),
            #[cfg(not(feature = "png"))]
            Kind::Png => {
                Err(Error::UnsupportedFormat { found: "PNG, which this build does not read".into() })
            }
            Kind::Mistaken(found) => Err(Error::InvalidInput { found: found.to_string() }),
            Kind::Other(found) => Err(Error::UnsupportedFormat { found: found.to_string() }),
        }
    }

    /// Takes the next bytes and says how many; the rest is to be pushed again after
    /// [`start`](Self::start).
    pub fn push(&mut self, chunk: &[u8], sink: &mut dyn RowSink) -> Result<usize, Error> {
        match self {
            Self::Jpeg(decoder) => decoder.push(chunk, sink),
            #[cfg(feature = "png")]
            Self::Png(decoder) => decoder.push(chunk, sink).map(|()| chunk.len()),
            Self::Pixels(rows) => rows.push(chunk, sink).map(|()| chunk.len()),
        }
    }

    /// What is known, once everything before the pixels has been read.
    pub fn heading(&self) -> Option<Heading> {
        match self {
            Self::Jpeg(decoder) => decoder.header().map(Heading::of_jpeg),
            #[cfg(feature = "png")]
            Self::Png(decoder) => decoder.header().map(Heading::of_png),
            Self::Pixels(rows) => Some(Heading::of_pixels(rows.size())),
        }
    }

    /// Lets the rows flow, in the detail that the plan needs, and says how they come.
    pub fn start(&mut self, plan: &Plan, fidelity: Fidelity) -> Result<Vec<Grid>, Error> {
        match self {
            Self::Jpeg(decoder) => {
                let Some(header) = decoder.header() else { return Ok(Vec::new()) };
                let (scales, grids): (Vec<_>, Vec<_>) = jpeg_grids(header, plan, fidelity).unzip();
                decoder.start(&scales)?;
                Ok(grids)
            }
            #[cfg(feature = "png")]
            Self::Png(decoder) => Ok(decoder.start()),
            Self::Pixels(rows) => Ok(rows.grids()),
        }
    }

    /// Finishes the input and returns what was tolerated.
    pub fn finish(&mut self, sink: &mut dyn RowSink) -> Result<Integrity, Error> {
        match self {
            Self::Jpeg(decoder) => decoder.finish(sink),
            #[cfg(feature = "png")]
            Self::Png(decoder) => decoder.finish(sink),
            Self::Pixels(rows) => rows.finish().map(|()| Integrity::default()),
        }
    }
}
