//! The net's architecture, and the order in which its weights are stored.
//!
//! A trunk of blocks like the detector's; then two branches that end in a kernel over the whole of a 3 × 3 picture: the
//! places of the points, and whether it is a face at all.

use super::points::POINTS;
use crate::face::layers::LayerShape;

/// Channels after the first convolution.
pub const STEM_CHANNELS: usize = 16;

/// Channels after each block of the trunk, and by how much it shrinks the picture: from 96 × 96 to 6 × 6.
pub const TRUNK: &[(usize, usize)] = &[
    (16, 1),
    (16, 1),
    (32, 2),
    (32, 1),
    (32, 1),
    (64, 2),
    (64, 1),
    (64, 1),
    (128, 2),
    (128, 1),
    (128, 1),
    (128, 2),
    (128, 1),
    (128, 1),
];

/// The blocks of the branch of the points, and of the one that says whether it is a face.
pub const BRANCHES: [&[(usize, usize)]; 2] = [&[(128, 2), (128, 1), (128, 1)], &[(128, 2)]];

/// What ends a branch: its channels are brought down to these, which go through one more block.
pub const NARROW: usize = 32;

/// Pixels of the picture that a branch's last kernel covers, all that there are.
pub const LAST_PIXELS: usize = 3 * 3;

/// What a branch says: a place in three coordinates for each point, and one number.
pub const OUTPUTS: [usize; 2] = [POINTS.len() * 3, 1];

/// Every layer with weights, in their stored order: the first convolution, the trunk, the branch of the points, the
/// other. A block has a depthwise and a pointwise layer.
pub fn layers() -> Vec<LayerShape> {
    let mut all = vec![LayerShape::full(9, 3, STEM_CHANNELS).with_slopes()];
    let trunk = blocks(&mut all, TRUNK, STEM_CHANNELS);
    for (branch, outputs) in BRANCHES.into_iter().zip(OUTPUTS) {
        let channels = blocks(&mut all, branch, trunk);
        all.push(LayerShape::full(1, channels, NARROW).with_slopes());
        blocks(&mut all, &[(NARROW, 1)], NARROW);
        // As one pixel that has the channels of all.
        all.push(LayerShape::full(1, LAST_PIXELS * NARROW, outputs));
    }
    all
}

/// Adds blocks after a number of channels; gives the number after them.
fn blocks(all: &mut Vec<LayerShape>, blocks: &[(usize, usize)], mut channels: usize) -> usize {
    for (outputs, _) in blocks {
        all.push(LayerShape::depthwise(channels));
        all.push(LayerShape::full(1, channels, *outputs).with_slopes());
        channels = *outputs;
    }
    channels
}
