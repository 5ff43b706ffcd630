//! The coefficients that a scan codes.

/// The band of coefficients of a scan and their bit position.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    /// First and last zigzag position (Ss, Se).
    pub first: u32,
    pub last: u32,
    /// Bit position of the scan's bit (Al).
    pub low: u32,
    /// Last position that the scale needs; all after it are skipped.
    pub last_needed: u32,
}

impl Band {
    /// Whether the scan can be skipped unread: the scale needs none of its coefficients, and no refinement
    /// that mixes them with needed ones can follow and ask which of them are nonzero.
    pub fn is_needless(self) -> bool {
        self.last_needed == 0 || (self.first > self.last_needed && self.low == 0)
    }

    /// The positions of the band, a bit each.
    pub fn positions(self) -> u64 {
        u64::MAX << self.first & u64::MAX >> (63 - self.last)
    }
}
