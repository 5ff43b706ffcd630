//! Quantized blocks as the symbols that Huffman codes stand for (ITU-T T.81 F.1.2).

use super::huffman::{Frequencies, Table};
use super::symbol::Symbol;

/// End of block (T.81 F.1.2.2.1).
pub const END_OF_BLOCK: u8 = 0x00;
/// Sixteen zero coefficients (T.81 F.1.2.2.1).
pub const ZERO_RUN: u8 = 0xF0;

/// How many Huffman tables there are: DC and AC of luma, then of chroma.
pub const TABLES: usize = 4;

/// The table of a component's DC coefficients; that of its AC coefficients follows.
fn table_of(component: u8) -> u8 {
    if component == 0 { 0 } else { 2 }
}

/// A quantized coefficient that is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// Its place in zigzag order, 1 to 63.
    pub position: u8,
    /// Its value in steps of the quantization table.
    pub value: i16,
}

/// A picture's symbols in the order of the scan.
pub struct ScanSymbols {
    /// Table number from bit 24 on, symbol from bit 16 on, below it the bits that follow the symbol;
    /// their number is the symbol's lower half (T.81 F.1.2.1.1, F.1.2.2.1).
    words: Vec<u32>,
    /// Where the symbols of each minimum coded unit start.
    starts: Vec<usize>,
    /// How often each symbol of each table occurs.
    pub histograms: [Frequencies; TABLES],
    /// DC prediction of each component (T.81 F.1.1.5.1).
    predictions: [i16; 3],
}

impl ScanSymbols {
    /// No symbols yet; `blocks` is how many are to come.
    pub fn with_capacity(blocks: usize) -> Self {
        Self {
            words: Vec::with_capacity(blocks * 8),
            starts: Vec::new(),
            histograms: [[0; 256]; TABLES],
            predictions: [0; 3],
        }
    }

    /// What is added from here on belongs to the next minimum coded unit.
    pub fn begin_unit(&mut self) {
        self.starts.push(self.words.len());
    }

    /// Lets the next block of a component be predicted from this DC coefficient.
    pub fn predict(&mut self, component: u8, dc: i16) {
        if let Some(prediction) = self.predictions.get_mut(usize::from(component)) {
            *prediction = dc;
        }
    }

    /// Bits of a minimum coded unit. A symbol without code is counted like the longest.
    pub fn unit_bits(&self, unit: usize, tables: &[Table; TABLES]) -> i64 {
        let words = self.words.get(self.start(unit)..self.start(unit + 1)).unwrap_or_default();
        let bits = |word: &u32| {
            let length =
                tables.get((word >> 24) as usize).map_or(0, |table| table.length((word >> 16) as u8));
            (if length == 0 { 16 } else { length }) + (word >> 16 & 15)
        };
        words.iter().map(bits).sum::<u32>().into()
    }

    /// Replaces the symbols from the unit `first` on.
    pub fn replace(&mut self, first: usize, other: Self) {
        let last = first + other.starts.len();
        let (start, end) = (self.start(first), self.start(last));
        for word in self.words.get(start..end).unwrap_or_default() {
            let table = self.histograms.get_mut((word >> 24) as usize);
            if let Some(count) = table.and_then(|table| table.get_mut((word >> 16 & 0xFF) as usize)) {
                *count -= 1;
            }
        }
        for (own, other) in self.histograms.iter_mut().flatten().zip(other.histograms.iter().flatten()) {
            *own += other;
        }
        for (own, other) in self.starts.iter_mut().skip(first).zip(&other.starts) {
            *own = start + other;
        }
        for own in self.starts.iter_mut().skip(last) {
            *own = *own - end + start + other.words.len();
        }
        self.words.splice(start..end, other.words);
    }

    /// Where the symbols of a unit start, or all end.
    fn start(&self, unit: usize) -> usize {
        self.starts.get(unit).copied().unwrap_or(self.words.len())
    }

