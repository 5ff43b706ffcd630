//! The check sum of PNG chunks (CRC-32, PNG Recommendation, annex D); replaces the crate of this name.
//!
//! That crate carries 16 KiB of tables as data. They are random numbers to a compressor, so that they would make up an
//! eighth of the WebAssembly module that people download; here the same tables are made in a few microseconds when the
//! first PNG is read. `[patch.crates-io]` puts this crate under the `png` crate, which asks for no more than the
//! methods below.

#![forbid(unsafe_code)]

use std::sync::LazyLock;

/// The polynomial, lowest power first.
const POLYNOMIAL: u32 = 0xEDB8_8320;

/// Bytes that are taken at once.
const SLICE: usize = 16;

/// `TABLES[n][byte]` is what a byte adds to the sum of a message in which `n` bytes follow it.
static TABLES: LazyLock<Box<[[u32; 256]; SLICE]>> = LazyLock::new(|| {
    let mut tables = Box::new([[0; 256]; SLICE]);
    let mut before: [u32; 256] = std::array::from_fn(|byte| (0..8).fold(byte as u32, |sum, _| shifted(sum)));
    let bytes = before;
    for table in tables.iter_mut() {
        *table = before;
        before = before.map(|sum| sum >> 8 ^ bytes[sum as usize & 0xFF]);
    }
    tables
});

/// The sum after one more bit.
fn shifted(sum: u32) -> u32 {
    sum >> 1 ^ if sum & 1 == 1 { POLYNOMIAL } else { 0 }
}

/// The sum of what was taken so far.
#[derive(Clone, Debug)]
pub struct Hasher {
    /// With all bits inverted.
    sum: u32,
    /// Number of bytes.
    length: u64,
}

impl Default for Hasher {
    fn default() -> Self {
        Self { sum: u32::MAX, length: 0 }
    }
}

impl Hasher {
    /// The sum of no bytes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        let tables = &**TABLES;
        self.length += bytes.len() as u64;
        let (slices, rest) = bytes.as_chunks::<SLICE>();
        let mut sum = self.sum;
        for slice in slices {
            let [a, b, c, d] = sum.to_le_bytes();
            let mut bytes = *slice;
            bytes[0] ^= a;
            bytes[1] ^= b;
            bytes[2] ^= c;
            bytes[3] ^= d;
            sum = bytes
                .iter()
                .zip(tables.iter().rev())
                .fold(0, |sum, (&byte, table)| sum ^ table[usize::from(byte)]);
        }
        let [last, ..] = tables;
        self.sum = rest.iter().fold(sum, |sum, &byte| sum >> 8 ^ last[(sum as u8 ^ byte) as usize]);
    }

    /// The sum.
    pub fn finalize(self) -> u32 {
        !self.sum
    }

    /// The sum of what was taken so far, followed by what `next` took: needed by `flate2`'s types.
    pub fn combine(&mut self, next: &Self) {
        let [last, ..] = &**TABLES;
        let shifted = (0..next.length).fold(!self.sum, |sum, _| sum >> 8 ^ last[sum as usize & 0xFF]);
        self.sum = !(shifted ^ !next.sum);
        self.length += next.length;
    }

    /// Begins anew.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

/// The sum of these bytes.
pub fn hash(bytes: &[u8]) -> u32 {
    let mut hasher = Hasher::new();
    hasher.update(bytes);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_of_the_standard() {
        // ITU-T V.42's sum of the digits, as all catalogues of check sums name it.
        assert_eq!(hash(b"123456789"), 0xCBF4_3926);
        assert_eq!(hash(b""), 0);
        assert_eq!(hash(b"IEND"), 0xAE42_6082);
    }

    #[test]
    fn cuts_do_not_matter_and_bits_are_as_the_definition_says() {
        let bytes: Vec<u8> = (0..200_u32).map(|number| (number * number / 3) as u8).collect();
        let expected = !bytes
            .iter()
            .fold(u32::MAX, |sum, &byte| (0..8).fold(sum ^ u32::from(byte), |sum, _| shifted(sum)));
        for cut in 0..bytes.len() {
            let mut hasher = Hasher::new();
            hasher.update(&bytes[..cut]);
            hasher.update(&bytes[cut..]);
            assert_eq!(hasher.finalize(), expected, "{cut}");
            let mut hasher = Hasher::new();
            hasher.update(&bytes[..cut]);
            let mut next = Hasher::new();
            next.update(&bytes[cut..]);
            hasher.combine(&next);
            assert_eq!(hasher.finalize(), expected, "{cut}");
        }
    }
}
