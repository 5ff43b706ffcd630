//! Passing over coefficients that the scale does not need.

use super::super::bit_buffer::{BitReader, REFILLED_BITS};
use super::table::Table;

/// Bits of a look-up: one more than for what is needed, as here another bit gives more symbols.
const LOOKUP_BITS: u32 = 12;
const ENTRIES: usize = 1 << LOOKUP_BITS;

/// For coefficients that the scale does not need: a look-up skips as many symbols as it holds.
///
/// | bits | |
/// |---|---|
/// | 13 | the last symbol is an end of block |
/// | 6 to 12 | coefficients skipped; `NONE` when the first code is longer than the look-up |
/// | 0 to 5 | bits skipped |
///
/// The last magnitude may be outside of the look-up: its size is enough to skip it.
#[derive(Clone, Debug)]
pub struct SkipTable(Box<[u16; ENTRIES]>);

/// Bits skipped at most: of those that a refill makes sure of, the next look-up's are left.
const LENGTH_MAX: u32 = REFILLED_BITS - LOOKUP_BITS;

/// More coefficients than a block has.
const NONE: u16 = 127;

/// The symbols that one look-up of a [`SkipTable`] skips.
#[derive(Clone, Copy)]
pub struct Skip(u16);

impl SkipTable {
    /// Bytes that a table holds on the heap.
    pub const BYTES: usize = size_of::<[u16; ENTRIES]>();

    /// Without an `is_used` table every symbol is read alone.
    pub fn new(table: &Table, is_used: bool) -> Self {
        let mut entries = Box::new([NONE << 6; ENTRIES]);
        for (bits, entry) in (0..).zip(entries.iter_mut()).filter(|_| is_used) {
            *entry = Self::entry(table, bits);
        }
        Self(entries)
    }

    fn entry(table: &Table, bits: u32) -> u16 {
        let (mut length, mut coefficients) = (0, 0);
        while length < LOOKUP_BITS {
            let rest = bits << (length + 16 - LOOKUP_BITS) & 0xFFFF;
            let Some((code_length, symbol)) = table.code(rest, LOOKUP_BITS - length) else { break };
            let (run, size) = (u16::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 && run < 15 {
                return 1 << 13 | coefficients << 6 | (length + code_length) as u16;
            }
            // Runs of more than a block: the symbols after belong to no valid block.
            if coefficients + run + 1 >= NONE {
                break;
            }
            if length + code_length + size > LENGTH_MAX {
                break;
            }
            length += code_length + size;
            coefficients += run + 1;
        }
        if length == 0 { NONE << 6 } else { coefficients << 6 | length as u16 }
    }

    // LOOKUP_BITS bits index ENTRIES entries.
    #[allow(clippy::indexing_slicing)]
    #[inline(always)]
    pub fn peek(&self, reader: &BitReader) -> Skip {
        Skip(self.0[reader.peek(LOOKUP_BITS) as usize & (ENTRIES - 1)])
    }
}

impl Skip {
    /// Bits skipped.
    #[inline(always)]
    pub fn length(self) -> u32 {
        (self.0 & 63).into()
    }

    /// Coefficients skipped: more than 63 when the look-up does not hold a whole symbol.
    #[inline(always)]
    pub fn coefficients(self) -> u32 {
        (self.0 >> 6 & 127).into()
    }

    /// 128 when the last symbol is an end of block, else 0.
    #[inline(always)]
    pub fn end_of_block(self) -> u32 {
        (self.0 >> 13 << 7).into()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::segment::HuffmanSpec;
    use super::*;

    #[test]
    fn a_refill_is_enough_for_a_look_up_and_the_next_one() {
        // Two codes of 2 bits: magnitudes of 1 bit, of which many fit in, and of 15 bits, which reach far beyond.
        let mut counts = [0; 16];
        counts[1] = 2;
        let table = SkipTable::new(&Table::new(&HuffmanSpec { counts, values: vec![0x01, 0x0F] }), true);
        let longest = table.0.iter().map(|&entry| Skip(entry).length()).max();
        assert_eq!(longest.map(|length| length + LOOKUP_BITS), Some(REFILLED_BITS));
    }
}
