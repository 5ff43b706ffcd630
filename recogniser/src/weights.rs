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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_file_is_read() {
        let numbers: usize =
            architecture::layers().iter().map(|(inputs, outputs)| (inputs + 1) * outputs).sum();
        let mut file = HEADER.to_vec();
        file.resize(HEADER.len() + 4 * numbers, 0);
        let layers = read(&file).unwrap();
        assert_eq!(layers.len(), architecture::layers().len());
        assert_eq!(layers.first().map(|layer| layer.biases.len()), Some(32));
        file.push(0);
        assert!(read(&file).is_none(), "a byte too many");
        file.truncate(file.len() - 2);
        assert!(read(&file).is_none(), "a byte too few");
        assert!(read(b"FPFW\x01\0\0\0").is_none(), "a file of another net");
    }
}
