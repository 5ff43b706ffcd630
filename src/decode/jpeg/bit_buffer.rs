//! The entropy-coded bytes in flight: a ring of big-endian words without byte stuffing, and the bits read from it.
//!
//! T.81 F.1.2.3 stuffs a zero byte after each 0xFF of entropy-coded data. Taking it out once, while the bytes
//! come in, leaves the bit reader without any test for 0xFF, for chunk ends or for the end of data: the scan
//! decodes a unit only when the ring holds as many words as the longest unit can have, or when the segment has
//! ended and zeros follow it.

use crate::simd::Words;
use std::collections::VecDeque;

/// Words of the ring. The longest minimum coded unit has 10 blocks of 64 codes of at most 32 bits: 640 words.
const WORDS: usize = 4096;
const MASK: usize = WORDS - 1;

/// Words that stay free for what [`BitBuffer::pad`] puts after the end of a segment.
const SPARE_WORDS: usize = 2;

/// Bytes that are taken together, and how many words they are.
const GROUP_BYTES: usize = 16;
const WORDS_OF_GROUP: usize = GROUP_BYTES / 4;

/// The bytes of one entropy-coded segment: from the scan header or a restart marker to the next marker.
#[derive(Debug)]
pub struct BitBuffer {
    words: Box<[u32; WORDS]>,
    /// Words put into the ring since the segment's start.
    written: usize,
    /// Up to three bytes that wait for their word to fill, in the low bits.
    partial: u64,
    partial_bits: u32,
    /// The last byte was 0xFF; the next one tells whether it is data or a marker.
    after_ff: bool,
    /// Data bits of the segment so far.
    data_bits: u64,
    /// The bit reader between two calls.
    cursor: Cursor,
    /// Where in the file the segment starts.
    start: u64,
    /// Where bytes were taken out, to find back to the file's offsets; one at most for each byte of the ring.
    removed: VecDeque<Removed>,
    /// Bytes taken out before the oldest one in `removed`.
    removed_before: u64,
}

/// Bytes taken out at one place.
#[derive(Clone, Copy, Debug)]
struct Removed {
    /// Data bytes that stand before them, less whole multiples of 2^32.
    at: u32,
    count: u32,
}

/// The reader's place in the ring.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    /// Unread bits, from the highest bit down; zeros below.
    accumulator: u64,
    /// Number of unread bits in the accumulator.
    count: u32,
    /// Words taken from the ring since the segment's start.
    next: usize,
}

impl Removed {
    /// Whether the data byte stands after them. The two are never farther from each other than the ring is long.
    fn is_before(self, data_byte: u64) -> bool {
        (data_byte as u32).wrapping_sub(self.at) as i32 >= 0
    }
}

impl BitBuffer {
    pub fn new() -> Self {
        Self {
            words: Box::new([0; WORDS]),
            written: 0,
            partial: 0,
            partial_bits: 0,
            after_ff: false,
            data_bits: 0,
            cursor: Cursor::default(),
            start: 0,
            removed: VecDeque::new(),
            removed_before: 0,
        }
    }

    /// Bytes that a bit buffer holds on the heap.
    pub const fn bytes() -> u64 {
        WORDS as u64 * 4
    }

    /// Begins a segment whose first byte is at `offset` of the file.
    pub fn begin(&mut self, offset: u64) {
        self.written = 0;
        self.partial_bits = 0;
        self.after_ff = false;
        self.data_bits = 0;
        self.cursor = Cursor::default();
        self.start = offset;
        self.removed.clear();
        self.removed_before = 0;
    }

    /// Takes bytes until they run out, the ring is full or a marker was read; returns its code.
    pub fn fill(&mut self, input: &mut &[u8]) -> Option<u8> {
        self.forget_removed();
        while !input.is_empty() && self.has_room() {
            if !self.after_ff {
                self.fill_words(input);
            }
            if let Some(code) = self.fill_bytes(input) {
                return Some(code);
            }
        }
        None
    }

