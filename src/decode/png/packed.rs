//! Rows of grey samples of 1, 2 or 4 bits, several to a byte (PNG Recommendation, third edition, 7.2).
//!
//! The `png` crate spreads them bit by bit, a nanosecond each, so that a file of 30 KB could take a second. Here a byte is
//! one look-up, and a row like the one before nothing.

/// Spreads packed rows to 8 bits a sample.
pub struct PackedRows {
    /// The samples of each byte; those after the first `per_byte` are not used.
    samples: Vec<[u8; 8]>,
    per_byte: usize,
    width: usize,
    packed: Vec<u8>,
    row: Vec<u8>,
}

impl PackedRows {
    /// For samples of `depth` bits: 1, 2 or 4.
    pub fn new(depth: u8, width: usize) -> Self {
        let depth = u32::from(depth.clamp(1, 4));
        let largest = (1 << depth) - 1;
        let sample = |byte: u8, at: u32| {
            let shift = 8_u32.saturating_sub(depth * (at + 1));
            (u32::from(byte) >> shift & largest) * 255 / largest
        };
        let samples = (0..=u8::MAX).map(|byte| std::array::from_fn(|at| sample(byte, at as u32) as u8));
        let per_byte = (8 / depth) as usize;
        Self { samples: samples.collect(), per_byte, width, packed: Vec::new(), row: Vec::new() }
    }

    /// How many samples a row has.
    pub fn samples(&self) -> usize {
        self.width
    }

    /// The samples of a row.
    pub fn spread(&mut self, packed: &[u8]) -> &[u8] {
        if packed != self.packed {
            self.packed.clear();
            self.packed.extend_from_slice(packed);
            self.row.clear();
            for &byte in packed {
                let samples =
                    self.samples.get(usize::from(byte)).and_then(|samples| samples.get(..self.per_byte));
                self.row.extend_from_slice(samples.unwrap_or_default());
            }
            self.row.truncate(self.width);
        }
        &self.row
    }
}
