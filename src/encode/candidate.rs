//! A picture quantized at one coarseness, its exact size, and its file.

use super::fdct::{Block, Coefficients, forward};
use super::huffman::Table;
use super::quantization::{Coarseness, Tables};
use super::symbols::{Symbols, TABLES};
use super::trellis::{Rates, Trellis};
use super::writer;
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
    /// The price for a file that is too large by a factor.
    pub fn corrected(self, factor: f64) -> Self {
        // In a straight line: factors are near 1. The bounds keep errors in check.
        let price = f64::from(self.0) * (1.0 + 10.0 * (factor - 1.0));
        Self(price.clamp(1700.0, 7000.0) as u32)
    }
}

/// Mean square of a block's AC coefficients, as they are stored, at which a bit costs twice as much as
/// in a flat block: errors hide in texture. The idea and the order of magnitude are mozjpeg's.
const MASKING_ENERGY: u64 = 120_000;

/// One in so many minimum coded units makes a sample; no usual number of them in a row divides by it,
/// so that samples do not stand in columns.
const SAMPLE: usize = 7;

/// The Huffman tables of a file: DC and AC of luma, then of chroma.
pub type Codes = [Table; TABLES];

/// A picture ready to be quantized in many ways.
pub struct Source<'a> {
    picture: &'a Picture,
    coefficients: Coefficients,
    /// How many times dearer a bit is in each block than in a flat one, in 1/256.
    masking: Vec<u32>,
}

/// A quantized picture.
pub struct Candidate {
    /// How coarse it is.
    pub coarseness: Coarseness,
    /// What a bit cost.
    pub price: Price,
    header: Vec<u8>,
    symbols: Symbols,
    /// The tables of its file.
    pub huffman: Codes,
}

impl<'a> Source<'a> {
    /// Transforms the picture.
    pub fn new(picture: &'a Picture) -> Self {
        let coefficients = forward(picture);
        let masking = coefficients.blocks.iter().map(masking).collect();
        Self { picture, coefficients, masking }
    }

    /// Quantizes the picture. How many bits a symbol takes is looked up in the Huffman tables of an
    /// earlier attempt, where there was one.
    pub fn candidate(&self, coarseness: Coarseness, price: Price, earlier: Option<&Codes>) -> Candidate {
        let tables = Tables::new(coarseness);
        let symbols = self.quantize(&tables, price, earlier, 1);
        let huffman = symbols.histograms.each_ref().map(Table::optimal);
        let header = writer::header(self.picture, &tables, &huffman);
        Candidate { coarseness, price, header, symbols, huffman }
    }

    /// About how large a file is, and about its Huffman tables, from a sample of the picture.
    pub fn estimate(&self, coarseness: Coarseness, earlier: Option<&Codes>) -> (usize, Codes) {
        let tables = Tables::new(coarseness);
        let symbols = self.quantize(&tables, Price::default(), earlier, SAMPLE);
        let huffman = symbols.histograms.each_ref().map(Table::optimal);
        let header = writer::header(self.picture, &tables, &huffman);
        (header.len() + symbols.coded_bits(&huffman) as usize * SAMPLE / 8, huffman)
    }

    /// The symbols of one in `every` minimum coded units.
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
        let mut levels = Vec::with_capacity(63);
        let units = blocks.chunks(unit.len()).zip(self.masking.chunks(unit.len()));
        for (blocks, masking) in units.step_by(every) {
            for ((block, &masking), &component) in blocks.iter().zip(masking).zip(*unit) {
                let trellis = if component == 0 { &mut luma } else { &mut chroma };
                trellis.ac(block, (price.0 * masking) >> 8, &mut levels);
                symbols.push_block(component, trellis.dc(block), &levels);
            }
        }
        symbols
    }
}

impl Candidate {
    /// Size of the file but for the zeros stuffed after bytes of ones (T.81 F.1.2.3), which only
    /// writing can count: some 30 in 75,000 bytes.
    pub fn bytes_before_stuffing(&self) -> usize {
        let scan = self.symbols.coded_bits(&self.huffman).div_ceil(8) as usize;
        self.header.len() + scan + writer::EOI.len()
    }

    /// The file.
    pub fn write(&self) -> Vec<u8> {
        writer::finish(self.header.clone(), &self.symbols, &self.huffman)
    }
}

/// How many times dearer a bit is in a block than in a flat one, in 1/256: 1 to 16.
fn masking(block: &Block) -> u32 {
    let [_, ac @ ..] = block;
    let energy: u64 = ac.iter().map(|&c| (i32::from(c) * i32::from(c)) as u64).sum();
    (256 + 256 * (energy / 63) / MASKING_ENERGY).min(16 * 256) as u32
}