    /// Adds the next block of a component.
    pub fn push_block(&mut self, component: u8, dc: i16, ac: &[Level]) {
        self.push_dc(component, dc);
        let table = table_of(component);
        let mut next = 1;
        for level in ac {
            let mut run = level.position - next;
            next = level.position + 1;
            while run > 15 {
                self.push(table + 1, ZERO_RUN, 0);
                run -= 16;
            }
            self.push_value(table + 1, run << 4, level.value);
        }
        if next < 64 {
            self.push(table + 1, END_OF_BLOCK, 0);
        }
    }

    /// Adds the next block's DC coefficient alone.
    pub fn push_dc(&mut self, component: u8, dc: i16) {
        if let Some(prediction) = self.predictions.get_mut(usize::from(component)) {
            let difference = dc - *prediction;
            *prediction = dc;
            self.push_value(table_of(component), 0, difference);
        }
    }

    #[inline]
    fn push_value(&mut self, table: u8, high_half: u8, value: i16) {
        let symbol = Symbol::of_value(high_half, value);
        self.push(table, symbol.code, symbol.bits.into());
    }

    #[inline]
    fn push(&mut self, table: u8, symbol: u8, bits: u32) {
        self.words.push(u32::from(table) << 24 | u32::from(symbol) << 16 | bits);
        let count = self.histograms.get_mut(usize::from(table)).and_then(|h| h.get_mut(usize::from(symbol)));
        if let Some(count) = count {
            *count += 1;
        }
    }

    /// Bits of the coded scan, without stuffing and padding: those of DC coefficients, those of AC
    /// coefficients.
    pub fn coded_bits(&self, tables: &[Table; TABLES]) -> [u64; 2] {
        let [luma_dc, luma_ac, chroma_dc, chroma_ac] = tables;
        let [luma_dc_seen, luma_ac_seen, chroma_dc_seen, chroma_ac_seen] = &self.histograms;
        [
            luma_dc.coded_bits(luma_dc_seen) + chroma_dc.coded_bits(chroma_dc_seen),
            luma_ac.coded_bits(luma_ac_seen) + chroma_ac.coded_bits(chroma_ac_seen),
        ]
    }

    /// Each symbol with the number of its table.
    pub fn iter(&self) -> impl Iterator<Item = (u8, Symbol)> {
        self.words.iter().map(|word| {
            let code = (word >> 16) as u8;
            ((word >> 24) as u8, Symbol { code, bits: *word as u16, length: code & 15 })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A unit of one block.
    fn push(symbols: &mut ScanSymbols, dc: i16, ac: &[(u8, i16)]) {
        let levels: Vec<Level> = ac.iter().map(|&(position, value)| Level { position, value }).collect();
        symbols.begin_unit();
        symbols.push_block(0, dc, &levels);
    }

    #[test]
    fn replaced_units_are_as_if_they_had_been_pushed() {
        let all = |middle: &[(u8, i16)]| {
            let mut symbols = ScanSymbols::with_capacity(3);
            push(&mut symbols, 5, &[(1, 2), (40, -1)]);
            push(&mut symbols, 4, middle);
            push(&mut symbols, -7, &[(3, 1)]);
            symbols
        };
        let (mut replaced, expected) = (all(&[(1, 9), (2, -3), (63, 1)]), all(&[(1, 8)]));
        let mut other = ScanSymbols::with_capacity(1);
        other.predict(0, 5);
        push(&mut other, 4, &[(1, 8)]);
        replaced.replace(1, other);
        assert_eq!(replaced.words, expected.words);
        assert_eq!(replaced.starts, expected.starts);
        assert_eq!(replaced.histograms, expected.histograms);
        let tables = expected.histograms.each_ref().map(Table::optimal);
        let bits: i64 = (0..3).map(|unit| replaced.unit_bits(unit, &tables)).sum();
        assert_eq!(bits, expected.coded_bits(&tables).iter().sum::<u64>() as i64);
    }
}
