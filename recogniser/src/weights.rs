//! The file of the net's weights, as `convert-weights.js` of the emulator writes it.
//!
//! `FPRW`, version 1 and three zero bytes; then for each layer its biases, and a row of outputs for each of its inputs. The
//! inputs of a convolution go row by row, pixel by pixel and channel by channel. Numbers are IEEE 754 binary32,
//! little-endian. What normalises a convolution's outputs is multiplied in.

use crate::architecture;
use face_preflight::internals::face::Layer;

const HEADER: [u8; 8] = *b"FPRW\x01\0\0\0";

/// Reads the file; `None` where it is not one.
pub fn read(file: &[u8]) -> Option<Vec<Layer>> {
    let mut rest = file.strip_prefix(&HEADER)?;
    let mut layers = Vec::new();
    for (inputs, outputs) in architecture::layers() {
        let biases = singles(&mut rest, outputs)?;
        layers.push(Layer::pointwise(&singles(&mut rest, inputs * outputs)?, biases));
    }
    rest.is_empty().then_some(layers)
}

fn singles(rest: &mut &[u8], count: usize) -> Option<Vec<f32>> {
    let (bytes, after) = rest.split_at_checked(count * size_of::<f32>())?;
    *rest = after;
    Some(bytes.as_chunks().0.iter().map(|single| f32::from_le_bytes(*single)).collect())
}
