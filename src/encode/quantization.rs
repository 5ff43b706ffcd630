//! Quantization tables (ITU-T T.81 A.3.4) and the scales of quality that they are stated on.

use super::fdct::{Block, SCALE};

/// Table of N. Robidoux, published in ImageMagick's collection of quantization tables and taken
/// over by mozjpeg; row by row, both for luma and chroma.
const BASE: [u16; 64] = [
    16, 16, 16, 18, 25, 37, 56, 85, 16, 17, 20, 27, 34, 40, 53, 75, 16, 20, 24, 31, 43, 62, 91, 135, 18, 27,
    31, 40, 53, 74, 106, 156, 25, 34, 43, 53, 69, 94, 131, 189, 37, 40, 62, 74, 94, 124, 169, 238, 56, 53,
    91, 106, 131, 169, 226, 311, 85, 75, 135, 156, 189, 238, 311, 418,
];

/// A quality in sixteenths of a unit: whole units move the size of a file by about 3 %, too coarse
/// to meet a number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quality(pub u32);

impl Quality {
    /// Sixteenths in a unit.
    pub const UNIT: u32 = 16;
    /// The coarsest tables.
    pub const MIN: Self = Self::whole(1);
    /// Tables of ones.
    pub const MAX: Self = Self::whole(100);

    /// A quality without fraction.
    pub const fn whole(quality: u32) -> Self {
        Self(quality * Self::UNIT)
    }

    /// The whole number nearest to it.
    pub fn rounded(self) -> u8 {
        ((self.0 + Self::UNIT / 2) / Self::UNIT).min(100) as u8
    }

    /// The factor of the usual scale (libjpeg's `jpeg_quality_scaling`), in 1/65536: 1 at quality 50.
    fn factor(self) -> u64 {
        let sixteenths = u64::from(self.0.clamp(Self::MIN.0, Self::MAX.0));
        if sixteenths < 50 * 16 {
            ((50 * 16) << 16) / sixteenths
        } else {
            ((100 * 16 - sixteenths) << 16) / (50 * 16)
        }
    }
}

/// The steps of the luma and of the chroma table.
pub struct Tables {
    /// Luma, then chroma; in zigzag order, 1 to 255 as a baseline file needs (T.81 B.2.4.1).
    pub steps: [[u8; 64]; 2],
}

impl Tables {
    /// The tables for a quality.
    pub fn new(quality: Quality) -> Self {
        let steps = super::fdct::ZIGZAG.map(|place| {
            let base = BASE.get(usize::from(place)).copied().unwrap_or(u16::MAX);
            let step = (u64::from(base) * quality.factor() + (1 << 15)) >> 16;
            step.clamp(1, 255) as u8
        });
        Self { steps: [steps; 2] }
    }

    /// The quantizer for a component, 0 for luma.
    pub fn quantizer(&self, component: u8) -> Quantizer {
        let [luma, chroma] = &self.steps;
        Quantizer::new(if component == 0 { luma } else { chroma })
    }
}

/// Divides coefficients by their steps.
pub struct Quantizer {
    reciprocals: [u16; 64],
    offsets: [u16; 64],
}

/// Added before the division is cut off, in 1/256 of a step: a coefficient rounds up from
/// 1 - 100/256 of a step on. AC coefficients are distributed around zero, so the lower value is
/// the likelier one and cheaper as well.
const ROUNDING: u32 = 100;

impl Quantizer {
    fn new(steps: &[u8; 64]) -> Self {
        let scaled = steps.map(|step| u32::from(step) * SCALE as u32);
        let mut offsets = scaled.map(|step| (step * ROUNDING / 256) as u16);
        if let Some((dc, step)) = offsets.first_mut().zip(scaled.first()) {
            *dc = (step / 2) as u16;
        }
        Self { reciprocals: scaled.map(|step| (65536u32.div_ceil(step)) as u16), offsets }
    }

    /// The block in units of its steps.
    #[allow(clippy::indexing_slicing)] // Hot loop over arrays of 64.
    pub fn quantize(&self, block: &Block) -> Block {
        let mut out = [0; 64];
        for k in 0..64 {
            let magnitude = block[k].unsigned_abs() + self.offsets[k];
            let level = ((u32::from(magnitude) * u32::from(self.reciprocals[k])) >> 16) as i16;
            out[k] = if block[k] < 0 { -level } else { level };
        }
        out
    }
}
