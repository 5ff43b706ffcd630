//! The kernels of all nets. All tensors keep their channels innermost and padded with zeros to whole lanes, so that the
//! inner loops are plain lanes of eight that compilers turn into SIMD; the order of additions is fixed, so that SIMD
//! changes no bit.

use super::layers::{LANES, Layer};

/// Pixels that a pointwise convolution works on side by side.
const PIXELS: usize = 4;

/// A picture of padded channels.
#[derive(Clone, Debug)]
pub struct Tensor {
    /// Width and height; all pictures in the net are square.
    pub side: usize,
    /// Padded number of channels.
    pub channels: usize,
    /// Row by row, pixel by pixel.
    pub values: Vec<f32>,
}

impl Tensor {
    /// The channels of a pixel; none beyond the picture.
    pub fn pixel(&self, x: usize, y: usize) -> &[f32] {
        let start = (y * self.side + x) * self.channels;
        self.values.get(start..start + self.channels).unwrap_or_default()
    }
}

/// A copy of a square picture with zeros around it, so that a kernel meets pixels everywhere: `before` of them on the
/// left and above, `after` on the right and below.
///
/// TensorFlow's padding SAME: what is missing goes half before the picture, and the odd one after it.
pub fn bordered(values: &[f32], side: usize, channels: usize, [before, after]: [usize; 2]) -> Vec<f32> {
    let width = (before + side + after) * channels;
    let mut bordered = Vec::with_capacity(width * (before + side + after));
    bordered.resize(width * before, 0.0);
    for row in values.chunks_exact(side * channels) {
        bordered.resize(bordered.len() + before * channels, 0.0);
        bordered.extend_from_slice(row);
        bordered.resize(bordered.len() + after * channels, 0.0);
    }
    bordered.resize(bordered.len() + width * after, 0.0);
    bordered
}

/// The first convolution, with stride 2 on pixels of three values; `MET` are the values under a row of its kernel.
pub(super) fn stem<const MET: usize, const CHANNELS: usize>(
    pixels: &[f32],
    side: usize,
    layer: &Layer,
) -> Tensor {
    let out_side = side / 2;
    let mut values = Vec::with_capacity(out_side * out_side * CHANNELS);
    let missing = (MET / 3).saturating_sub(2);
    let bordered = bordered(pixels, side, 3, [missing / 2, missing.div_ceil(2)]);
    let width = (side + missing) * 3;
    // The sums of a pixel stay in registers, which needs their number at compile time.
    let (weights, _) = layer.weights.as_chunks::<CHANNELS>();
    let (weights, _) = weights.as_chunks::<MET>();
    let biases: [f32; CHANNELS] = layer.biases.first_chunk().copied().unwrap_or([0.0; CHANNELS]);
    for y in 0..out_side {
        for x in 0..out_side {
            let mut sums = biases;
            for (row, weights) in bordered.chunks_exact(width).skip(2 * y).zip(weights) {
                let Some(met) = row.get(2 * x * 3..).and_then(|rest| rest.first_chunk::<MET>()) else {
                    continue;
                };
                for (value, weights) in met.iter().zip(weights) {
                    add_scaled(&mut sums, *value, weights);
                }
            }
            activate(&mut sums, &layer.slopes);
            values.extend_from_slice(&sums);
        }
    }
    Tensor { side: out_side, channels: CHANNELS, values }
}

/// Each channel alone: 3 × 3.
pub(super) fn depthwise(input: &Tensor, stride: usize, layer: &Layer) -> Tensor {
    let (side, channels) = (input.side / stride, input.channels);
    let borders = [usize::from(stride == 1), 1];
    let bordered = bordered(&input.values, input.side, channels, borders);
    let width = (input.side + borders.iter().sum::<usize>()) * channels;
    let mut values = Vec::with_capacity(side * side * channels);
    for y in 0..side {
        for x in 0..side {
            let start = values.len();
            values.extend_from_slice(&layer.biases);
            let (sums, _) = values.get_mut(start..).unwrap_or_default().as_chunks_mut();
            let rows = bordered.chunks_exact(width).skip(y * stride);
            for (row, weights) in rows.zip(layer.weights.chunks_exact(3 * channels)) {
                let met = row.get(x * stride * channels..).unwrap_or_default();
                add_products(sums, three(met, channels), three(weights, channels));
            }
        }
    }
    Tensor { side, channels, values }
}

/// The lanes of three pixels that follow each other.
fn three(values: &[f32], channels: usize) -> [&[[f32; LANES]]; 3] {
    let pixel = |number: usize| values.get(number * channels..(number + 1) * channels).unwrap_or_default();
    [pixel(0), pixel(1), pixel(2)].map(|pixel| pixel.as_chunks().0)
}

