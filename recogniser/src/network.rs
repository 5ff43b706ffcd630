//! The net from pixels to the numbers that describe a face.
//!
//! A convolution gathers what its kernel meets at each place and mixes that by the pointwise kernel.

use crate::architecture::{BLOCKS, DESCRIPTOR, KERNEL, STEM_KERNEL};
use crate::chip::SIDE;
use face_preflight::internals::face::{Layer, Tensor, activate, bordered, pointwise};

/// Mean red, green and blue of the photos that the net was trained on, 0 to 255.
const MEAN_COLOUR: [f32; 3] = [122.782, 117.001, 104.298];

pub struct Network {
    layers: Vec<Layer>,
}

impl Network {
    /// A net of all layers in their stored order.
    pub fn new(layers: Vec<Layer>) -> Self {
        Self { layers }
    }

    /// What the net says of a chip's red, green and blue from 0 to 1.
    pub fn run(&self, pixels: &[f32]) -> Vec<f32> {
        // Layers never lack: the reader of the weights made every one.
        try_run(pixels, &mut self.layers.iter()).unwrap_or_else(|| vec![0.0; DESCRIPTOR])
    }
}

fn try_run<'a>(pixels: &[f32], layers: &mut impl Iterator<Item = &'a Layer>) -> Option<Vec<f32>> {
    let colours = pixels.as_chunks::<3>().0.iter();
    let values = colours.flat_map(|colour| {
        let mut colour = *colour;
        colour.iter_mut().zip(MEAN_COLOUR).for_each(|(value, mean)| *value -= mean / 255.0);
        colour
    });
    let chip = Tensor { side: SIDE, channels: 3, values: values.collect() };
    let mut picture = convolved(&chip, STEM_KERNEL, 2, layers.next()?);
    activate(&mut picture.values, &[]);
    picture = pooled(&picture, KERNEL, f32::NEG_INFINITY, f32::max);
    for (_, stride) in BLOCKS {
        let mut inner = convolved(&picture, KERNEL, stride, layers.next()?);
        activate(&mut inner.values, &[]);
        let outer = convolved(&inner, KERNEL, 1, layers.next()?);
        let kept = if stride == 1 { picture } else { halved(&picture) };
        picture = joined(kept, &outer);
    }
    let mean = Tensor { side: 1, channels: picture.channels, values: mean(&picture) };
    Some(pointwise(&mean, layers.next()?).values)
}

/// A convolution. Kernels that move by one pixel reach beyond the picture, those that move by two do not.
fn convolved(input: &Tensor, kernel: usize, stride: usize, layer: &Layer) -> Tensor {
    let border = if stride == 1 { kernel / 2 } else { 0 };
    let values = bordered(&input.values, input.side, input.channels, [border, border]);
    let width = input.side + 2 * border;
    let side = (width.saturating_sub(kernel)) / stride + 1;
    let (row, pixel) = (width * input.channels, stride * input.channels);
    let mut met = Vec::with_capacity(side * side * kernel * kernel * input.channels);
    for y in 0..side {
        for x in 0..side {
            for line in values.chunks_exact(row).skip(y * stride).take(kernel) {
                let line = line.get(x * pixel..x * pixel + kernel * input.channels);
                met.extend_from_slice(line.unwrap_or_default());
            }
        }
    }
    pointwise(&Tensor { side, channels: kernel * kernel * input.channels, values: met }, layer)
}

/// Half the picture: of each channel, the values of a square that moves by two pixels, folded.
fn pooled(input: &Tensor, square: usize, first: f32, fold: fn(f32, f32) -> f32) -> Tensor {
    let side = (input.side.saturating_sub(square)) / 2 + 1;
    let mut values = vec![first; side * side * input.channels];
    for (index, out) in values.chunks_exact_mut(input.channels).enumerate() {
        let (left, top) = (index % side * 2, index / side * 2);
        for (x, y) in (0..square * square).map(|place| (left + place % square, top + place / square)) {
            out.iter_mut().zip(input.pixel(x, y)).for_each(|(folded, value)| *folded = fold(*folded, *value));
        }
    }
    Tensor { side, channels: input.channels, values }
}

/// The mean of 2 × 2 pixels.
fn halved(input: &Tensor) -> Tensor {
    let mut halved = pooled(input, 2, 0.0, |sum, value| sum + value);
    halved.values.iter_mut().for_each(|value| *value /= 4.0);
    halved
}

/// What was kept of a block's input and what its convolutions made of it, added up; negative sums are cut. Where either
/// lacks channels, or pixels on the right and below, it counts as zero there.
fn joined(kept: Tensor, made: &Tensor) -> Tensor {
    let (side, channels) = (kept.side, made.channels);
    let mut values = Vec::with_capacity(side * side * channels);
    for (index, pixel) in kept.values.chunks_exact(kept.channels).enumerate() {
        let start = values.len();
        values.extend_from_slice(pixel);
        values.resize(start + channels, 0.0);
        let (x, y) = (index % side, index / side);
        let made = if x < made.side { made.pixel(x, y) } else { &[] };
        let sums = values.iter_mut().skip(start).zip(made);
        sums.for_each(|(sum, value)| *sum += value);
    }
    activate(&mut values, &[]);
    Tensor { side, channels, values }
}

fn mean(picture: &Tensor) -> Vec<f32> {
    let mut sums = vec![0.0; picture.channels];
    for pixel in picture.values.chunks_exact(picture.channels) {
        sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += value);
    }
    let pixels = (picture.side * picture.side) as f32;
    sums.iter().map(|sum| sum / pixels).collect()
}
