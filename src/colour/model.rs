//! Colour models: what a photo's components mean, and how they become luma and chroma.
//!
//! Everything but YCbCr is converted on the small planes, so the cost follows the output.

use crate::picture::{Picture, Plane, Subsampling};

/// What the planes of a photo mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourModel {
    /// Luma alone.
    Grey,
    /// Luma and chroma (JFIF 1.02, ITU-R BT.601, full range).
    YCbCr,
    /// Red, green, blue.
    Rgb,
    /// Inks; 0 is full ink, as Adobe writes it.
    Cmyk,
    /// Luma and chroma of the complement of the inks as they are stored, and black.
    Ycck,
}

impl ColourModel {
    /// Whether the component at `index` ends on the chroma samples of the output.
    pub fn is_chroma(self, index: usize) -> bool {
        self == Self::YCbCr && index > 0
    }

    /// Puts upright planes together to a picture.
    pub fn picture(self, planes: Vec<Plane>, subsampling: Subsampling) -> Picture {
        let mut planes = planes.into_iter();
        let mut next = || planes.next().unwrap_or_default();
        let planes = [next(), next(), next(), next()];
        match self {
            Self::Grey => grey(planes, subsampling),
            Self::YCbCr => {
                let [y, cb, cr, _] = planes;
                Picture { subsampling, y, cb, cr }
            }
            Self::Rgb => from_rgb(planes, subsampling, |[r, g, b, _]| [r, g, b]),
            Self::Cmyk => from_rgb(planes, subsampling, under_black),
            Self::Ycck => from_rgb(planes, subsampling, |[y, cb, cr, k]| {
                // Adobe's TN 5116: what becomes luma and chroma are the complements of the stored C, M and Y.
                let [r, g, b] = rgb_of([y, cb, cr]);
                under_black([255 - r, 255 - g, 255 - b, k])
            }),
        }
    }
}

fn grey([y, ..]: [Plane; 4], subsampling: Subsampling) -> Picture {
    let neutral = Plane::filled(subsampling.chroma_len(y.width), subsampling.chroma_len(y.height), 128);
    Picture { subsampling, y, cb: neutral.clone(), cr: neutral }
}

/// Ink on white paper: what the colour inks let through, dimmed by black.
///
/// Without the press's profile this is the convention of viewers, not colorimetry: libjpeg's `djpeg`, Chromium and
/// Firefox take 0 for full ink in every JPEG, whether Adobe's segment is there or not.
fn under_black([c, m, y, k]: [u8; 4]) -> [u8; 3] {
    [c, m, y].map(|light| ((u32::from(light) * u32::from(k) + 127) / 255) as u8)
}

fn from_rgb(planes: [Plane; 4], subsampling: Subsampling, rgb: impl Fn([u8; 4]) -> [u8; 3]) -> Picture {
    let [mut first, mut second, mut third, fourth] = planes;
    let (width, height) = (first.width, first.height);
    let black = fourth.samples.iter().copied().chain(std::iter::repeat(0));
    let pixels = first.samples.iter_mut().zip(&mut second.samples).zip(&mut third.samples).zip(black);
    for (((a, b), c), d) in pixels {
        [*a, *b, *c] = ycbcr_of(rgb([*a, *b, *c, d]));
    }
    let (cb, cr) = match subsampling {
        Subsampling::Full => (second, third),
        Subsampling::Quarter => (quartered(&second), quartered(&third)),
    };
    debug_assert_eq!(first.samples.len(), width * height);
    Picture { subsampling, y: first, cb, cr }
}

/// The mean of each 2 × 2 block; the last sample repeats past an odd edge.
fn quartered(plane: &Plane) -> Plane {
    let width = plane.width.div_ceil(2);
    let height = plane.height.div_ceil(2);
    let mut samples = Vec::with_capacity(width * height);
    let rows: Vec<&[u8]> = plane.rows().collect();
    for pair in rows.chunks(2) {
        let (Some(upper), Some(lower)) = (pair.first(), pair.last()) else { continue };
        for (above, below) in upper.chunks(2).zip(lower.chunks(2)) {
            let sum: u32 = [above.first(), above.last(), below.first(), below.last()]
                .into_iter()
                .flatten()
                .map(|&sample| u32::from(sample))
                .sum();
            samples.push(((sum + 2) / 4) as u8);
        }
    }
    Plane { width, height, samples }
}

/// Fraction bits of the conversion's factors.
const BITS: u32 = 16;
const HALF: i32 = 1 << (BITS - 1);

/// JFIF 1.02: RGB to YCbCr, factors times 65,536 with each row's sum exact.
pub fn ycbcr_of([r, g, b]: [u8; 3]) -> [u8; 3] {
    let [r, g, b] = [r, g, b].map(i32::from);
    let y = (19_595 * r + 38_470 * g + 7_471 * b + HALF) >> BITS;
    let cb = (-11_059 * r - 21_709 * g + 32_768 * b + (128 << BITS) + HALF - 1) >> BITS;
    let cr = (32_768 * r - 27_439 * g - 5_329 * b + (128 << BITS) + HALF - 1) >> BITS;
    [y, cb, cr].map(|value| value.clamp(0, 255) as u8)
}

/// JFIF 1.02: YCbCr to RGB.
pub fn rgb_of([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let y = i32::from(y) << BITS;
    let [cb, cr] = [cb, cr].map(|chroma| i32::from(chroma) - 128);
    let r = y + 91_881 * cr + HALF;
    let g = y - 22_554 * cb - 46_802 * cr + HALF;
    let b = y + 116_130 * cb + HALF;
    [r, g, b].map(|value| (value >> BITS).clamp(0, 255) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greys_have_no_chroma_and_come_back() {
        for value in 0..=255 {
            assert_eq!(ycbcr_of([value; 3]), [value, 128, 128]);
            assert_eq!(rgb_of([value, 128, 128]), [value; 3]);
        }
    }

    #[test]
    fn primaries_as_jfif_says() {
        assert_eq!(ycbcr_of([255, 0, 0]), [76, 85, 255]);
        assert_eq!(ycbcr_of([0, 255, 0]), [150, 44, 21]);
        assert_eq!(ycbcr_of([0, 0, 255]), [29, 255, 107]);
    }

    #[test]
    fn inks() {
        assert_eq!(under_black([255, 255, 255, 255]), [255, 255, 255]);
        assert_eq!(under_black([255, 255, 255, 0]), [0, 0, 0]);
        assert_eq!(under_black([0, 255, 255, 255]), [0, 255, 255]);
    }

    #[test]
    fn blocks_at_an_odd_edge() {
        let plane = Plane { width: 3, height: 3, samples: vec![0, 4, 8, 8, 4, 8, 16, 20, 24] };
        assert_eq!(quartered(&plane).samples, [4, 8, 18, 24]);
    }
}