    /// Takes single bytes: around a 0xFF, at the end of the input and of the ring. Returns a marker's code.
    fn fill_bytes(&mut self, input: &mut &[u8]) -> Option<u8> {
        for _ in 0..GROUP_BYTES {
            let (true, Some((&byte, rest))) = (self.has_room(), input.split_first()) else { break };
            *input = rest;
            match (self.after_ff, byte) {
                (false, 0xFF) => self.after_ff = true,
                (false, _) => self.push_byte(byte),
                (true, 0) => {
                    self.push_byte(0xFF);
                    self.remove();
                    self.after_ff = false;
                    break;
                }
                // B.1.1.2: any number of fill bytes 0xFF may stand before a marker.
                (true, 0xFF) => self.remove(),
                (true, code) => {
                    self.after_ff = false;
                    return Some(code);
                }
            }
        }
        None
    }

    fn has_room(&self) -> bool {
        self.free() > SPARE_WORDS
    }

    /// Words that can be written.
    fn free(&self) -> usize {
        self.cursor.next + WORDS - self.written
    }

    /// Takes 16 bytes at a time as long as none of them is 0xFF and they fit before the ring's end.
    fn fill_words(&mut self, input: &mut &[u8]) {
        let at = self.written & MASK;
        let end = WORDS.min(at + self.free().saturating_sub(SPARE_WORDS));
        let Some(places) = self.words.get_mut(at..end) else { return };
        let (groups, last) = put_groups(input, places, self.partial as u32, self.partial_bits);
        self.partial = last.into();
        self.written += WORDS_OF_GROUP * groups;
        self.data_bits += 8 * (GROUP_BYTES * groups) as u64;
        *input = input.get(GROUP_BYTES * groups..).unwrap_or_default();
    }

    fn push_byte(&mut self, byte: u8) {
        self.partial = (self.partial << 8) | u64::from(byte);
        self.partial_bits += 8;
        self.data_bits += 8;
        if self.partial_bits == 32 {
            self.partial_bits = 0;
            self.write(self.partial as u32);
        }
    }

    // The mask keeps the index inside the ring.
    #[allow(clippy::indexing_slicing)]
    fn write(&mut self, word: u32) {
        self.words[self.written & MASK] = word;
        self.written += 1;
    }

    /// Whether `words` words can be read.
    pub fn holds(&self, words: usize) -> bool {
        self.written - self.cursor.next >= words
    }

    /// The segment has ended: zeros follow, so that `words` words can be read.
    pub fn pad(&mut self, words: usize) {
        if self.partial_bits > 0 {
            self.partial <<= 32 - self.partial_bits;
            self.partial_bits = 0;
            self.write(self.partial as u32);
        }
        while !self.holds(words) {
            self.write(0);
        }
    }

    /// Whether more bits were read than the segment has.
    pub fn is_overrun(&self) -> bool {
        self.read_bits() > self.data_bits
    }

    /// Whether the last byte was a 0xFF whose meaning the next one tells.
    pub fn is_after_ff(&self) -> bool {
        self.after_ff
    }

    fn read_bits(&self) -> u64 {
        (self.cursor.next as u64 * 32).saturating_sub(self.cursor.count.into())
    }

    /// Drops the unread rest and returns the whole bytes that it had.
    pub fn discard(&mut self) -> u64 {
        let extra_bytes = self.data_bits.saturating_sub(self.read_bits()) / 8;
        self.cursor = Cursor { next: self.written, ..Cursor::default() };
        self.partial_bits = 0;
        self.data_bits = self.read_bits();
        extra_bytes
    }

    /// The file's offset of the byte that holds the next bit.
    pub fn offset(&self) -> u64 {
        let data_byte = self.read_bits().min(self.data_bits) / 8;
        let before = self.removed.iter().take_while(|removed| removed.is_before(data_byte));
        let removed: u64 = before.map(|removed| u64::from(removed.count)).sum();
        self.start + data_byte + self.removed_before + removed
    }

    /// Notes a byte taken out. Any number of them can follow each other at one place: they are counted.
    fn remove(&mut self) {
        let at = (self.data_bits / 8) as u32;
        match self.removed.back_mut() {
            Some(last) if last.at == at && last.count < u32::MAX => last.count += 1,
            _ => self.removed.push_back(Removed { at, count: 1 }),
        }
    }

