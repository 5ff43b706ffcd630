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
    /// Values of a row.
    pub width: usize,
    /// Row by row.
    pub values: Vec<f32>,
}

/// About 1.7 for a sharp face of 128 px width, about 1.1 for one that is blurred by a fortieth of its width.
pub(super) fn directional_edge_ratio(face: &Grey) -> f32 {
    let fine = Gradients::of(&blurred(face, FINE));
    let coarse = Gradients::of(&blurred(face, COARSE));
    let ratio = |(cosine, sine)| fine.steepest(cosine, sine) / (coarse.steepest(cosine, sine) + FLOOR);
    DIRECTIONS.into_iter().map(ratio).fold(f32::INFINITY, f32::min)
}

fn blurred(picture: &Grey, sigma: f64) -> Grey {
    let kernel = kernel(sigma);
    down(&across(picture, &kernel), &kernel)
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
fn across(picture: &Grey, kernel: &[f32]) -> Grey {
    let radius = kernel.len().saturating_sub(1);
    let mut values = Vec::with_capacity(picture.values.len());
    let mut padded = Vec::with_capacity(picture.width + 2 * radius);
    for row in picture.values.chunks_exact(picture.width.max(1)) {
        let edge = |value: Option<&f32>| value.copied().unwrap_or_default();
        padded.clear();
        padded.resize(radius, edge(row.first()));
        padded.extend_from_slice(row);
        padded.resize(padded.len() + radius, edge(row.last()));
        let shifted = |by: usize| padded.get(by..by + row.len()).unwrap_or_default();
        weigh(&mut values, kernel, |distance| (shifted(radius - distance), shifted(radius + distance)));
    }
    Grey { width: picture.width, values }
}

/// Blurs each column in the same way.
fn down(picture: &Grey, kernel: &[f32]) -> Grey {
    let rows: Vec<&[f32]> = picture.values.chunks_exact(picture.width.max(1)).collect();
    let row = |number: usize| rows.get(number.min(rows.len() - 1)).copied().unwrap_or_default();
    let mut values = Vec::with_capacity(picture.values.len());
    for number in 0..rows.len() {
        weigh(&mut values, kernel, |distance| (row(number.saturating_sub(distance)), row(number + distance)));
    }
    Grey { width: picture.width, values }
}

/// Adds a row: the middle one and, going outwards, the two at each distance, by the kernel's weights.
fn weigh<'a>(values: &mut Vec<f32>, kernel: &[f32], rows: impl Fn(usize) -> (&'a [f32], &'a [f32])) {
    let start = values.len();
    for (distance, weight) in kernel.iter().enumerate() {
        let (before, after) = rows(distance);
        if distance == 0 {
            values.extend(before.iter().map(|value| value * weight));
        } else {
            let sums = values.get_mut(start..).unwrap_or_default();
            for ((sum, before), after) in sums.iter_mut().zip(before).zip(after) {
                *sum += (before + after) * weight;
            }
        }
    }
}

/// Central differences, without the outermost pixels.
struct Gradients {
    across: Vec<f32>,
    down: Vec<f32>,
}

impl Gradients {
    fn of(picture: &Grey) -> Self {
        let rows: Vec<&[f32]> = picture.values.chunks_exact(picture.width.max(1)).collect();
        let mut all = Self { across: Vec::new(), down: Vec::new() };
        for three in rows.windows(3) {
            let &[above, row, below] = three else { continue };
            let inner = picture.width.saturating_sub(2);
            all.across.extend(row.iter().zip(row.iter().skip(2)).map(|(left, right)| (right - left) / 2.0));
            let columns = above.iter().zip(below).skip(1).take(inner);
            all.down.extend(columns.map(|(above, below)| (below - above) / 2.0));
        }
        all
    }

    /// The slope that 98 % of the pixels do not pass in a direction.
    fn steepest(&self, cosine: f32, sine: f32) -> f32 {
        let slopes = self.across.iter().zip(&self.down).map(|(x, y)| (x * cosine + y * sine).abs());
        // The bits of numbers that are not negative are ordered like the numbers.
        let bits: Vec<u32> = slopes.map(f32::to_bits).collect();
        f32::from_bits(nth(&bits, bits.len() * 98 / 100))
    }
}

/// The number that would stand at a place if all were sorted; 0 where there is none. A third of the bits at a time.
fn nth(numbers: &[u32], mut place: usize) -> u32 {
    const STEP: u32 = 11;
    const VALUES: usize = 1 << STEP;
    let mut known = 0;
    let mut mask = 0;
    for shift in [21, 10, 0] {
        let width = if shift == 0 { 10 } else { STEP };
        let digit = |number: u32| (number >> shift) as usize & ((1 << width) - 1);
        let mut counts = [0_usize; VALUES];
        for &number in numbers.iter().filter(|&&number| number & mask == known) {
            if let Some(count) = counts.get_mut(digit(number)) {
                *count += 1;
            }
        }
        let mut found = 0;
        for (value, count) in counts.into_iter().enumerate() {
            if place < count {
                found = value as u32;
                break;
            }
            place -= count;
        }
        known |= found << shift;
        mask |= ((1 << width) - 1) << shift;
    }
    known
}

#[cfg(test)]
mod tests {
    use super::nth;

    #[test]
    fn the_number_at_a_place_is_that_of_the_sorted_list() {
        let numbers: Vec<u32> = (0..1000_u32).map(|n| n.wrapping_mul(2_654_435_761) >> 1).collect();
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        for place in [0, 1, 499, 980, 999] {
            assert_eq!(nth(&numbers, place), sorted[place]);
        }
        assert_eq!(nth(&[], 0), 0);
        assert_eq!(nth(&[7, 7, 7], 2), 7);
    }
}
