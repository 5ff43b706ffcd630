//! The net's architecture, and the order in which its weights are stored.

/// Channels after the first convolution.
pub const STEM_CHANNELS: usize = 32;

/// Width and height of the first convolution's kernel.
pub const STEM_KERNEL: usize = 7;

/// Width and height of every other kernel.
pub const KERNEL: usize = 3;

/// Channels after each block, and by how much the block shrinks the picture: from 35 × 35 pixels to 2 × 2.
pub const BLOCKS: [(usize, usize); 14] = [
    (32, 1),
    (32, 1),
    (32, 1),
    (64, 2),
    (64, 1),
    (64, 1),
    (64, 1),
    (128, 2),
    (128, 1),
    (128, 1),
    (256, 2),
    (256, 1),
    (256, 1),
    (256, 2),
];

/// Numbers that describe a face.
pub const DESCRIPTOR: usize = 128;

/// Inputs and outputs of every layer in their stored order: the first convolution, two of each block, the last mixing. The
/// inputs of a convolution are all values under its kernel.
pub fn layers() -> Vec<(usize, usize)> {
    let mut all = vec![(STEM_KERNEL * STEM_KERNEL * 3, STEM_CHANNELS)];
    let mut channels = STEM_CHANNELS;
    for (outputs, _) in BLOCKS {
        all.push((KERNEL * KERNEL * channels, outputs));
        all.push((KERNEL * KERNEL * outputs, outputs));
        channels = outputs;
    }
    all.push((channels, DESCRIPTOR));
    all
}
