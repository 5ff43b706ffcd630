//! How sharp a face is: the directional edge ratio.
//!
//! The steepest edges of a sharp picture grow much flatter when it is blurred; those of a blurred one hardly change.
//! Contrast cancels out, and noise hardly touches the steepest 2 %. The least of six directions counts, because motion
//! blurs one direction only.

use super::arithmetic::exponential;

/// Width to which a face is scaled before it is measured: the marks hold for this one alone.
pub(super) const WIDTH_PX: usize = 128;

/// Gaussian blurs that are compared, in pixels.
const FINE: f64 = 0.8;
const COARSE: f64 = 2.5;

/// Keeps the ratio of two flat pictures near zero; in units of luma per pixel.
const FLOOR: f32 = 0.5;

/// Cosine and sine of 0°, 30°, … 150°.
const DIRECTIONS: [(f32, f32); 6] = [
    (1.0, 0.0),
    (HALF_ROOT_OF_3, 0.5),
    (0.5, HALF_ROOT_OF_3),
    (0.0, 1.0),
    (-0.5, HALF_ROOT_OF_3),
    (-HALF_ROOT_OF_3, 0.5),
];
const HALF_ROOT_OF_3: f32 = 0.866_025_4;

/// A grey picture of numbers.
pub(super) struct Grey {
    pub width: usize,
    pub height: usize,
    pub values: Vec<f32>,
}

/// About 1.7 for a sharp face of 128 px width, about 1.1 for one that is blurred by a fortieth of its width.
pub(super) fn directional_edge_ratio(face: &Grey) -> f32 {
    let fine = gradients(&blurred(face, FINE));
    let coarse = gradients(&blurred(face, COARSE));
    let ratio = |(cosine, sine)| steepest(&fine, cosine, sine) / (steepest(&coarse, cosine, sine) + FLOOR);
    DIRECTIONS.into_iter().map(ratio).fold(f32::INFINITY, f32::min)
}

fn blurred(picture: &Grey, sigma: f64) -> Grey {
    let kernel = kernel(sigma);
    let across = along(picture, &kernel);
    transposed(&along(&transposed(&across), &kernel))
}

/// One half of a Gaussian that is cut off at three sigma, its middle first.
fn kernel(sigma: f64) -> Vec<f32> {
    let radius = (3.0 * sigma + 0.5) as u32;
    let half: Vec<f64> = (0..=radius)
        .map(|distance| exponential(-f64::from(distance * distance) / (2.0 * sigma * sigma)))
        .collect();
    let sum: f64 = half.iter().sum::<f64>() * 2.0 - 1.0;
    half.into_iter().map(|weight| (weight / sum) as f32).collect()
}

/// Blurs each row; beyond the edge its last value repeats.
fn along(picture: &Grey, kernel: &[f32]) -> Grey {
    let mut values = Vec::with_capacity(picture.values.len());
    let last = picture.width.saturating_sub(1);
    for row in picture.values.chunks_exact(picture.width.max(1)) {
        let at = |x: usize| row.get(x.min(last)).copied().unwrap_or_default();
        for x in 0..picture.width {
            let sides = kernel.iter().enumerate().skip(1);
            let middle = at(x) * kernel.first().copied().unwrap_or_default();
            values.push(sides.fold(middle, |sum, (distance, weight)| {
                sum + (at(x.saturating_sub(distance)) + at(x + distance)) * weight
            }));
        }
    }
    Grey { width: picture.width, height: picture.height, values }
}

fn transposed(picture: &Grey) -> Grey {
    let columns =
        (0..picture.width).flat_map(|x| picture.values.iter().skip(x).step_by(picture.width.max(1)).copied());
    Grey { width: picture.height, height: picture.width, values: columns.collect() }
}

/// Central differences across and down, without the outermost pixels.
fn gradients(picture: &Grey) -> Vec<(f32, f32)> {
    let rows: Vec<&[f32]> = picture.values.chunks_exact(picture.width.max(1)).collect();
    let mut all = Vec::with_capacity(picture.values.len());
    for three in rows.windows(3) {
        let &[above, row, below] = three else { continue };
        for ((beside, above), below) in row.windows(3).zip(above.iter().skip(1)).zip(below.iter().skip(1)) {
            let &[left, _, right] = beside else { continue };
            all.push(((right - left) / 2.0, (below - above) / 2.0));
        }
    }
    all
}

/// The slope that 98 % of the pixels do not pass in a direction.
fn steepest(gradients: &[(f32, f32)], cosine: f32, sine: f32) -> f32 {
    let mut slopes: Vec<f32> = gradients.iter().map(|(x, y)| (x * cosine + y * sine).abs()).collect();
    let index = slopes.len() * 98 / 100;
    if index >= slopes.len() {
        return 0.0;
    }
    *slopes.select_nth_unstable_by(index, f32::total_cmp).1
}
