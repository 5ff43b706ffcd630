//! What a Huffman code stands for (ITU-T T.81 F.1.2), with the bits that follow it.

/// A symbol with the bits that follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What the Huffman code stands for.
    pub code: u8,
    /// The bits that follow.
    pub bits: u16,
    /// How many they are.
    pub length: u8,
}

impl Symbol {
    /// A value as its category beside `high_half`, followed by its bits (T.81 tables F.1 and F.2).
    #[inline]
    pub fn of_value(high_half: u8, value: i16) -> Self {
        let length = (u16::BITS - value.unsigned_abs().leading_zeros()) as u8;
        let bits = (i32::from(value) + i32::from(value >> 15)) as u32 & ((1 << length) - 1);
        Self { code: high_half | length, bits: bits as u16, length }
    }

    /// The value of such a symbol.
    pub fn value(self) -> i16 {
        let bits = i32::from(self.bits);
        let negative = bits < 1 << self.length >> 1;
        (if negative { bits + 1 - (1 << self.length) } else { bits }) as i16
    }
}
