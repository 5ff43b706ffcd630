//! The net's kernels. All tensors keep their channels innermost and padded with zeros to whole lanes, so that the
//! inner loops are plain lanes of eight that compilers turn into SIMD; the order of additions is fixed, so that SIMD
//! changes no bit.

use super::layers::STEM_CHANNELS;
use super::weights::Layer;

/// Numbers that are worked on side by side.
pub(super) const LANES: usize = 8;

/// Pixels that a pointwise convolution works on side by side; every width in the net is a multiple.
const PIXELS: usize = 4;

/// A number of channels, rounded up to whole lanes.
pub(super) fn padded(channels: usize) -> usize {
    channels.next_multiple_of(LANES)
}

/// A picture of padded channels.
pub(super) struct Tensor {
    /// Width and height; all pictures in the net are square.
    pub side: usize,
    /// Padded number of channels.
    pub channels: usize,
    /// Row by row, pixel by pixel.
    pub values: Vec<f32>,
}

impl Tensor {
    fn pixel(&self, x: usize, y: usize) -> &[f32] {
        let start = (y * self.side + x) * self.channels;
        self.values.get(start..start + self.channels).unwrap_or_default()
    }
}

/// The kernel's positions that meet the picture at one output pixel: number of the position, x, y.
///
/// Padding is TensorFlow's SAME: what is missing goes half before the picture, and the odd one behind it.
fn taps(
    kernel: usize,
    stride: usize,
    side: usize,
    x: usize,
    y: usize,
) -> impl Iterator<Item = (usize, usize, usize)> {
    let before = (kernel - stride.min(kernel)) / 2;
    let place =
        move |at: usize, tap: usize| (at * stride + tap).checked_sub(before).filter(|&place| place < side);
    (0..kernel).flat_map(move |row| {
        (0..kernel).filter_map(move |column| Some((row * kernel + column, place(x, column)?, place(y, row)?)))
    })
}

/// The first convolution: 5 × 5, stride 2, on pixels of three values.
pub(super) fn stem(pixels: &[f32], side: usize, layer: &Layer) -> Tensor {
    let out_side = side / 2;
    let mut values = Vec::with_capacity(out_side * out_side * STEM_CHANNELS);
    // The sums of a pixel stay in registers, which needs their number at compile time.
    let (rows, _) = layer.weights.as_chunks::<STEM_CHANNELS>();
    let (pixels, _) = pixels.as_chunks::<3>();
    let biases: [f32; STEM_CHANNELS] = layer.biases.first_chunk().copied().unwrap_or_default();
    for y in 0..out_side {
        for x in 0..out_side {
            let mut sums = biases;
            for (tap, from_x, from_y) in taps(5, 2, side, x, y) {
                let Some(pixel) = pixels.get(from_y * side + from_x) else { continue };
                for (value, row) in pixel.iter().zip(rows.iter().skip(tap * 3)) {
                    add_scaled(&mut sums, *value, row);
                }
            }
            relu(&mut sums);
            values.extend_from_slice(&sums);
        }
    }
    Tensor { side: out_side, channels: STEM_CHANNELS, values }
}

/// Each channel by itself: 3 × 3.
pub(super) fn depthwise(input: &Tensor, stride: usize, layer: &Layer) -> Tensor {
    let (side, channels) = (input.side / stride, input.channels);
    let mut values = Vec::with_capacity(side * side * channels);
    let (biases, _) = layer.biases.as_chunks::<LANES>();
    for y in 0..side {
        for x in 0..side {
            // What meets the picture here, once for all channels.
            let mut met = [(&[] as &[[f32; LANES]], &[] as &[[f32; LANES]]); 9];
            let mut count = 0;
            for ((tap, from_x, from_y), met) in taps(3, stride, input.side, x, y).zip(&mut met) {
                let weights = layer.weights.get(tap * channels..(tap + 1) * channels).unwrap_or_default();
                *met = (input.pixel(from_x, from_y).as_chunks().0, weights.as_chunks().0);
                count += 1;
            }
            let met = met.get(..count).unwrap_or_default();
            for (block, bias) in biases.iter().enumerate() {
                let mut sums = *bias;
                for (pixel, weights) in met {
                    let Some((pixel, weights)) = pixel.get(block).zip(weights.get(block)) else { continue };
                    for ((sum, value), weight) in sums.iter_mut().zip(pixel).zip(weights) {
                        *sum += value * weight;
                    }
                }
                values.extend_from_slice(&sums);
            }
        }
    }
    Tensor { side, channels, values }
}

/// Each pixel by itself: every channel to every channel.
///
/// The hot loop of the net; its indices are bounded by the array types and by the slices' lengths taken above it.
#[allow(clippy::indexing_slicing)]
pub(super) fn pointwise(input: &Tensor, layer: &Layer) -> Tensor {
    let channels = layer.biases.len();
    let inputs = layer.shape.inputs.min(input.channels);
    let mut values = vec![0.0; input.side * input.side * channels];
    let groups_in = input.values.chunks_exact(input.channels * PIXELS);
    for (pixels, out) in groups_in.zip(values.chunks_exact_mut(channels * PIXELS)) {
        for block in (0..channels).step_by(LANES) {
            let mut sums = [[0.0_f32; LANES]; PIXELS];
            for sum in &mut sums {
                sum.copy_from_slice(&layer.biases[block..block + LANES]);
            }
            for (number, row) in layer.weights.chunks_exact(channels).take(inputs).enumerate() {
                let weights = &row[block..block + LANES];
                for (pixel, sum) in sums.iter_mut().enumerate() {
                    add_scaled(sum, pixels[pixel * input.channels + number], weights);
                }
            }
            for (pixel, sum) in sums.iter().enumerate() {
                let start = pixel * channels + block;
                out[start..start + LANES].copy_from_slice(sum);
            }
        }
    }
    Tensor { side: input.side, channels, values }
}

/// Adds the block's input to its output and cuts what is negative. Where the block shrinks, the input's largest value
/// of 2 × 2 counts; channels that the input lacks count as zero.
pub(super) fn add_residual(output: &mut Tensor, input: &Tensor, stride: usize) {
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
        relu(out);
    }
}

fn add_scaled(sums: &mut [f32], value: f32, weights: &[f32]) {
    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
}

fn relu(values: &mut [f32]) {
    values.iter_mut().for_each(|value| *value = value.max(0.0));
}
