//! The places of a block's zero coefficients. The runs of a refinement (T.81 G.1.2.3) count only these.

/// Lists the places of the bits of a 64-bit word without a branch: eight bits a look-up.
#[derive(Debug)]
pub struct Zeros {
    /// For each byte the places of its bits, lowest first, a byte each.
    of_byte: [u64; 256],
    /// Up to 64 places, and what the last look-up gave beyond.
    places: [u8; 72],
}

impl Zeros {
    pub fn new() -> Self {
        let mut of_byte = [0; 256];
        for (byte, places) in (0_u64..).zip(&mut of_byte) {
            let ones = (0..8).filter(|place| byte >> place & 1 == 1);
            *places = ones.rev().fold(0, |above, place| above << 8 | place);
        }
        Self { of_byte, places: [0; 72] }
    }

    /// Lists the places of the bits of `zeros`.
    // A byte indexes 256 words; the mask leaves eight places after the index.
    #[allow(clippy::indexing_slicing)]
    #[inline(always)]
    pub fn list(&mut self, zeros: u64) {
        let mut count = 0;
        for (index, byte) in (0..).zip(zeros.to_le_bytes()) {
            let places = self.of_byte[usize::from(byte)] + index * 0x0808_0808_0808_0808;
            self.places[count & 63..(count & 63) + 8].copy_from_slice(&places.to_le_bytes());
            count += byte.count_ones() as usize;
        }
    }

    /// The place of the zero of this number, of those that were listed.
    #[allow(clippy::indexing_slicing)]
    #[inline(always)]
    pub fn place(&self, number: u32) -> u32 {
        self.places[number as usize & 63].into()
    }
}
