//! A picture quantized at one coarseness, its exact size, and its file.

use super::fdct::{Block, Coefficients, forward};
use super::huffman::Table;
use super::quantization::{Coarseness, Tables};
use super::symbols::{Level, Symbols, TABLES};
use super::trellis::{Rates, Trellis};
use super::weights::Weights;
use super::{progressive, writer};
use crate::options::Coding;
use crate::picture::Picture;

/// What one bit costs in a flat block, in 1/65536 of a squared step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price(u32);

impl Default for Price {
    /// The best mean SSIMULACRA2 at equal bytes is near here, and flat around it.
    fn default() -> Self {
        Self(3447)
    }
}

impl Price {
    /// The price for a file of so many bytes, from this price and its file's size, and from another
    /// such pair where there is one.
    pub fn corrected(self, bytes: usize, other: Option<(Self, usize)>, target_bytes: f64) -> Self {
        let (price, bytes) = (f64::from(self.0), bytes as f64);
        let next = match other {
            // Along the line through both.
            Some((Self(other_price), other_bytes)) if other_bytes as f64 != bytes => {
                let slope = (f64::from(other_price) - price) / (other_bytes as f64 - bytes);
                price + (target_bytes - bytes) * slope
            }
            // Sizes follow about the power -1/10 of the price.
            _ => price * (1.0 + 10.0 * (bytes / target_bytes - 1.0)),
        };
        Self(next.clamp(300.0, 12_000.0) as u32)
    }

    /// The price in the middle.
    pub fn between(self, other: Self) -> Self {
        Self(self.0.midpoint(other.0))
    }
}

/// Mean square of a block's AC coefficients, as they are stored, at which a bit costs twice as much as
/// in a flat block: errors hide in texture. The idea and the order of magnitude are mozjpeg's.
const MASKING_ENERGY: u64 = 120_000;

/// One in so many minimum coded units makes a sample; no usual number of them in a row divides by it,
/// so that samples do not stand in columns.
const SAMPLE: usize = 7;

/// About one byte in so many of a scan is all ones, and a zero is stuffed after it.
const STUFFED: usize = 280;

/// The Huffman tables of a file: DC and AC of luma, then of chroma.
pub type Codes = [Table; TABLES];

/// A picture ready to be quantized in many ways.
pub struct Source<'a> {
    picture: &'a Picture,
    coding: Coding,
    coefficients: Coefficients,
    /// How many times dearer a bit is in each block than in a flat one, in 1/256.
    masking: Vec<u32>,
}

/// A quantized picture.
pub struct Candidate<'a> {
    picture: &'a Picture,
    coding: Coding,
    /// How coarse it is.
    pub coarseness: Coarseness,
    /// What a bit cost.
    pub price: Price,
    /// What comes before the first Huffman table.
    header: Vec<u8>,
    symbols: Symbols,
    /// The tables of its file.
    pub huffman: Codes,
}

impl<'a> Source<'a> {
    /// Transforms the picture.
    pub fn new(picture: &'a Picture, coding: Coding) -> Self {
        let coefficients = forward(picture);
        let masking = coefficients.blocks.iter().map(masking).collect();
        Self { picture, coding, coefficients, masking }
    }

