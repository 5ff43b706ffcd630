//! Light and colour of the cheeks, as OFIQ (BSI, the reference implementation of ISO/IEC 29794-5) places them: a square
//! under each eye, half-way down to the mouth, its side three tenths of the eyes' distance.

use super::decode::{Keypoint, Rectangle};
use super::geometry::Geometry;
use crate::colour::curve::{Curve, log2, power};
use crate::colour::model::rgb_of;
use crate::picture::{Area, Picture, Subsampling};

/// Side of a square, in eye distances.
const SIDE: f32 = 0.3;

/// Samples along a square's side that are looked at, at most.
const MOST_SAMPLES: usize = 32;

/// Added to both lights, of 0 to 255, before they are compared: noise in the dark is no difference.
const DARKNESS: f64 = 2.0;

/// Where skin is in CIELAB.
const SKIN_A: (f64, f64) = (5.0, 25.0);
const SKIN_B: (f64, f64) = (5.0, 35.0);

/// CIE 15: the white of D65, and where the cube root takes over from the line.
const WHITE: [f64; 3] = [0.950_47, 1.0, 1.088_83];
const LINE_END: f64 = 216.0 / 24_389.0;

#[derive(Clone, Copy)]
pub(super) struct Light {
    /// Doublings of the luminance from the darker to the brighter cheek.
    pub difference: f64,
    /// Distance of the mean colour of both from the range of skin.
    pub cast: f64,
}

/// What a cheek shows.
#[derive(Clone, Copy, Default)]
struct Cheek {
    /// Mean luminance, 0 to 255.
    luminance: f64,
    /// Mean a* and b*.
    colour: [f64; 2],
}

/// `None` where a cheek is outside of the picture.
pub(super) fn measure(picture: &Picture, geometry: &Geometry, eyes: [Keypoint; 2]) -> Option<Light> {
    let down = |eye: Keypoint| Keypoint {
        x: eye.x + (geometry.mouth.x - geometry.eyes.x) / 2.0,
        y: eye.y + (geometry.mouth.y - geometry.eyes.y) / 2.0,
    };
    let side = SIDE * geometry.eye_distance;
    let light = light_of_numbers();
    let [left, right] = eyes.map(|eye| cheek(picture, down(eye), side, &light));
    let (left, right) = (left?, right?);
    let difference = log2((left.luminance + DARKNESS) / (right.luminance + DARKNESS)).abs();
    let [a, b] = [0, 1].map(|axis| {
        let of = |cheek: &Cheek| cheek.colour.get(axis).copied().unwrap_or_default();
        (of(&left) + of(&right)) / 2.0
    });
    Some(Light { difference, cast: from_skin([a, b]) })
}

/// Distance of a colour from the range of skin.
pub(super) fn from_skin([a, b]: [f64; 2]) -> f64 {
    let beyond = |value: f64, (low, high): (f64, f64)| (low - value).max(value - high).max(0.0);
    let (a, b) = (beyond(a, SKIN_A), beyond(b, SKIN_B));
    (a * a + b * b).sqrt()
}

/// Mean a* and b* of squares; `None` for one that is outside of the picture.
pub(super) fn colours<const N: usize>(
    picture: &Picture,
    centres: [Keypoint; N],
    side: f32,
) -> [Option<[f64; 2]>; N] {
    let light = light_of_numbers();
    centres.map(|centre| cheek(picture, centre, side, &light).map(|cheek| cheek.colour))
}

fn cheek(picture: &Picture, centre: Keypoint, side: f32, light: &[f64; 256]) -> Option<Cheek> {
    let square = Rectangle { x: centre.x - side / 2.0, y: centre.y - side / 2.0, width: side, height: side };
    let area = square.samples(&picture.y);
    let mut sum = Cheek::default();
    let mut count = 0.0;
    for pixel in pixels(picture, area) {
        let linear = pixel.map(|value| light.get(usize::from(value)).copied().unwrap_or_default());
        let [red, green, blue] = linear;
        sum.luminance += 255.0 * (0.2126 * red + 0.7152 * green + 0.0722 * blue);
        sum.colour.iter_mut().zip(lab_colour(linear)).for_each(|(sum, value)| *sum += value);
        count += 1.0;
    }
    let mean = |sum: f64| sum / count;
    (count > 0.0).then(|| Cheek { luminance: mean(sum.luminance), colour: sum.colour.map(mean) })
}

/// Red, green and blue of an area, at equal distances.
fn pixels(picture: &Picture, area: Area) -> impl Iterator<Item = [u8; 3]> {
    let step = area.width.max(area.height).div_ceil(MOST_SAMPLES).max(1);
    let halve = match picture.subsampling {
        Subsampling::Full => 1,
        Subsampling::Quarter => 2,
    };
    let rows = (area.top..area.top + area.height).step_by(step);
    rows.flat_map(move |y| (area.left..area.left + area.width).step_by(step).map(move |x| (x, y))).filter_map(
        move |(x, y)| {
            let chroma = y / halve * picture.cb.width + x / halve;
            let luma = *picture.y.samples.get(y * picture.y.width + x)?;
            Some(rgb_of([luma, *picture.cb.samples.get(chroma)?, *picture.cr.samples.get(chroma)?]))
        },
    )
}

/// sRGB's numbers as light, 0 to 1.
fn light_of_numbers() -> [f64; 256] {
    let curve = Curve::srgb();
    std::array::from_fn(|number| curve.light(number as f64 / 255.0))
}

/// CIELAB's a* and b* of linear sRGB (IEC 61966-2-1 primaries, D65).
fn lab_colour([red, green, blue]: [f64; 3]) -> [f64; 2] {
    let xyz = [
        0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue,
        0.212_672_9 * red + 0.715_152_2 * green + 0.072_175 * blue,
        0.019_333_9 * red + 0.119_192 * green + 0.950_304_1 * blue,
    ];
    let [white_x, white_y, white_z] = WHITE;
    let [x, y, z] = xyz;
    let [x, y, z] = [x / white_x, y / white_y, z / white_z].map(lab_curve);
    [500.0 * (x - y), 200.0 * (y - z)]
}

fn lab_curve(t: f64) -> f64 {
    if t > LINE_END { power(t, 1.0 / 3.0) } else { t * 841.0 / 108.0 + 4.0 / 29.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_known_numbers() {
        let light = light_of_numbers();
        for (rgb, a, b) in [([255, 0, 0], 80.09, 67.20), ([0, 0, 255], 79.19, -107.86), ([128; 3], 0.0, 0.0)]
        {
            let [found_a, found_b] = lab_colour(rgb.map(|value: usize| light[value]));
            assert!((found_a - a).abs() < 0.02 && (found_b - b).abs() < 0.02, "{rgb:?}: {found_a} {found_b}");
        }
    }
}
