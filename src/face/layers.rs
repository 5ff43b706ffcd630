//! The detector's architecture, the order in which its weights are stored, and what a layer of either net is.

/// Channels after each block, and by how much the block shrinks the picture.
pub(super) const BLOCKS: [(usize, usize); 16] = [
    (24, 1),
    (28, 1),
    (32, 2),
    (36, 1),
    (42, 1),
    (48, 2),
    (56, 1),
    (64, 1),
    (72, 1),
    (80, 1),
    (88, 1),
    (96, 2),
    (96, 1),
    (96, 1),
    (96, 1),
    (96, 1),
];

/// Channels after the first convolution.
pub(super) const STEM_CHANNELS: usize = 24;

/// The block whose 16 × 16 result the heads for small faces read, counted from 0.
pub(super) const FINE_BLOCK: usize = 10;

/// Anchors at each place of the 16 × 16 and of the 8 × 8 grid.
pub(super) const ANCHORS: [usize; 2] = [2, 6];

/// Coordinates of an anchor: centre, size and six keypoints.
pub(super) const COORDINATES: usize = 16;

/// How a layer connects its channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Every output channel reads every input channel.
    Full,
    /// Every output channel reads the input channel of its number.
    Depthwise,
}

/// One layer with weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerShape {
    /// How it connects its channels.
    pub kind: Kind,
    /// Number of kernel positions: 25, 9 or 1.
    pub taps: usize,
    /// Input channels.
    pub inputs: usize,
    /// Output channels.
    pub outputs: usize,
    /// Whether what is negative of each output is multiplied by a slope of its own (PReLU).
    pub slopes: bool,
}

impl LayerShape {
    /// Every output reads every input, at each of the taps.
    pub const fn full(taps: usize, inputs: usize, outputs: usize) -> Self {
        Self { kind: Kind::Full, taps, inputs, outputs, slopes: false }
    }

    /// 3 × 3.
    pub(super) const fn depthwise(channels: usize) -> Self {
        Self { kind: Kind::Depthwise, taps: 9, inputs: channels, outputs: channels, slopes: false }
    }

    pub(super) const fn with_slopes(self) -> Self {
        Self { slopes: true, ..self }
    }

    /// Number of weights of each output channel.
    #[cfg(feature = "internals")]
    pub fn weights_per_output(&self) -> usize {
        match self.kind {
            Kind::Full => self.taps * self.inputs,
            Kind::Depthwise => self.taps,
        }
    }
}

/// Every layer with weights, in their stored order: the first convolution; a depthwise and a pointwise one for each
/// block; the scores of the fine and of the coarse grid; the coordinates of both.
pub(super) fn layers() -> Vec<LayerShape> {
    let mut all = vec![LayerShape::full(25, 3, STEM_CHANNELS)];
    let mut inputs = STEM_CHANNELS;
    let mut fine = inputs;
    for (index, (outputs, _)) in BLOCKS.into_iter().enumerate() {
        all.push(LayerShape::depthwise(inputs));
        all.push(LayerShape::full(1, inputs, outputs));
        inputs = outputs;
        if index == FINE_BLOCK {
            fine = outputs;
        }
    }
    for values in [1, COORDINATES] {
        for (channels, anchors) in [fine, inputs].into_iter().zip(ANCHORS) {
            all.push(LayerShape::full(1, channels, anchors * values));
        }
    }
    all
}

/// A layer's numbers, laid out for the kernels: outputs padded with zeros to whole lanes.
pub struct Layer {
    /// How it connects its channels.
    pub shape: LayerShape,
    /// One row of padded outputs for each tap and input; of a pointwise layer, the rows' first lanes, then their
    /// second ones, and so on.
    pub weights: Vec<f32>,
    /// One padded row.
    pub biases: Vec<f32>,
    /// One padded row; empty where what is negative is cut or kept.
    pub slopes: Vec<f32>,
}

#[cfg(feature = "internals")]
impl Layer {
    /// A pointwise layer without slopes, from a row of outputs for each input. There are whole lanes of outputs.
    pub fn pointwise(rows: &[f32], biases: Vec<f32>) -> Self {
        let outputs = biases.len();
        let shape = LayerShape::full(1, rows.len() / outputs.max(1), outputs);
        Self { shape, weights: by_lanes(rows, outputs), biases, slopes: Vec::new() }
    }
}

/// Numbers that are worked on side by side.
pub const LANES: usize = 8;

/// A number of channels, rounded up to whole lanes.
pub(super) fn padded(channels: usize) -> usize {
    channels.next_multiple_of(LANES)
}

/// The rows cut into columns of one lane's width.
pub(super) fn by_lanes(rows: &[f32], width: usize) -> Vec<f32> {
    let (lanes, _) = rows.as_chunks::<LANES>();
    let blocks = width / LANES;
    (0..blocks).flat_map(|block| lanes.iter().skip(block).step_by(blocks)).flatten().copied().collect()
}
