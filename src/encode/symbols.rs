//! Quantized blocks as the symbols that Huffman codes stand for (ITU-T T.81 F.1.2).

use super::fdct::Block;
use super::huffman::{Histogram, Table};

/// End of block, F.1.2.2.1.
const END_OF_BLOCK: u8 = 0x00;
/// Sixteen zero coefficients, F.1.2.2.1.
const ZERO_RUN: u8 = 0xF0;

/// Which of the four Huffman tables codes a symbol: DC and AC of luma, then of chroma.
pub const TABLES: usize = 4;

/// A picture's symbols in the order of the scan.
pub struct Symbols {
    /// Table number from bit 24 on, symbol from bit 16 on, below it the bits that follow the symbol;
    /// their number is the symbol's lower half (F.1.2.1.1, F.1.2.2.1).
    words: Vec<u32>,
    /// How often each symbol of each table occurs.
    pub histograms: [Histogram; TABLES],
    /// Bits that follow symbols, in all.
    following_bits: u64,
    /// DC prediction of each component (F.1.1.5.1).
    predictions: [i16; 3],
}

impl Symbols {
    /// No symbols yet; `blocks` is how many are to come.
    pub fn with_capacity(blocks: usize) -> Self {
        Self {
            words: Vec::with_capacity(blocks * 8),
            histograms: [[0; 256]; TABLES],
            following_bits: 0,
            predictions: [0; 3],
        }
    }

    /// Adds the next block of a component.
    pub fn push_block(&mut self, component: u8, block: &Block) {
        let table = if component == 0 { 0 } else { 2 };
        let [dc, ac @ ..] = block;
        if let Some(prediction) = self.predictions.get_mut(usize::from(component)) {
            let difference = dc - *prediction;
            *prediction = *dc;
            self.push_value(table, 0, difference);
        }
        let mut run = 0;
        for group in ac.chunks(9) {
            if group.iter().fold(0, |all, level| all | level) == 0 {
                run += group.len() as u8;
                continue;
            }
            for &level in group {
                if level == 0 {
                    run += 1;
                    continue;
                }
                while run > 15 {
                    self.push(table + 1, ZERO_RUN, 0);
                    run -= 16;
                }
                self.push_value(table + 1, run << 4, level);
                run = 0;
            }
        }
        if run > 0 {
            self.push(table + 1, END_OF_BLOCK, 0);
        }
    }

    /// A value as its category beside `high_half`, followed by its bits (table F.1 and F.2).
    #[inline]
    fn push_value(&mut self, table: u8, high_half: u8, value: i16) {
        let size = 16 - value.unsigned_abs().leading_zeros();
        let mask = (1u32 << size) - 1;
        let bits = (i32::from(value) + i32::from(value >> 15)) as u32 & mask;
        self.push(table, high_half | size as u8, bits);
    }

    #[inline]
    fn push(&mut self, table: u8, symbol: u8, bits: u32) {
        self.words.push(u32::from(table) << 24 | u32::from(symbol) << 16 | bits);
        self.following_bits += u64::from(symbol & 15);
        let count = self.histograms.get_mut(usize::from(table)).and_then(|h| h.get_mut(usize::from(symbol)));
        if let Some(count) = count {
            *count += 1;
        }
    }

    /// Bits of the coded scan, without stuffing and padding.
    pub fn coded_bits(&self, tables: &[Table; TABLES]) -> u64 {
        let codes: u64 = tables.iter().zip(&self.histograms).map(|(t, h)| t.coded_bits(h)).sum();
        codes + self.following_bits
    }

    /// Each symbol's code with its following bits appended, and the length of both together.
    pub fn codes<'a>(&'a self, tables: &'a [Table; TABLES]) -> impl Iterator<Item = (u64, u32)> + 'a {
        self.words.iter().filter_map(move |word| {
            let table = tables.get((word >> 24) as usize)?;
            let symbol = (word >> 16) as u8;
            let (code, length) = table.code(symbol);
            let following = u32::from(symbol & 15);
            Some((u64::from(code) << following | u64::from(word & 0xFFFF), length + following))
        })
    }
}