    fn forget_removed(&mut self) {
        let data_byte = self.read_bits() / 8;
        while let Some(first) = self.removed.front().filter(|first| first.is_before(data_byte)) {
            self.removed_before += u64::from(first.count);
            self.removed.pop_front();
        }
    }

    /// A reader at the current place, and how many words it may take.
    pub fn reader(&self) -> BitReader<'_> {
        BitReader { words: &self.words, cursor: self.cursor, written: self.written }
    }

    /// Goes on where a reader stopped.
    pub fn resume(&mut self, place: Place) {
        self.cursor = place.0;
    }
}

/// Puts groups of 16 bytes without 0xFF after the last `bits` bits of `before`. Returns how many groups, and their last
/// word, of which the last `bits` bits are still to be put.
///
/// A function of its own: among what surrounds it V8 kept its few numbers in memory.
#[inline(never)]
fn put_groups(bytes: &[u8], places: &mut [u32], before: u32, bits: u32) -> (usize, u32) {
    let mut before = Words::new([before; WORDS_OF_GROUP]);
    let mut groups = 0;
    let (places, _) = places.as_chunks_mut::<WORDS_OF_GROUP>();
    let (bytes, _) = bytes.as_chunks::<GROUP_BYTES>();
    for (place, bytes) in places.iter_mut().zip(bytes) {
        let words = Words::from_bytes(*bytes);
        if words.has_byte_of_ones() {
            break;
        }
        *place = words.after(before, bits).numbers();
        before = words;
        groups += 1;
    }
    let [.., last] = before.numbers();
    (groups, last)
}

/// Where a [`BitReader`] stopped.
pub struct Place(Cursor);

/// Bits that are readable after a refill, at least.
pub const REFILLED_BITS: u32 = 32;

/// Reads bits. It lives in registers while units are decoded.
#[derive(Clone)]
pub struct BitReader<'a> {
    words: &'a [u32; WORDS],
    cursor: Cursor,
    written: usize,
}

impl BitReader<'_> {
    pub fn place(&self) -> Place {
        Place(self.cursor)
    }

    /// Whether `words` words can be read.
    pub fn holds(&self, words: usize) -> bool {
        self.written - self.cursor.next >= words
    }

    /// Makes at least [`REFILLED_BITS`] bits readable.
    ///
    /// Without a branch, which would be mispredicted once in a few symbols: the next word is always put after the
    /// unread bits. When 32 or more are unread only its first bits fit, and the word stays the next one; these
    /// bits are put to the same place again later.
    // The mask keeps the index inside the ring.
    #[allow(clippy::indexing_slicing)]
    #[inline(always)]
    pub fn refill(&mut self) {
        let word = u64::from(self.words[self.cursor.next & MASK]);
        self.cursor.accumulator |= (word << 32) >> (self.cursor.count & 63);
        self.cursor.next += 1 - (self.cursor.count >> 5 & 1) as usize;
        self.cursor.count |= 32;
    }

    /// The next `count` bits, 1 to 32, which stay unread.
    #[inline(always)]
    pub fn peek(&self, count: u32) -> u32 {
        (self.cursor.accumulator >> (64 - count)) as u32
    }

    /// Skips `count` bits, at most 32 since the last refill.
    #[inline(always)]
    pub fn skip(&mut self, count: u32) {
        self.cursor.accumulator = self.cursor.accumulator.wrapping_shl(count);
        self.cursor.count = self.cursor.count.wrapping_sub(count);
    }

    /// Reads `count` bits, 0 to 16.
    #[inline(always)]
    pub fn bits(&mut self, count: u32) -> u32 {
        let value = (self.cursor.accumulator >> 32) >> (32 - count);
        self.skip(count);
        value as u32
    }

    /// Reads `count` bits, 0 to 32.
    #[inline(always)]
    pub fn long_bits(&mut self, count: u32) -> u64 {
        let value = (self.cursor.accumulator >> 1) >> (63 - count);
        self.skip(count);
        value
    }
}
