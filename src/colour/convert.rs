//! Conversion of a picture from its profile's colours to sRGB, with relative colorimetric intent.
//!
//! Tables are made by the arithmetic of `curve.rs`, pixels are converted in whole numbers, so
//! that every machine gives the same picture.

use crate::colour::curve::{Curve, srgb_number};
use crate::colour::icc::{Conversion, Matrix, Profile, SRGB_TO_XYZ, Unusable, inverse, product};
use crate::picture::{Picture, Plane, Subsampling};

/// What was done about a photo's colour profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourHandling {
    /// Nothing to do: no profile, or one that means sRGB.
    Srgb,
    /// The picture was converted.
    Converted,
    /// The profile cannot be used: the numbers were taken for sRGB.
    Left,
    /// The same, and it means other colours than sRGB: what the picture shows is wrong.
    LeftFar,
}

impl ColourHandling {
    /// Converts the picture where its profile asks for it.
    pub(crate) fn of(picture: &mut Picture, profile: Option<&Result<Profile, Unusable>>) -> Self {
        match profile {
            None => Self::Srgb,
            Some(Err(Unusable::Far(_))) => Self::LeftFar,
            Some(Err(_)) => Self::Left,
            Some(Ok(profile)) => {
                if to_srgb(picture, profile) {
                    Self::Converted
                } else {
                    Self::Srgb
                }
            }
        }
    }
}

/// Converts a picture from a profile's colours to sRGB. Colours that sRGB cannot show are cut at its
/// edge. A profile that means the same as sRGB within half a step costs nothing. Returns whether the numbers were changed:
/// not where they were sRGB's already, and not where a grey profile meets a coloured picture.
pub fn to_srgb(picture: &mut Picture, profile: &Profile) -> bool {
    match &profile.conversion {
        Conversion::Grey(curve) => grey_to_srgb(picture, curve),
        Conversion::Rgb { curves, to_xyz } => {
            let Some(from_xyz) = inverse(&SRGB_TO_XYZ) else { return false };
            let to_light = product(&from_xyz, to_xyz);
            if is_srgb(curves, &to_light) {
                return false;
            }
            Converter::new(curves, &to_light).convert(picture);
            true
        }
    }
}

