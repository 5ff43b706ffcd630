//! The files of weights, one for each net.
//!
//! `FPFW`, version 1, encoding, net, a zero byte; then for each layer of the net: the scales of its outputs (8-bit
//! encoding only), its biases, its slopes where it has any, its weights. A weight stands at
//! `(tap * inputs + input) * outputs + output`; scales, biases, slopes and 16-bit weights are IEEE 754 binary16,
//! little-endian.

use super::landmarks;
use super::layers::{self, Kind, LANES, Layer, LayerShape, by_lanes, padded};
use crate::error::Error;

/// The file's first bytes.
pub const MAGIC: [u8; 4] = *b"FPFW";

const VERSION: u8 = 1;
const HEADER_BYTES: usize = 8;

/// How a weight is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// A signed byte, times its output's scale.
    Byte = 0,
    /// IEEE 754 binary16.
    Half = 1,
}

/// Which net a file is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Net {
    /// The one that finds faces.
    Detector = 0,
    /// The one that looks closely at a face.
    Landmarks = 1,
}

impl Net {
    /// Every layer with weights, in their stored order.
    pub fn layers(self) -> Vec<LayerShape> {
        match self {
            Self::Detector => layers::layers(),
            Self::Landmarks => landmarks::layers(),
        }
    }

    fn wrong_file(self) -> Error {
        match self {
            Self::Detector => Error::option("faceWeights", "is not a file of face weights of this version"),
            Self::Landmarks => {
                Error::option("landmarkWeights", "is not a file of landmark weights of this version")
            }
        }
    }
}

/// Reads the file of a net.
pub(super) fn read(file: &[u8], net: Net) -> Result<Vec<Layer>, Error> {
    let wrong = || net.wrong_file();
    let (header, mut rest) = file.split_at_checked(HEADER_BYTES).ok_or_else(wrong)?;
    let encoding = match header.strip_prefix(&MAGIC) {
        Some([VERSION, 0, of, 0]) if *of == net as u8 => Encoding::Byte,
        Some([VERSION, 1, of, 0]) if *of == net as u8 => Encoding::Half,
        _ => return Err(wrong()),
    };
    let mut read = Vec::new();
    for shape in net.layers() {
        let (layer, after) = read_layer(shape, encoding, rest).ok_or_else(wrong)?;
        read.push(layer);
        rest = after;
    }
    if rest.is_empty() { Ok(read) } else { Err(wrong()) }
}

fn read_layer(shape: LayerShape, encoding: Encoding, file: &[u8]) -> Option<(Layer, &[u8])> {
    let rows = match shape.kind {
        Kind::Full => shape.taps * shape.inputs,
        Kind::Depthwise => shape.taps,
    };
    let mut rest = file;
    let scales = match encoding {
        Encoding::Byte => halves(&mut rest, shape.outputs)?,
        Encoding::Half => vec![1.0; shape.outputs],
    };
    let mut biases = halves(&mut rest, shape.outputs)?;
    let mut slopes = if shape.slopes { halves(&mut rest, shape.outputs)? } else { Vec::new() };
    let plain: Vec<f32> = match encoding {
        Encoding::Byte => {
            let (bytes, after) = rest.split_at_checked(rows * shape.outputs)?;
            rest = after;
            bytes.iter().map(|byte| f32::from(byte.cast_signed())).collect()
        }
        Encoding::Half => halves(&mut rest, rows * shape.outputs)?,
    };
    let mut weights = Vec::with_capacity(rows * padded(shape.outputs));
    for row in plain.chunks_exact(shape.outputs) {
        weights.extend(row.iter().zip(&scales).map(|(weight, scale)| weight * scale));
        weights.resize(weights.len().next_multiple_of(LANES), 0.0);
    }
    if shape.taps == 1 {
        weights = by_lanes(&weights, padded(shape.outputs));
    }
    biases.resize(padded(shape.outputs), 0.0);
    slopes.resize(padded(slopes.len()), 0.0);
    Some((Layer { shape, weights, biases, slopes }, rest))
}

fn halves(rest: &mut &[u8], count: usize) -> Option<Vec<f32>> {
    let (bytes, after) = rest.split_at_checked(count * 2)?;
    *rest = after;
    let (pairs, _) = bytes.as_chunks::<2>();
    Some(pairs.iter().map(|pair| half_to_single(u16::from_le_bytes(*pair))).collect())
}

/// IEEE 754 binary16 to binary32, exactly. Infinities and NaN, which no weight is, become zero.
pub fn half_to_single(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let exponent = u32::from((half >> 10) & 0x1F);
    let fraction = u32::from(half & 0x3FF);
    match exponent {
        0 => {
            let size = fraction as f32 * (1.0 / 16_777_216.0);
            if sign == 0 { size } else { -size }
        }
        31 => 0.0,
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}
