//! One code at a time.

use super::super::bit_buffer::BitReader;
use super::super::segment::HuffmanSpec;

/// Bits of a look-up. Codes are up to 16 bits long, but 11 hold almost every code with its magnitude.
pub const LOOKUP_BITS: u32 = 11;
pub const ENTRIES: usize = 1 << LOOKUP_BITS;

/// A code that no table holds.
#[derive(Clone, Copy, Debug)]
pub struct BadCode;

/// What one look-up tells of the next symbol:
///
/// | bits | |
/// |---|---|
/// | 16 to 31 | the coefficient's value, when code and magnitude are within the look-up, else 0 |
/// | 12 to 15 | size of the magnitude (SSSS), when the value is 0 |
/// | 8 to 11 | run of zero coefficients before it (RRRR) |
/// | 6 | as a difference of DC coefficients (F.1.2.1) it is whole: there is a value, or none has to follow |
/// | 0 to 5 | bits to skip: with the magnitude when there is a value; 0 when the code is longer than the look-up |
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry(u32);

/// Bit 6 of an [`Entry`].
const WHOLE: u32 = 1 << 6;

impl Entry {
    #[inline(always)]
    pub fn value(self) -> i32 {
        self.0 as i32 >> 16
    }

    #[inline(always)]
    pub fn run(self) -> u32 {
        self.0 >> 8 & 15
    }

    #[inline(always)]
    pub fn size(self) -> u32 {
        self.0 >> 12 & 15
    }

    /// The difference of a DC coefficient (F.2.2.1), when the look-up holds it.
    #[inline(always)]
    pub fn whole_difference(self) -> Option<i32> {
        // One test, which almost every entry passes: whether the value is zero is as good as random.
        self.is_whole_difference().then_some(self.value())
    }

    #[inline(always)]
    fn is_whole_difference(self) -> bool {
        self.0 & WHOLE != 0
    }

    #[inline(always)]
    pub fn length(self) -> u32 {
        self.0 & 63
    }

    /// The code's length and value, without the magnitude that belongs to the look-up.
    #[inline(always)]
    fn code(self) -> (u32, u32) {
        if self.value() == 0 {
            return (self.length(), self.run() << 4 | self.size());
        }
        let size = magnitude_size(self.value());
        (self.length() - size, self.run() << 4 | size)
    }

    /// For a code of `length` bits, and the bits of the look-up after it.
    fn new(symbol: u8, length: u32, rest: u32) -> Self {
        let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        let known = LOOKUP_BITS - length;
        if symbol == 0 {
            return Self(WHOLE | length);
        }
        if size == 0 || size > known {
            return Self(size << 12 | run << 8 | length);
        }
        let magnitude = rest >> (known - size);
        Self((extend(magnitude, size) as u32) << 16 | run << 8 | WHOLE | (length + size))
    }
}

/// The entries of all look-ups: codes follow each other as numbers do, so that each has the entries after the last's.
fn lookup(spec: &HuffmanSpec) -> Box<[Entry; ENTRIES]> {
    let mut lookup = Box::new([Entry(0); ENTRIES]);
    let (mut entries, mut values) = (lookup.iter_mut(), spec.values.iter());
    for (length, &count) in (1..=LOOKUP_BITS).zip(&spec.counts) {
        for &symbol in values.by_ref().take(count.into()) {
            let rests = 0..1 << (LOOKUP_BITS - length);
            rests.zip(entries.by_ref()).for_each(|(rest, entry)| *entry = Entry::new(symbol, length, rest));
        }
    }
    lookup
}

/// A decoding table.
#[derive(Clone, Debug)]
pub struct Table {
    lookup: Box<[Entry; ENTRIES]>,
    /// For each code length the first 16-bit string that is no code of that length or shorter.
    limits: [u32; 17],
    /// What added to a code of each length gives its value's index.
    bases: [i32; 17],
    values: Box<[u8; 256]>,
}

impl Table {
    /// Bytes that a table holds on the heap.
    pub const BYTES: usize = size_of::<[Entry; ENTRIES]>() + size_of::<[u8; 256]>();