/// Whether converting would change no colour by more than about half a step of 1/255.
fn is_srgb(curves: &[Curve; 3], to_light: &Matrix) -> bool {
    const MATRIX_TOLERANCE: f64 = 0.002;
    let near_identity =
        to_light.iter().zip([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).all(|(row, identity)| {
            row.iter().zip(identity).all(|(cell, one)| (cell - one).abs() < MATRIX_TOLERANCE)
        });
    near_identity && curves.iter().all(is_srgb_curve)
}

fn is_srgb_curve(curve: &Curve) -> bool {
    curve.is_near(&Curve::srgb())
}

fn grey_to_srgb(picture: &mut Picture, curve: &Curve) -> bool {
    let neutral = |plane: &Plane| plane.samples.iter().all(|&sample| sample == 128);
    if is_srgb_curve(curve) || !neutral(&picture.cb) || !neutral(&picture.cr) {
        return false;
    }
    let table: [u8; 256] =
        std::array::from_fn(|number| (srgb_number(curve.light(number as f64 / 255.0)) * 255.0 + 0.5) as u8);
    for sample in &mut picture.y.samples {
        if let Some(converted) = table.get(usize::from(*sample)) {
            *sample = *converted;
        }
    }
    true
}

/// Channels' numbers are looked up in quarters of 1/255: YCbCr names colours between whole RGB.
const NUMBER_STEPS: usize = 255 * 4;
/// Light is held in 1/65535.
const LIGHT_ONE: f64 = 65535.0;
/// Light is looked up in 1/16384; even at black, where sRGB's curve is steepest, that is a fifth of
/// a step of 1/255.
const LIGHT_SHIFT: u32 = 2;
/// Fraction bits of the matrix.
const MATRIX_BITS: u32 = 14;
/// Fraction bits of converted numbers, and of the YCbCr factors.
const COLOUR_BITS: u32 = 6;
const FACTOR_BITS: u32 = 14;

/// Tables for one profile.
struct Converter {
    /// A number of each channel to light.
    light: [Vec<u16>; 3],
    matrix: [[i64; 3]; 3],
    /// Light to the number in sRGB, 0 to 255 with [`COLOUR_BITS`] of fraction.
    number: Vec<u16>,
}

impl Converter {
    fn new(curves: &[Curve; 3], to_light: &Matrix) -> Self {
        let light = curves.each_ref().map(|curve| {
            let light = |step| curve.light(f64::from(step) / NUMBER_STEPS as f64) * LIGHT_ONE + 0.5;
            (0..=NUMBER_STEPS as u32).map(|step| light(step) as u16).collect()
        });
        let whole = |cell: f64| (cell.clamp(-64.0, 64.0) * f64::from(1 << MATRIX_BITS)).round() as i64;
        let matrix = to_light.map(|row| row.map(whole));
        let entries = 1u32 << (16 - LIGHT_SHIFT);
        let number = (0..entries).map(|entry| {
            let centre =
                (f64::from(entry << LIGHT_SHIFT) + f64::from(1 << LIGHT_SHIFT) / 2.0 - 0.5) / LIGHT_ONE;
            (srgb_number(centre) * f64::from(255 << COLOUR_BITS) + 0.5) as u16
        });
        let mut number: Vec<u16> = number.collect();
        // The centres of the outermost entries are not black and white, which must stay themselves.
        if let [black, .., white] = number.as_mut_slice() {
            (*black, *white) = (0, 255 << COLOUR_BITS);
        }
        Self { light, matrix, number }
    }

    /// Converts the pixels that share a chroma sample together; their new chroma is its mean.
    fn convert(&self, picture: &mut Picture) {
        let factor = match picture.subsampling {
            Subsampling::Quarter => 2,
            Subsampling::Full => 1,
        };
        let Picture { y, cb, cr, .. } = picture;
        if y.width == 0 || cb.width == 0 {
            return;
        }
        let luma_rows = y.samples.chunks_mut(y.width * factor);
        let chroma_rows = cb.samples.chunks_mut(cb.width).zip(cr.samples.chunks_mut(cb.width));
        for (luma_rows, (cb_row, cr_row)) in luma_rows.zip(chroma_rows) {
            let (first, second) = luma_rows.split_at_mut(y.width);
            let mut second = second.chunks_mut(factor);
            for ((first, cb), cr) in first.chunks_mut(factor).zip(cb_row).zip(cr_row) {
                let second = second.next().unwrap_or_default();
                self.convert_shared(first.iter_mut().chain(second), cb, cr);
            }
        }
    }

    #[inline]
    fn convert_shared<'a>(&self, luma: impl Iterator<Item = &'a mut u8>, cb: &mut u8, cr: &mut u8) {
        let chroma = Chroma::new(*cb, *cr);
        let (mut count, mut cb_sum, mut cr_sum) = (0, 0, 0);
        for sample in luma {
            let [red, green, blue] = self.srgb(chroma.rgb(*sample));
            // ITU-T T.871 clause 7, in 1/16384.
            let luma = 4899 * red + 9617 * green + 1868 * blue;
            cb_sum += -2765 * red - 5427 * green + 8192 * blue;
            cr_sum += 8192 * red - 6860 * green - 1332 * blue;
            count += 1;
            *sample = rounded(luma, 1);
        }
        let centre = (128 << (FACTOR_BITS + COLOUR_BITS)) * count;
        *cb = rounded(cb_sum + centre, count);
        *cr = rounded(cr_sum + centre, count);
    }

    /// Numbers of the profile in quarters to sRGB's with [`COLOUR_BITS`] of fraction.
    #[inline]
    #[allow(clippy::indexing_slicing)] // Hot loop; the clamps keep indices inside the tables made above.
    fn srgb(&self, numbers: [i32; 3]) -> [i32; 3] {
        let [red, green, blue] = numbers.map(|number| number.clamp(0, NUMBER_STEPS as i32) as usize);
        let light = [self.light[0][red], self.light[1][green], self.light[2][blue]].map(i64::from);
        self.matrix.map(|[a, b, c]| {
            let light =
                (a * light[0] + b * light[1] + c * light[2] + (1 << (MATRIX_BITS - 1))) >> MATRIX_BITS;
            i32::from(self.number[(light.clamp(0, 65535) >> LIGHT_SHIFT) as usize])
        })
    }
}

/// The parts of RGB that pixels of the same chroma share, in quarters (ITU-T T.871 clause 7).
struct Chroma {
    red: i32,
    green: i32,
    blue: i32,
}

impl Chroma {
    fn new(cb: u8, cr: u8) -> Self {
        let (cb, cr) = (i32::from(cb) - 128, i32::from(cr) - 128);
        // Factors in 1/16384, times four.
        let quarters = |product: i32| (product * 4 + (1 << 13)) >> 14;
        Self {
            red: quarters(22970 * cr),
            green: quarters(-5638 * cb - 11700 * cr),
            blue: quarters(29032 * cb),
        }
    }

    #[inline]
    fn rgb(&self, luma: u8) -> [i32; 3] {
        let luma = i32::from(luma) * 4;
        [luma + self.red, luma + self.green, luma + self.blue]
    }
}

/// A mean as a sample.
#[inline]
fn rounded(sum: i32, count: i32) -> u8 {
    let divisor = count << (FACTOR_BITS + COLOUR_BITS);
    ((sum + divisor / 2).max(0) / divisor.max(1)).min(255) as u8
}
