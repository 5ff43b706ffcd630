//! Quantization tables (ITU-T T.81 A.3.4) and the scales of quality that they are stated on.

use super::fdct::ZIGZAG;

/// Table of N. Robidoux, published in ImageMagick's collection of quantization tables and taken
/// over by mozjpeg; row by row, both for luma and chroma.
const BASE: [u16; 64] = [
    16, 16, 16, 18, 25, 37, 56, 85, 16, 17, 20, 27, 34, 40, 53, 75, 16, 20, 24, 31, 43, 62, 91, 135, 18, 27,
    31, 40, 53, 74, 106, 156, 25, 34, 43, 53, 69, 94, 131, 189, 37, 40, 62, 74, 94, 124, 169, 238, 56, 53,
    91, 106, 131, 169, 226, 311, 85, 75, 135, 156, 189, 238, 311, 418,
];

/// How coarse a picture is quantized: a multiple of the base tables in 1/65536.
///
/// Sizes of files are searched on this scale, because whole units of quality move them by about
/// 3 %, too coarse to meet a number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coarseness(pub u32);

impl Coarseness {
    /// The base tables as they are.
    const ONE: u32 = 1 << 16;
    /// So fine that all steps are 1.
    const FINEST: u32 = 64;

    /// The multiple that libjpeg's scale (`jpeg_quality_scaling`) gives for a quality.
    pub fn of_quality(quality: u8) -> Self {
        let quality = u32::from(quality.clamp(1, 100));
        Self(if quality < 50 {
            50 * Self::ONE / quality
        } else {
            ((100 - quality) * Self::ONE / 50).max(Self::FINEST)
        })
    }

    /// The nearest quality on libjpeg's scale.
    pub fn quality(self) -> u8 {
        let quality = match self.0 {
            coarse if coarse > Self::ONE => (50 * Self::ONE + coarse / 2) / coarse,
            fine => 100 - (50 * fine + Self::ONE / 2) / Self::ONE,
        };
        quality.clamp(1, 100) as u8
    }
}

/// The steps of the luma and of the chroma table.
#[derive(Clone)]
pub struct Tables {
    /// Luma, then chroma; in zigzag order, 1 to 255 as a baseline file needs (T.81 B.2.4.1).
    pub steps: [[u8; 64]; 2],
}

impl Tables {
    /// The base tables times a factor.
    pub fn new(coarseness: Coarseness) -> Self {
        let steps = ZIGZAG.map(|place| {
            let base = BASE.get(usize::from(place)).copied().unwrap_or(u16::MAX);
            let step = (u64::from(base) * u64::from(coarseness.0) + (1 << 15)) >> 16;
            step.clamp(1, 255) as u8
        });
        Self { steps: [steps; 2] }
    }
}

impl Coarseness {
    pub fn of_usual_quality(quality: u8) -> Self {
        Self::of_quality(quality)
    }
    pub fn usual_quality(self) -> u8 {
        self.quality()
    }
}
