//! The JPEG decoder: pushed bytes in, rows of component samples out, in memory that does not grow with the
//! picture's height.
//!
//! It reads what ITU-T T.81 calls baseline, extended sequential with 8 bits, and progressive (SOF0, SOF1,
//! SOF2; Huffman coding), and it can reconstruct each component at N/8 of its size straight from the DCT
//! coefficients. `README.md` beside this file tells how; the clause numbers in the comments are T.81's.
//!
//! ```text
//!  push(bytes) ─▶ decoder ─▶ segment ─▶ Header ─▶ start(scales)
//!                    │ entropy-coded bytes
//!                    ▼
//!                 window ─▶ scan ─▶ sequential ───────────────▶ idct ─▶ strip ─▶ RowSink::row
//!                              └──▶ progressive ─▶ coefficients ─▶┘
//! ```
//!
//! # What a damaged file gives
//!
//! Viewers show almost anything; a picture that goes to a face comparison must not have invented content.
//! [`Outcome`] reports what viewers let pass and what leaves the picture of use, everything else is an error. The
//! check `intact` warns of all that is reported but of trailing bytes:
//!
//! | found | result |
//! |---|---|
//! | bytes before the start of image (at most 64 KiB) | `Outcome::leading_bytes` |
//! | bytes between the last unit of a scan or restart interval and the next marker, or between segments; a restart marker, start of image or TEM between segments | `Outcome::extra_bytes` |
//! | no end of image after the last unit of the last scan: the file ends, a start of image follows, or in a sequential file a further scan | `Outcome::end_missing` |
//! | bytes after the end of image (motion photos, gain maps) | `Outcome::trailing_bytes` |
//! | sequential, at least 64 rows of units, only the last row of units incomplete | its samples repeat the row above, `Outcome::repeated_rows` |
//! | progressive, every coefficient that the scales need has begun, refinements of some are missing at the end of image | `Outcome::is_coarse` |
//! | progressive, the first scan of a coefficient that the scales need is missing at the end of image | [`Error::Truncated`] |
//! | any other missing unit, with the end of the file or of the image behind it | [`Error::Truncated`] |
//! | missing units, sequential or progressive, with any other marker behind them, such as the next scan's tables | [`Error::Corrupt`] |
//! | a code that no table holds, a coefficient past the 63rd | [`Error::Corrupt`] |
//! | an end-of-band run that reaches beyond its restart interval or its scan | [`Error::Corrupt`] |
//! | a scan header or restart interval of another length than its parameters have | [`Error::Corrupt`] |
//! | a progressive scan that does not go on where those before it ended: a refinement left out or repeated, a first scan repeated | [`Error::Corrupt`] |
//! | a restart marker out of order, behind fewer units than its interval has, or where none is due | [`Error::Corrupt`] |

mod coefficients;
mod decoder;
mod header;
mod huffman;
mod idct;
mod marker;
mod metadata;
mod picture;
mod plane;
mod progressive;
mod scan;
mod segment;
mod sequential;
mod tables;
mod window;
mod zigzag;

pub use decoder::Decoder;
pub use header::{Adobe, Coding, Colour, Component, Header};
#[doc(hidden)] // For `benches/stages.rs`.
pub use idct::reconstruct;

#[cfg(doc)]
use crate::{error::Error, rows::Outcome};

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

/// What a photo may ask for; checked before anything is allocated.
///
/// The defaults are those of the decoder by itself; the options of a preflight set other values (`limits.…` in
/// `docs/options.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most pixels of the stored picture. Default 120,000,000.
    pub source_pixels: u64,
    /// Most bytes that the decoder may hold: strips, progressive coefficients, tables. Default 64 MiB.
    pub memory_bytes: u64,
    /// Most scans of a file. Default 100; progressive photos have about 10.
    pub scans: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { source_pixels: 120_000_000, memory_bytes: 64 << 20, scans: 100 }
    }
}
