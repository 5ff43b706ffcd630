//! Two coefficients for one look-up.

use super::super::bit_buffer::BitReader;
use super::table::{ENTRIES, LOOKUP_BITS, Table, extend};

/// For the AC coefficients of a sequential scan (T.81 F.2.2.2): a look-up gives the next two of them, when both fit
/// within its bits, and the end of the block after them.
///
/// Photos have many short codes: most look-ups hold two symbols. The second one costs no branch, which would be
/// mispredicted as often as not: an entry of one coefficient names it twice, and an end of block alone is twice a zero
/// at the next place.
#[derive(Clone, Debug)]
pub struct PairTable(Box<[Pair; ENTRIES]>);

/// What one look-up tells:
///
/// | bits | |
/// |---|---|
/// | 24 to 31 | the first coefficient's value |
/// | 16 to 23 | the last coefficient's value |
/// | 15 | the block ends after them |
/// | 14 | there is no coefficient, only the end of the block |
/// | 8 to 13 | coefficients passed, the last one included; `LONG` when the look-up does not hold a whole symbol |
/// | 4 to 7 | run of zero coefficients before the first |
/// | 0 to 3 | bits to skip |
#[derive(Clone, Copy, Debug)]
pub struct Pair(u32);

/// More coefficients than a block has after its first.
const LONG: u32 = 63;
const END_OF_BLOCK: u32 = 128;
const EMPTY: u32 = 64;

/// The position after a block that ends after its DC coefficient.
pub const AFTER_DC_ALONE: u32 = 1 + (END_OF_BLOCK | EMPTY | 1);

impl PairTable {
    /// Bytes that a table holds on the heap.
    pub const BYTES: usize = size_of::<[Pair; ENTRIES]>();

    /// Without an `is_used` table every symbol is read alone.
    pub fn new(table: &Table, is_used: bool) -> Self {
        let mut pairs = Box::new([Pair(LONG << 8); ENTRIES]);
        for (bits, pair) in (0..).zip(pairs.iter_mut()).filter(|_| is_used) {
            *pair = Pair::new(table, bits);
        }
        Self(pairs)
    }

    // LOOKUP_BITS bits index ENTRIES entries.
    #[allow(clippy::indexing_slicing)]
    #[inline(always)]
    pub fn peek(&self, reader: &BitReader) -> Pair {
        self.0[reader.peek(LOOKUP_BITS) as usize & (ENTRIES - 1)]
    }
}

/// A symbol with its magnitude.
enum Symbol {
    Coefficient { run: u32, value: i8 },
    EndOfBlock,
}

/// The symbol at the start of `bits`, of which the first `known` are to be read, and its length. A run of 16 zeros is
/// left to [`Table`], a value of more than 8 bits too: they are rare.
fn symbol(table: &Table, bits: u32, known: u32) -> Option<(Symbol, u32)> {
    let (length, symbol) = table.code(bits, known)?;
    let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
    match (run, size) {
        (0..15, 0) => Some((Symbol::EndOfBlock, length)),
        (_, 1..) if length + size <= known => {
            let magnitude = bits >> (16 - length - size) & ((1 << size) - 1);
            let value = i8::try_from(extend(magnitude, size)).ok()?;
            Some((Symbol::Coefficient { run, value }, length + size))
        }
        _ => None,
    }
}

impl Pair {
    fn new(table: &Table, bits: u32) -> Self {
        // 16 bits, as codes are, with zeros where nothing is known.
        let bits = bits << (16 - LOOKUP_BITS);
        let next = |passed: u32| symbol(table, bits << passed & 0xFFFF, LOOKUP_BITS - passed);
        let Some((Symbol::Coefficient { run, value }, mut length)) = next(0) else {
            return match next(0) {
                Some((_, length)) => Self((END_OF_BLOCK | EMPTY | 1) << 8 | length),
                None => Self(LONG << 8),
            };
        };
        let (mut last, mut step) = (value, run + 1);
        if let Some((Symbol::Coefficient { run, value }, more)) = next(length) {
            last = value;
            step += run + 1;
            length += more;
        }
        if let Some((Symbol::EndOfBlock, more)) = next(length) {
            step |= END_OF_BLOCK;
            length += more;
        }
        Self(byte(value) << 24 | byte(last) << 16 | step << 8 | run << 4 | length)
    }

    /// Whether the look-up does not hold a whole symbol, or whether it may belong to another block: one that reaches
    /// the 63rd coefficient from position `k`.
    #[inline(always)]
    pub fn is_to_be_read_alone(self, k: u32) -> bool {
        k + (self.0 >> 8 & 63) > 63
    }

    #[inline(always)]
    pub fn first_value(self) -> i32 {
        self.0 as i32 >> 24
    }

    #[inline(always)]
    pub fn last_value(self) -> i32 {
        (self.0 << 8) as i32 >> 24
    }

    /// Bits to skip.
    #[inline(always)]
    pub fn length(self) -> u32 {
        self.0 & 15
    }

    /// Zero coefficients before the first.
    #[inline(always)]
    pub fn run(self) -> u32 {
        self.0 >> 4 & 15
    }

    /// Coefficients passed, the last one included, and at least 128 more when the block ends after it.
    #[inline(always)]
    pub fn step(self) -> u32 {
        self.0 >> 8 & 255
    }
}

fn byte(value: i8) -> u32 {
    u32::from(value as u8)
}
