//! The detector's net from pixels to raw numbers.

use super::convolution::{Tensor, add_residual, depthwise, pointwise, stem};
use super::layers::{ANCHORS, BLOCKS, COORDINATES, FINE_BLOCK, Layer, STEM_CHANNELS};

/// Width and height of what the net sees.
pub(super) const SIDE: usize = 128;

/// Values under a row of the first kernel, which is 5 × 5.
const STEM_ROW: usize = 5 * 3;

pub(super) struct Network {
    layers: Vec<Layer>,
}

/// What the net says, anchor by anchor: the fine grid first.
#[derive(Default)]
pub(super) struct Raw {
    /// One number each, before the logistic function.
    pub scores: Vec<f32>,
    /// Sixteen numbers each, in pixels of what the net sees, relative to the anchor.
    pub coordinates: Vec<f32>,
}

impl Network {
    /// A net of all layers in their stored order.
    pub fn new(layers: Vec<Layer>) -> Self {
        Self { layers }
    }

    pub fn run(&self, pixels: &[f32]) -> Raw {
        let mut layers = self.layers.iter();
        self.try_run(pixels, &mut layers).unwrap_or_default()
    }

    /// `None` never comes: the reader of the weights made every layer.
    fn try_run<'a>(&'a self, pixels: &[f32], layers: &mut impl Iterator<Item = &'a Layer>) -> Option<Raw> {
        let mut coarse = stem::<STEM_ROW, STEM_CHANNELS>(pixels, SIDE, layers.next()?);
        let mut fine = None;
        for (index, (_, stride)) in BLOCKS.into_iter().enumerate() {
            let spread = depthwise(&coarse, stride, layers.next()?);
            let mut mixed = pointwise(&spread, layers.next()?);
            add_residual(&mut mixed, &coarse, stride, &[]);
            let before = std::mem::replace(&mut coarse, mixed);
            if index == FINE_BLOCK + 1 {
                fine = Some(before);
            }
        }
        let fine = fine?;
        let mut heads = [Vec::new(), Vec::new()];
        for (head, values) in heads.iter_mut().zip([1, COORDINATES]) {
            for (features, anchors) in [&fine, &coarse].into_iter().zip(ANCHORS) {
                unpadded(&pointwise(features, layers.next()?), anchors * values, head);
            }
        }
        let [scores, coordinates] = heads;
        Some(Raw { scores, coordinates })
    }
}

fn unpadded(tensor: &Tensor, channels: usize, all: &mut Vec<f32>) {
    for pixel in tensor.values.chunks_exact(tensor.channels) {
        all.extend(pixel.iter().take(channels));
    }
}
