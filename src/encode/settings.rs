//! What is asked of the encoder, and what it gives.

use crate::options::{Coding, Effort, Prefer};

/// How good and how large the file may be. Qualities are on the usual scale, 1 to 100: libjpeg's,
/// with the tables of ITU-T T.81 Annex K.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The highest quality, 95 by default: more only grows the file.
    pub ceiling: u8,
    /// The quality to keep, 90 by default.
    pub floor: u8,
    /// The file size to stay within while the floor is kept, 100,000 bytes by default.
    pub window_max_bytes: usize,
    /// The file size that is never passed, 600,000 bytes by default.
    pub hard_limit_bytes: usize,
    /// What wins between the window and the floor.
    pub prefer: Prefer,
    /// How the coefficients are written.
    pub coding: Coding,
    /// How long the best file is searched for.
    pub effort: Effort,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ceiling: 95,
            floor: 90,
            window_max_bytes: 100_000,
            hard_limit_bytes: 600_000,
            prefer: Prefer::Quality,
            coding: Coding::Baseline,
            effort: Effort::Usual,
        }
    }
}

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The JPEG file: SOI, APP0 (JFIF), DQT, SOF0 or SOF2, DHT and SOS of each scan, EOI
    /// and nothing else.
    pub jpeg: Vec<u8>,
    /// Quality on the scale of the encoder's own tables, 1 to 100: where the size was met by the price of a bit, that
    /// of a file as large made by the tables alone. With [`Effort::Thorough`] it is that of the usual file.
    pub quality: u8,
    /// Quality on the usual scale whose file would be as faithful; with [`Effort::Thorough`] as faithful as the usual
    /// file.
    pub equivalent_quality: u8,
    /// The file is larger than the window because the floor was kept.
    pub floor_won: bool,
}

/// Not even the lowest quality fits the hard limit: the picture must become smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CannotFit {
    /// Size of the smallest file; `usize::MAX` for a picture that no JPEG can hold, because an axis
    /// is 0 or over 65,535.
    pub bytes: usize,
}