    /// Quantizes the picture. How many bits a symbol takes is looked up in the Huffman tables of an
    /// earlier attempt, where there was one.
    pub fn candidate(&self, coarseness: Coarseness, price: Price, earlier: Option<&Codes>) -> Candidate<'a> {
        let tables = Tables::new(coarseness);
        let symbols = self.quantize(&tables, price, earlier, 1);
        let huffman = symbols.histograms.each_ref().map(Table::optimal);
        let Self { picture, coding, .. } = *self;
        let header = writer::header(picture, &tables, coding);
        Candidate { picture, coding, coarseness, price, header, symbols, huffman }
    }

    /// About how large a baseline file is, and about its Huffman tables, from a sample of the picture.
    ///
    /// The rest of the picture is richer or poorer than the sample; how much is told by coefficients
    /// counted in both (a ratio estimate).
    pub fn estimate(&self, coarseness: Coarseness, earlier: Option<&Codes>) -> (usize, Codes) {
        let tables = Tables::new(coarseness);
        let symbols = self.quantize(&tables, Price::default(), earlier, SAMPLE);
        let huffman = symbols.histograms.each_ref().map(Table::optimal);
        let mut header = writer::header(self.picture, &tables, self.coding);
        writer::baseline_headers(&mut header, &huffman);
        let Weights { whole, sampled } = Weights::of(&self.coefficients, &tables, SAMPLE);
        let [dc_bits, ac_bits] = symbols.coded_bits(&huffman);
        let scan = (dc_bits + ac_bits * whole / sampled.max(1)) as usize / 8;
        (header.len() + scan + scan / STUFFED, huffman)
    }

    /// The symbols of one in `every` minimum coded units, and the DC coefficients of all.
    fn quantize(&self, tables: &Tables, price: Price, earlier: Option<&Codes>, every: usize) -> Symbols {
        let [luma_steps, chroma_steps] = &tables.steps;
        let [luma_rates, chroma_rates] = match earlier {
            Some([_, luma, _, chroma]) => [Rates::new(luma), Rates::new(chroma)],
            None => [Rates::guess(0), Rates::guess(1)],
        };
        let mut luma = Trellis::new(luma_steps, luma_rates);
        let mut chroma = Trellis::new(chroma_steps, chroma_rates);
        let Coefficients { blocks, unit } = &self.coefficients;
        let mut symbols = Symbols::with_capacity(blocks.len() / every);
        let mut levels = [Level::default(); 63];
        let units = blocks.chunks(unit.len()).zip(self.masking.chunks(unit.len()));
        for (place, (blocks, masking)) in units.enumerate() {
            let whole = place.is_multiple_of(every);
            for ((block, &masking), &component) in blocks.iter().zip(masking).zip(*unit) {
                let trellis = if component == 0 { &mut luma } else { &mut chroma };
                if !whole {
                    symbols.push_dc(component, trellis.dc(block));
                    continue;
                }
                let ac = trellis.ac(block, (price.0 * masking) >> 8, &mut levels);
                symbols.push_block(component, trellis.dc(block), ac);
            }
        }
        symbols
    }
}

impl Candidate<'_> {
    /// Size of the file in bytes, and the file if it has at most `limit`. A baseline file that is larger is
    /// not written to the end; the zeros stuffed after bytes of ones (T.81 F.1.2.3) are guessed.
    pub fn within(&self, limit: usize) -> (usize, Option<Vec<u8>>) {
        if self.coding == Coding::Baseline {
            let [dc_bits, ac_bits] = self.symbols.coded_bits(&self.huffman);
            let scan = (dc_bits + ac_bits).div_ceil(8) as usize;
            let bytes = self.baseline_header().len() + scan + writer::EOI.len();
            if bytes > limit {
                return (bytes + scan / STUFFED, None);
            }
        }
        let jpeg = self.write();
        (jpeg.len(), Some(jpeg).filter(|jpeg| jpeg.len() <= limit))
    }

    /// The file.
    pub fn write(&self) -> Vec<u8> {
        match self.coding {
            Coding::Baseline => {
                let mut out = self.baseline_header();
                let tables = &self.huffman;
                let codes = self.symbols.iter().filter_map(|(table, symbol)| {
                    tables.get(usize::from(table)).map(|table| table.append(symbol))
                });
                writer::scan(&mut out, codes);
                out.extend_from_slice(&writer::EOI);
                out
            }
            Coding::Progressive => {
                let [luma_dc, _, chroma_dc, _] = &self.huffman;
                progressive::finish(self.header.clone(), self.picture, &self.symbols, [luma_dc, chroma_dc])
            }
        }
    }

    fn baseline_header(&self) -> Vec<u8> {
        let mut out = self.header.clone();
        writer::baseline_headers(&mut out, &self.huffman);
        out
    }
}

/// How many times dearer a bit is in a block than in a flat one, in 1/256: 1 to 16.
fn masking(block: &Block) -> u32 {
    let [_, ac @ ..] = block;
    let energy: u64 = ac.iter().map(|&c| (i32::from(c) * i32::from(c)) as u64).sum();
    (256 + 256 * (energy / 63) / MASKING_ENERGY).min(16 * 256) as u32
}
