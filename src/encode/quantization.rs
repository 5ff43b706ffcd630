//! Quantization tables (ITU-T T.81 A.3.4).

use super::{fdct::ZIGZAG, quality_scale, tuning::Tuning};

/// Sixteen times the luma steps at coarseness 1, row by row.
///
/// The logarithm of a step is modelled as a + b·r + c·r² + d·r·sin 2φ over the polar frequency
/// (r, φ), with steps of their own for DC and the two lowest frequencies, as tables found for human eyes
/// look that way on paper. The few numbers of the model were descended to the best SSIMULACRA2 at 75,000
/// and 100,000 bytes, starting from N. Robidoux's table (ImageMagick's collection, also mozjpeg's);
/// README.md beside this file has on what pictures, and what it is worth.
#[rustfmt::skip]
const LUMA: [u16; 64] = [
    165, 254, 292, 349, 452, 630, 948, 1538,
    254, 314, 362, 439, 569, 795, 1199, 1948,
    292, 362, 447, 565, 749, 1061, 1609, 2627,
    349, 439, 565, 744, 1019, 1474, 2270, 3744,
    452, 569, 749, 1019, 1441, 2136, 3355, 5615,
    630, 795, 1061, 1474, 2136, 3245, 5205, 8863,
    948, 1199, 1609, 2270, 3355, 5205, 8515, 14758,
    1538, 1948, 2627, 3744, 5615, 8863, 14758, 26016,
];

/// The same for chroma at half the luma's resolution.
#[rustfmt::skip]
const CHROMA: [u16; 64] = [
    156, 185, 212, 266, 370, 566, 955, 1776,
    185, 223, 265, 338, 472, 723, 1222, 2275,
    212, 265, 338, 449, 641, 996, 1695, 3172,
    266, 338, 449, 623, 919, 1460, 2523, 4770,
    370, 472, 641, 919, 1398, 2278, 4017, 7708,
    566, 723, 996, 1460, 2278, 3807, 6855, 13388,
    955, 1222, 1695, 2523, 4017, 6855, 12597, 25050,
    1776, 2275, 3172, 4770, 7708, 13388, 25050, 50672,
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

    /// The multiple of a quality in hundredths, with the formula by which libjpeg scales its tables
    /// (`jpeg_quality_scaling`).
    fn of_hundredths(quality: u32) -> Self {
        let quality = quality.clamp(100, 10_000);
        Self(if quality < 5_000 {
            5_000 * Self::ONE / quality
        } else {
            ((10_000 - quality) * Self::ONE / 5_000).max(Self::FINEST)
        })
    }

    fn hundredths(self) -> u32 {
        let quality = match self.0 {
            coarse if coarse > Self::ONE => (5_000 * Self::ONE + coarse / 2) / coarse,
            fine => 10_000 - (5_000 * fine + Self::ONE / 2) / Self::ONE,
        };
        quality.clamp(100, 10_000)
    }

    /// The coarseness that is as faithful as a quality on the usual scale.
    pub fn of_usual_quality(quality: u8) -> Self {
        Self::of_hundredths(quality_scale::own_of_usual(u32::from(quality) * 100))
    }

    /// The nearest quality on the scale of these tables.
    pub fn quality(self) -> u8 {
        nearest_whole(self.hundredths())
    }

    /// The nearest quality of the same fidelity on the usual scale.
    pub fn usual_quality(self) -> u8 {
        nearest_whole(quality_scale::usual_of_own(self.hundredths()))
    }
}

fn nearest_whole(hundredths: u32) -> u8 {
    ((hundredths + 50) / 100).clamp(1, 100) as u8
}

/// The steps of the luma and of the chroma table.
#[derive(Clone)]
pub struct Tables {
    /// Luma, then chroma; in zigzag order, 1 to 255 as a baseline file needs (T.81 B.2.4.1).
    pub steps: [[u8; 64]; 2],
}

impl Tables {
    /// The base tables times a factor, tuned.
    pub fn new(coarseness: Coarseness, tuning: Tuning) -> Self {
        Self {
            steps: [
                steps(&LUMA, coarseness, |place| tuning.luma_step(place)),
                steps(&CHROMA, coarseness, |place| tuning.chroma_step(place)),
            ],
        }
    }
}

/// `share` tells for each place of the table, row by row, its share of the base in 1/256.
fn steps(base: &[u16; 64], coarseness: Coarseness, share: impl Fn(u8) -> u32) -> [u8; 64] {
    ZIGZAG.map(|place| {
        let base = base.get(usize::from(place)).copied().unwrap_or(u16::MAX);
        // Base, share and coarseness have 4, 8 and 16 bits of fraction.
        let step = (u64::from(base) * u64::from(share(place)) * u64::from(coarseness.0) + (1 << 27)) >> 28;
        step.clamp(1, 255) as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_qualities_come_back() {
        for quality in 1..=100 {
            assert_eq!(Coarseness::of_usual_quality(quality).usual_quality(), quality);
        }
        for quality in 1..100 {
            let [lower, higher] = [quality, quality + 1].map(Coarseness::of_usual_quality);
            assert!(lower > higher, "{quality}");
        }
    }
}
