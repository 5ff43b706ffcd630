//! Quantization tables (ITU-T T.81 A.3.4).

use super::{fdct::ZIGZAG, quality_scale, tuning::Tuning};

/// Sixteen times the luma steps at coarseness 1, row by row: the steep table.
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

/// How far the tables of a coarseness are from the steep base to gentle ones, in 1/256 of a sixteenth of the way.
///
/// Few bits are best spent on low frequencies, and the steep tables do that. With many bits, fine detail that is
/// dropped altogether is what is missed first.
#[derive(Clone, Copy)]
pub struct Gentleness(u32);

impl Gentleness {
    const SIXTEENTHS: u32 = 16;
    /// Coarser tables are the steep ones, and
    const STEEP: u32 = Coarseness::ONE;
    /// finer ones are the gentle ones.
    const GENTLE: u32 = Coarseness::ONE / 5;

    /// In proportion to the coarseness between both.
    pub fn of(coarseness: Coarseness) -> Self {
        let way = Self::STEEP - coarseness.0.clamp(Self::GENTLE, Self::STEEP);
        Self(way * 16 * Self::SIXTEENTHS / ((Self::STEEP - Self::GENTLE) / 16))
    }

    /// What is left of a price of a bit, in 1/256: errors of small steps are seen less, so that bits are not saved at
    /// that price.
    pub fn price(self) -> u32 {
        256 - 75 * self.0 / (256 * Self::SIXTEENTHS)
    }

    /// The share of a steep step that is left on a diagonal of the table, in 1/65536; `roots` are the sixteenth roots of
    /// the gentle tables' shares.
    fn share(self, roots: &[u32; 15], place: u8) -> u64 {
        if place == 0 {
            return ONE_SHARE;
        }
        let root = roots.get(usize::from(place % 8 + place / 8)).map_or(ONE_SHARE, |&root| root.into());
        let (whole, part) = (self.0 / 256, u64::from(self.0 % 256));
        let mut share = (ONE_SHARE * (256 - part) + root * part) / 256;
        for _ in 0..whole {
            share = share * root / ONE_SHARE;
        }
        share
    }
}

/// A share that changes nothing.
const ONE_SHARE: u64 = 1 << 16;

/// Sixteenth roots of what the gentle luma table has of the steep one, in 1/65536, for each diagonal d: of
/// 2^(-0.21 (d - 4) - 0.02 (d - 4)²).
#[rustfmt::skip]
const LUMA_ROOTS: [u32; 15] = [
    67_029, 66_826, 66_508, 66_078, 65_536, 64_886, 64_132, 63_276,
    62_324, 61_280, 60_149, 58_937, 57_649, 56_291, 54_871,
];

/// The same for chroma: of 2^(-0.15 (d - 4)).
#[rustfmt::skip]
const CHROMA_ROOTS: [u32; 15] = [
    67_262, 66_826, 66_393, 65_963, 65_536, 65_112, 64_690, 64_271,
    63_854, 63_441, 63_030, 62_622, 62_216, 61_813, 61_413,
];

/// The steps of the luma and of the chroma table.
#[derive(Clone)]
pub struct Tables {
    /// Luma, then chroma; in zigzag order, 1 to 255 as a baseline file needs (T.81 B.2.4.1).
    pub steps: [[u8; 64]; 2],
}

impl Tables {
    /// The tables of a coarseness, tuned.
    pub fn new(coarseness: Coarseness, tuning: Tuning) -> Self {
        let gentleness = Gentleness::of(coarseness);
        let steps = |base: &[u16; 64], roots: &[u32; 15], tuned: fn(Tuning, u8) -> u32| {
            ZIGZAG.map(|place| {
                let base = base.get(usize::from(place)).copied().unwrap_or(u16::MAX);
                let share = gentleness.share(roots, place) * u64::from(tuned(tuning, place));
                // Base, shares and coarseness have 4, 16, 8 and 16 bits of fraction.
                let base = (u64::from(base) * share) >> 8;
                let step = (base * u64::from(coarseness.0) + (1 << 35)) >> 36;
                step.clamp(1, 255) as u8
            })
        };
        Self {
            steps: [
                steps(&LUMA, &LUMA_ROOTS, Tuning::luma_step),
                steps(&CHROMA, &CHROMA_ROOTS, Tuning::chroma_step),
            ],
        }
    }
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
