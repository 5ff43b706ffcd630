//! A picture quantized at one coarseness, its exact size, and its file.

use super::huffman::Table;
use super::quantization::Coarseness;
use super::scan_symbols::{ScanSymbols, TABLES};
use super::tuning::Tuning;
use super::{progressive, writer};
use crate::options::Coding;
use crate::picture::Picture;

/// What one bit costs in a flat block, λ of rate–distortion optimization, in 1/65536 of a squared step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lambda(pub u32);

impl Default for Lambda {
    /// The best mean SSIMULACRA2 at equal bytes is near here, and flat around it.
    fn default() -> Self {
        Self(3000)
    }
}

impl Lambda {
    /// The usual price times a share, in 1/256.
    pub fn of_share(share: u32) -> Self {
        Self(Self::default().0 * share / 256)
    }

    /// λ estimated to give a file of about `aim` bytes, from this λ and the `bytes` of its file. It goes twice as far as it
    /// must: a patch then ends about in the middle of the picture.
    pub fn corrected(self, bytes: usize, aim: usize) -> Self {
        // Sizes follow about the power -1/10 of the price.
        let factor = 1.0 + 20.0 * (bytes as f64 / aim as f64 - 1.0);
        let lambda = f64::from(self.0);
        // A tuning may start below the usual least price; a file that is too small must not become dearer by that.
        Self((lambda * factor.clamp(0.4, 3.0)).clamp(lambda.min(300.0), 12_000.0) as u32)
    }
}

/// About one byte of a scan in this many is all ones, and a zero is stuffed after it.
pub const STUFFED: usize = 280;

/// The Huffman tables of a file: DC and AC of luma, then of chroma.
pub type Codes = [Table; TABLES];

/// A quantized picture.
pub struct Candidate<'a> {
    pub(super) picture: &'a Picture,
    pub(super) coding: Coding,
    /// How coarse it is.
    pub coarseness: Coarseness,
    /// How its tables and prices depart from the usual ones.
    pub tuning: Tuning,
    /// The latest price of a bit.
    pub lambda: Lambda,
    /// The patch that was laid over it last.
    pub patch: Option<Patch>,
    /// What comes before the first Huffman table.
    pub(super) header: Vec<u8>,
    pub(super) symbols: ScanSymbols,
    /// The tables of its file.
    pub huffman: Codes,
}

/// A part of a candidate, from the first minimum coded unit on, where a bit had another price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Where it ends.
    pub units: usize,
    /// Whether it made the file larger.
    pub grows: bool,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_moves_the_size_where_it_should() {
        for lambda in
            [Lambda::of_share(16), Lambda(299), Lambda(301), Lambda::default(), Lambda::of_share(496)]
        {
            for aim in [5_000, 100_000] {
                assert_eq!(lambda.corrected(aim, aim), lambda);
                assert!(lambda.corrected(aim * 99 / 100, aim) <= lambda);
                assert!(lambda.corrected(aim * 101 / 100, aim) > lambda);
            }
        }
    }
}
