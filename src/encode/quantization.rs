//! Quantization tables (ITU-T T.81 A.3.4).

use super::{fdct::ZIGZAG, scales};

/// Sixteen times the luma steps at coarseness 1, row by row.
///
/// The logarithm of a step is modelled as a + b·r + c·r² + d·r·sin 2φ over the polar frequency
/// (r, φ), with a step of its own for DC, as tables found for human eyes look that way on paper.
/// The few numbers of the model were descended to the best mean SSIMULACRA2 of portraits at 75,000
/// and 100,000 bytes, starting from N. Robidoux's table (ImageMagick's collection, also mozjpeg's);
/// README.md beside this file has what the change is worth.
#[rustfmt::skip]
const LUMA: [u16; 64] = [
    167, 257, 279, 326, 412, 560, 822, 1300,
    257, 304, 344, 408, 517, 705, 1037, 1643,
    279, 344, 419, 519, 674, 933, 1382, 2202,
    326, 408, 519, 673, 905, 1282, 1930, 3110,
    412, 517, 674, 905, 1258, 1830, 2815, 4608,
    560, 705, 933, 1282, 1830, 2733, 4299, 7169,
    822, 1037, 1382, 1930, 2815, 4299, 6908, 11739,
    1300, 1643, 2202, 3110, 4608, 7169, 11739, 20313,
];

/// The same for chroma at half the luma's resolution.
#[rustfmt::skip]
const CHROMA: [u16; 64] = [
    210, 216, 245, 306, 422, 642, 1075, 1986,
    216, 263, 313, 397, 550, 838, 1407, 2602,
    245, 313, 402, 534, 760, 1175, 1989, 3700,
    306, 397, 534, 746, 1101, 1746, 3006, 5658,
    422, 550, 760, 1101, 1683, 2748, 4841, 9266,
    642, 838, 1175, 1746, 2748, 4614, 8325, 16254,
    1075, 1407, 1989, 3006, 4841, 8325, 15368, 30624,
    1986, 2602, 3700, 5658, 9266, 16254, 30624, 62217,
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
        Self::of_hundredths(scales::own_of_usual(u32::from(quality) * 100))
    }

    /// The nearest quality on the scale of these tables.
    pub fn quality(self) -> u8 {
        nearest_whole(self.hundredths())
    }

    /// The nearest quality of the same fidelity on the usual scale.
    pub fn usual_quality(self) -> u8 {
        nearest_whole(scales::usual_of_own(self.hundredths()))
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
    /// The base tables times a factor.
    pub fn new(coarseness: Coarseness) -> Self {
        Self { steps: [&LUMA, &CHROMA].map(|base| steps(base, coarseness)) }
    }
}

fn steps(base: &[u16; 64], coarseness: Coarseness) -> [u8; 64] {
    ZIGZAG.map(|place| {
        let base = base.get(usize::from(place)).copied().unwrap_or(u16::MAX);
        // Base and coarseness have 4 and 16 bits of fraction.
        let step = (u64::from(base) * u64::from(coarseness.0) + (1 << 19)) >> 20;
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
