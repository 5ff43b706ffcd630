//! The search for the quality that meets a number of bytes.

use super::fdct::{Coefficients, forward};
use super::huffman::Table;
use super::quantization::{Quality, Tables};
use super::symbols::{Symbols, TABLES};
use super::{CannotFit, Encoded, Request, writer};
use crate::options::Prefer;
use crate::picture::Picture;

/// Encodes the picture in the best quality that the request allows.
///
/// The highest quality between floor and ceiling that fits the window is taken; else what
/// [`Prefer`] says, and always a file within the hard limit.
///
/// # Errors
/// [`CannotFit`] when the lowest quality is over the hard limit.
pub fn encode(picture: &Picture, request: &Request) -> Result<Encoded, CannotFit> {
    let axis = 1..=usize::from(u16::MAX);
    if !axis.contains(&picture.width()) || !axis.contains(&picture.height()) {
        return Err(CannotFit { bytes: usize::MAX });
    }
    let search = Search { picture, coefficients: forward(picture) };
    let hard = request.hard_limit_bytes;
    let window = request.window_max_bytes.min(hard);
    let ceiling = own_quality(request.ceiling);
    let floor = own_quality(request.floor.min(request.ceiling));

    if let Some(found) = search.best(floor, ceiling, window) {
        return Ok(found.encoded(false));
    }
    if request.prefer == Prefer::Size
        && let Some(found) = search.best(Quality::MIN, floor, window)
    {
        return Ok(found.encoded(false));
    }
    let at_floor = search.try_quality(floor);
    if at_floor.jpeg.len() <= hard {
        return Ok(at_floor.encoded(true));
    }
    match search.best(Quality::MIN, floor, hard) {
        Some(found) => Ok(found.encoded(false)),
        None => Err(CannotFit { bytes: search.try_quality(Quality::MIN).jpeg.len() }),
    }
}

/// The quality of the encoder's tables that is as faithful as one of the usual scale.
fn own_quality(usual: u8) -> Quality {
    Quality::whole(u32::from(usual.clamp(1, 100)))
}

/// The reverse of [`own_quality`].
fn usual_quality(own: Quality) -> u8 {
    own.rounded()
}

struct Search<'a> {
    picture: &'a Picture,
    coefficients: Coefficients,
}

struct Candidate {
    quality: Quality,
    jpeg: Vec<u8>,
}

impl Candidate {
    fn encoded(self, floor_won: bool) -> Encoded {
        Encoded {
            quality: self.quality.rounded(),
            equivalent_quality: usual_quality(self.quality),
            jpeg: self.jpeg,
            floor_won,
        }
    }
}

impl Search<'_> {
    fn try_quality(&self, quality: Quality) -> Candidate {
        let tables = Tables::new(quality);
        let mut symbols = Symbols::with_capacity(self.coefficients.blocks.len());
        let quantizers = [tables.quantizer(0), tables.quantizer(1)];
        let components = self.coefficients.unit.iter().cycle();
        for (block, &component) in self.coefficients.blocks.iter().zip(components) {
            let [luma, chroma] = &quantizers;
            let quantizer = if component == 0 { luma } else { chroma };
            symbols.push_block(component, &quantizer.quantize(block));
        }
        let huffman: [Table; TABLES] = symbols.histograms.each_ref().map(Table::optimal);
        let header = writer::header(self.picture, &tables, &huffman);
        Candidate { quality, jpeg: writer::finish(header, &symbols, &huffman) }
    }

    /// The highest quality between two whose file has at most `limit` bytes, if there is one.
    fn best(&self, lowest: Quality, highest: Quality, limit: usize) -> Option<Candidate> {
        let fits = |quality| Some(self.try_quality(quality)).filter(|found| found.jpeg.len() <= limit);
        if let Some(found) = fits(highest) {
            return Some(found);
        }
        let mut found = fits(lowest)?;
        let (mut low, mut high) = (lowest.0, highest.0);
        while high - low > 1 {
            let middle = (low + high) / 2;
            match fits(Quality(middle)) {
                Some(better) => {
                    found = better;
                    low = middle;
                }
                None => high = middle,
            }
        }
        Some(found)
    }
}
