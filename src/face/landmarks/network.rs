//! The net from pixels to raw numbers.

use super::architecture::{BRANCHES, LAST_PIXELS, NARROW, OUTPUTS, STEM_CHANNELS, TRUNK};
use crate::face::convolution::{Tensor, activate, add_residual, depthwise, pointwise, stem};
use crate::face::layers::Layer;

/// Width and height of what the net sees.
pub const SIDE: usize = 192;

/// Values under a row of the first kernel, which is 3 × 3.
const STEM_ROW: usize = 3 * 3;

pub struct Network {
    layers: Vec<Layer>,
}

/// What the net says.
#[derive(Default)]
pub struct Raw {
    /// Three numbers for each point, in pixels of what the net sees.
    pub points: Vec<f32>,
    /// Whether it is a face, before the logistic function.
    pub score: f32,
}

impl Network {
    /// A net of all layers in their stored order.
    pub fn new(layers: Vec<Layer>) -> Self {
        Self { layers }
    }

    pub fn run(&self, pixels: &[f32]) -> Raw {
        let mut layers = self.layers.iter();
        try_run(pixels, &mut layers).unwrap_or_default()
    }
}

/// `None` never comes: the reader of the weights made every layer.
fn try_run<'a>(pixels: &[f32], layers: &mut impl Iterator<Item = &'a Layer>) -> Option<Raw> {
    let first = stem::<STEM_ROW, STEM_CHANNELS>(pixels, SIDE, layers.next()?);
    let trunk = blocks(first, TRUNK, layers)?;
    let [of_points, of_score] = BRANCHES;
    let points = branch(trunk.clone(), of_points, layers)?;
    let score = branch(trunk, of_score, layers)?;
    let [points_count, _] = OUTPUTS;
    Some(Raw {
        points: points.into_iter().take(points_count).collect(),
        score: score.first().copied().unwrap_or_default(),
    })
}

fn blocks<'a>(
    mut picture: Tensor,
    blocks: &[(usize, usize)],
    layers: &mut impl Iterator<Item = &'a Layer>,
) -> Option<Tensor> {
    for (_, stride) in blocks {
        let spread = depthwise(&picture, *stride, layers.next()?);
        let last = layers.next()?;
        let mut mixed = pointwise(&spread, last);
        add_residual(&mut mixed, &picture, *stride, &last.slopes);
        picture = mixed;
    }
    Some(picture)
}

fn branch<'a>(
    trunk: Tensor,
    its_blocks: &[(usize, usize)],
    layers: &mut impl Iterator<Item = &'a Layer>,
) -> Option<Vec<f32>> {
    let features = blocks(trunk, its_blocks, layers)?;
    let narrowing = layers.next()?;
    let mut narrow = pointwise(&features, narrowing);
    for pixel in narrow.values.chunks_exact_mut(narrow.channels) {
        activate(pixel, &narrowing.slopes);
    }
    let last = blocks(narrow, &[(NARROW, 1)], layers)?;
    let all = Tensor { side: 1, channels: LAST_PIXELS * NARROW, values: last.values };
    Some(pointwise(&all, layers.next()?).values)
}
