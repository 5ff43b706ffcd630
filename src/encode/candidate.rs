//! A picture quantized at one coarseness, its exact size, and its file.

use super::fdct::{Block, Coefficients, forward};
use super::huffman::Table;
use super::quantization::{Coarseness, Tables};
use super::symbols::{Symbols, TABLES};
use super::trellis::{Rates, Trellis};
use super::writer;
use crate::picture::Picture;

/// What one bit costs in a flat block, in 1/65536 of a squared step.
const PRICE: u32 = 3447;
/// Mean square of a block's AC coefficients, as they are stored, at which a bit costs twice as much:
/// errors hide in texture.
const MASKING_SHIFT: u32 = 16;

/// A picture ready to be quantized in many ways.
pub struct Source<'a> {
    picture: &'a Picture,
    coefficients: Coefficients,
    /// Price of a bit in each block.
    prices: Vec<u32>,
}

/// A quantized picture.
pub struct Candidate {
    /// How coarse it is.
    pub coarseness: Coarseness,
    header: Vec<u8>,
    symbols: Symbols,
    huffman: [Table; TABLES],
}

impl<'a> Source<'a> {
    /// Transforms the picture.
    pub fn new(picture: &'a Picture) -> Self {
        let coefficients = forward(picture);
        let prices = coefficients.blocks.iter().map(price).collect();
        Self { picture, coefficients, prices }
    }

    /// Quantizes the picture. Bits are priced by the Huffman tables of an earlier candidate, where
    /// there is one.
    pub fn candidate(&self, coarseness: Coarseness, earlier: Option<&Candidate>) -> Candidate {
        let tables = Tables::new(coarseness);
        let [luma_steps, chroma_steps] = &tables.steps;
        let [luma_rates, chroma_rates] = match earlier.map(|candidate| &candidate.huffman) {
            Some([_, luma, _, chroma]) => [Rates::new(luma), Rates::new(chroma)],
            None => [Rates::guess(0), Rates::guess(1)],
        };
        let mut luma = Trellis::new(luma_steps, luma_rates);
        let mut chroma = Trellis::new(chroma_steps, chroma_rates);
        let mut symbols = Symbols::with_capacity(self.coefficients.blocks.len());
        let mut levels = Vec::with_capacity(63);
        let components = self.coefficients.unit.iter().cycle();
        for ((block, &price), &component) in self.coefficients.blocks.iter().zip(&self.prices).zip(components)
        {
            let trellis = if component == 0 { &mut luma } else { &mut chroma };
            trellis.ac(block, price, &mut levels);
            symbols.push_block(component, trellis.dc(block), &levels);
        }
        let huffman = symbols.histograms.each_ref().map(Table::optimal);
        let header = writer::header(self.picture, &tables, &huffman);
        Candidate { coarseness, header, symbols, huffman }
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

/// What a bit costs in a block.
fn price(block: &Block) -> u32 {
    let [_, ac @ ..] = block;
    let energy: u64 = ac.iter().map(|&c| (i32::from(c) * i32::from(c)) as u64).sum();
    let price = u64::from(PRICE) + ((u64::from(PRICE) * (energy / 63)) >> MASKING_SHIFT);
    price.min(1 << 16) as u32
}