    pub fn new(spec: &HuffmanSpec) -> Self {
        let mut values = Box::new([0; 256]);
        for (slot, &value) in values.iter_mut().zip(&spec.values) {
            *slot = value;
        }
        let (mut limits, mut bases) = ([0; 17], [0; 17]);
        let (mut code, mut index) = (0_i32, 0_i32);
        for ((&count, length), (limit, base)) in
            spec.counts.iter().zip(1..).zip(limits.iter_mut().zip(&mut bases).skip(1))
        {
            *base = index - code;
            code += i32::from(count);
            index += i32::from(count);
            *limit = (code as u32) << (16 - length);
            code <<= 1;
        }
        Self { lookup: lookup(spec), limits, bases, values }
    }

    /// The code of at most `longest` bits that 16 bits begin with: its length and value.
    pub fn code(&self, bits: u32, longest: u32) -> Option<(u32, u8)> {
        let entry = *self.lookup.get(bits as usize >> (16 - LOOKUP_BITS))?;
        if entry.length() == 0 {
            return self.code_of_lengths(LOOKUP_BITS + 1, longest, bits);
        }
        let (length, symbol) = entry.code();
        (length <= longest).then_some((length, symbol as u8))
    }

    #[inline(always)]
    fn code_of_lengths(&self, shortest: u32, longest: u32, bits: u32) -> Option<(u32, u8)> {
        let limits = self.limits.iter().skip(shortest as usize);
        let length = (shortest..=longest).zip(limits).find(|(_, limit)| bits < **limit)?.0;
        let base = *self.bases.get(length as usize)?;
        let index = (bits >> (16 - length)) as i32 + base;
        self.values.get(usize::try_from(index).ok()?).map(|&value| (length, value))
    }

    /// The entry of the next bits.
    // LOOKUP_BITS bits index ENTRIES entries.
    #[allow(clippy::indexing_slicing)]
    #[inline(always)]
    pub fn peek(&self, reader: &BitReader) -> Entry {
        self.lookup[reader.peek(LOOKUP_BITS) as usize & (ENTRIES - 1)]
    }

    /// Reads a code and returns its value (DECODE of F.2.2.3). The reader was refilled.
    #[inline(always)]
    pub fn symbol(&self, reader: &mut BitReader) -> Result<u32, BadCode> {
        let entry = self.peek(reader);
        self.finish_symbol(entry, reader)
    }

    /// The code of more than [`LOOKUP_BITS`] bits that 16 bits begin with. Takes the bits and not the reader, which so never
    /// leaves its registers.
    #[cold]
    #[inline(never)]
    fn long_code(&self, bits: u32) -> Option<(u32, u8)> {
        self.code_of_lengths(LOOKUP_BITS + 1, 16, bits)
    }

    /// As [`symbol`](Self::symbol), with the entry looked up already.
    #[inline(always)]
    pub fn finish_symbol(&self, entry: Entry, reader: &mut BitReader) -> Result<u32, BadCode> {
        if entry.length() == 0 {
            let (length, symbol) = self.long_code(reader.peek(16)).ok_or(BadCode)?;
            reader.skip(length);
            return Ok(symbol.into());
        }
        let (length, symbol) = entry.code();
        reader.skip(length);
        Ok(symbol)
    }

    /// Reads the difference of a DC coefficient (F.2.2.1).
    #[inline(always)]
    pub fn difference(&self, reader: &mut BitReader) -> Result<i32, BadCode> {
        reader.refill();
        let entry = self.peek(reader);
        if entry.is_whole_difference() {
            reader.skip(entry.length());
            return Ok(entry.value());
        }
        let size = self.finish_symbol(entry, reader)? & 15;
        Ok(extend(reader.bits(size), size))
    }
}

/// Bits of a value's magnitude (the category SSSS of tables F.1 and F.2).
fn magnitude_size(value: i32) -> u32 {
    32 - value.unsigned_abs().leading_zeros()
}

/// The value that `size` magnitude bits stand for (EXTEND, figure F.12).
#[inline(always)]
pub fn extend(bits: u32, size: u32) -> i32 {
    let below = (1_i32 << size) - 1;
    // A leading zero bit means negative.
    if size > 0 && bits >> (size - 1) == 0 { bits as i32 - below } else { bits as i32 }
}
