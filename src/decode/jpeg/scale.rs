//! The sizes at which a component can be reconstructed.

/// The size at which a component is reconstructed: N/8 of its stored size, rounded up.
///
/// A block of 8 × 8 coefficients becomes N × N samples, the inverse DCT of the N × N lowest frequencies, or of
/// those among them that [`up_to_diagonal`](Self::up_to_diagonal) leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scale {
    eighths: u8,
    /// Coefficients whose row and column sum to more are taken as zero.
    diagonal: u8,
}

impl Scale {
    /// The stored size.
    pub const FULL: Self = Self::whole(8);

    /// The scales that exist, smallest first.
    pub const ALL: [Self; 6] =
        [Self::whole(1), Self::whole(2), Self::whole(3), Self::whole(4), Self::whole(6), Self::whole(8)];

    /// N/8 with all N × N coefficients.
    const fn whole(eighths: u8) -> Self {
        Self { eighths, diagonal: 14 }
    }

    /// The smallest scale that is at least `eighths`/8; `FULL` above 8.
    pub fn at_least(eighths: usize) -> Self {
        Self::ALL.into_iter().find(|scale| scale.eighths() >= eighths).unwrap_or(Self::FULL)
    }

    /// N of N/8: samples of a block's edge.
    pub fn eighths(self) -> usize {
        usize::from(self.eighths)
    }

    /// The same scale without the coefficients whose row and column sum to more than `diagonal`: frequencies
    /// above those that a smaller picture can show.
    #[must_use]
    pub fn up_to_diagonal(self, diagonal: usize) -> Self {
        Self { diagonal: u8::try_from(diagonal).unwrap_or(u8::MAX).min(self.diagonal), ..self }
    }

    /// The largest sum of row and column of a coefficient that is read.
    pub fn diagonal(self) -> usize {
        usize::from(self.diagonal)
    }

    /// The number of samples that an axis of `len` stored samples has at this scale.
    ///
    /// The last one covers stored samples past the edge when `len * N` is not a multiple of 8: for exact
    /// geometry the axis is `len * N / 8` samples long, not the rounded number.
    pub fn len(self, len: usize) -> usize {
        (len * self.eighths()).div_ceil(8)
    }
}