/// Adds what a row of the kernel meets to the sums of all channels.
fn add_products(sums: &mut [[f32; LANES]], met: [&[[f32; LANES]]; 3], weights: [&[[f32; LANES]]; 3]) {
    let [left, middle, right] = met;
    let [weights_left, weights_middle, weights_right] = weights;
    let left = left.iter().zip(weights_left);
    let middle = middle.iter().zip(weights_middle);
    let right = right.iter().zip(weights_right);
    for (((sums, left), middle), right) in sums.iter_mut().zip(left).zip(middle).zip(right) {
        let mut added = *sums;
        add_product(&mut added, left);
        add_product(&mut added, middle);
        add_product(&mut added, right);
        *sums = added;
    }
}

/// Each pixel alone: every channel to every channel. The hot loop of the nets.
pub fn pointwise(input: &Tensor, layer: &Layer) -> Tensor {
    let channels = layer.biases.len();
    let mut values = vec![0.0; input.side * input.side * channels];
    let (biases, _) = layer.biases.as_chunks::<LANES>();
    let (weights, _) = layer.weights.as_chunks::<LANES>();
    let groups = input.values.chunks(input.channels * PIXELS);
    for (group, out) in groups.zip(values.chunks_mut(channels * PIXELS)) {
        // A last group that is not full works on its first pixel again, for nothing.
        let mut pixels = [group.get(..input.channels).unwrap_or_default(); PIXELS];
        pixels.iter_mut().zip(group.chunks_exact(input.channels)).for_each(|(place, pixel)| *place = pixel);
        for (block, (bias, weights)) in
            biases.iter().zip(weights.chunks_exact(layer.shape.inputs)).enumerate()
        {
            for (sums, out) in mixed(pixels, bias, weights).iter().zip(out.chunks_exact_mut(channels)) {
                let place = out.iter_mut().skip(block * LANES);
                place.zip(sums).for_each(|(place, sum)| *place = *sum);
            }
        }
    }
    Tensor { side: input.side, channels, values }
}

/// Eight channels of four pixels; written out, so that the sums stay in registers.
fn mixed(pixels: [&[f32]; PIXELS], bias: &[f32; LANES], weights: &[[f32; LANES]]) -> [[f32; LANES]; PIXELS] {
    let [mut first, mut second, mut third, mut fourth] = [*bias; PIXELS];
    let [a, b, c, d] = pixels;
    for ((weights, (a, b)), (c, d)) in weights.iter().zip(a.iter().zip(b)).zip(c.iter().zip(d)) {
        add_scaled(&mut first, *a, weights);
        add_scaled(&mut second, *b, weights);
        add_scaled(&mut third, *c, weights);
        add_scaled(&mut fourth, *d, weights);
    }
    [first, second, third, fourth]
}

/// Adds the block's input to its output, whose negative values are then cut or multiplied by slopes. Where the block
/// shrinks, the input's largest value of 2 × 2 counts; channels that the input lacks count as zero.
pub(super) fn add_residual(output: &mut Tensor, input: &Tensor, stride: usize, slopes: &[f32]) {
    let (side, channels) = (output.side, output.channels);
    for (index, out) in output.values.chunks_exact_mut(channels).enumerate() {
        let (x, y) = (index % side * stride, index / side * stride);
        if stride == 1 {
            out.iter_mut().zip(input.pixel(x, y)).for_each(|(sum, value)| *sum += value);
        } else {
            let rows =
                [input.pixel(x, y), input.pixel(x + 1, y), input.pixel(x, y + 1), input.pixel(x + 1, y + 1)];
            let [first, second, third, fourth] = rows;
            let largest = first.iter().zip(second).zip(third.iter().zip(fourth));
            for (sum, ((a, b), (c, d))) in out.iter_mut().zip(largest) {
                *sum += a.max(*b).max(c.max(*d));
            }
        }
        activate(out, slopes);
    }
}

fn add_product(sums: &mut [f32; LANES], (values, weights): (&[f32; LANES], &[f32; LANES])) {
    sums.iter_mut().zip(values.iter().zip(weights)).for_each(|(sum, (value, weight))| *sum += value * weight);
}

fn add_scaled<const N: usize>(sums: &mut [f32; N], value: f32, weights: &[f32; N]) {
    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
}

/// A pixel's negative values, times the slopes of their channels (PReLU); cut where there are no slopes (ReLU).
pub fn activate(values: &mut [f32], slopes: &[f32]) {
    if slopes.is_empty() {
        values.iter_mut().for_each(|value| *value = value.max(0.0));
    } else {
        let sloped = |value: f32, slope: f32| if value < 0.0 { value * slope } else { value };
        values.iter_mut().zip(slopes).for_each(|(value, slope)| *value = sloped(*value, *slope));
    }
}
