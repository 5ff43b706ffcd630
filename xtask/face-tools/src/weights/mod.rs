//! The face detector's weights: out of Google's TensorFlow Lite file, into the form that `face_preflight::internals::face` reads.

mod flatbuffer;
mod model;

use anyhow::{Context, Result, ensure};
use face_preflight::internals::face::{Encoding, Kind, LayerShape, MAGIC, half_to_single, layers};
use model::Model;
use std::path::Path;

/// Where npm installs the model, relative to the root of a checkout.
pub const MODEL: &str = "xtask/node_modules/@mediapipe/face_detection/face_detection_short_range.tflite";

/// The file that the package ships: weights of eight bits, from the model that is installed in a checkout.
///
/// # Errors
///
/// The model is not installed, or it is another one.
pub fn shipped(root: &Path) -> Result<Vec<u8>> {
    converted(root, Encoding::Byte)
}

/// The weights of the installed model.
///
/// # Errors
///
/// The model is not installed, or it is another one.
pub fn converted(root: &Path, encoding: Encoding) -> Result<Vec<u8>> {
    let path = root.join(MODEL);
    let model = std::fs::read(&path)
        .with_context(|| format!("{} is missing: `npm ci --prefix xtask` installs it", path.display()))?;
    convert(&model, encoding)
}

/// Converts the model.
fn convert(model: &[u8], encoding: Encoding) -> Result<Vec<u8>> {
    let model = Model::parse(model)?;
    let mut file = MAGIC.to_vec();
    file.extend([1, encoding as u8, 0, 0]);
    let shapes = layers();
    let names = names(shapes.len());
    for (shape, name) in shapes.iter().zip(&names) {
        convert_layer(&model, shape, name, encoding, &mut file).with_context(|| format!("layer {name}"))?;
    }
    Ok(file)
}

/// The model's names of the layers, in the order of [`layers`].
fn names(count: usize) -> Vec<String> {
    let numbered = |name: &str, number: usize| match number {
        0 => name.to_owned(),
        _ => format!("{name}_{number}"),
    };
    let blocks = (count - 5) / 2;
    let mut names = vec!["conv2d".to_owned()];
    for block in 0..blocks {
        names.push(numbered("depthwise_conv2d", block));
        names.push(numbered("conv2d", block + 1));
    }
    names.extend(["classificator_8", "classificator_16", "regressor_8", "regressor_16"].map(str::to_owned));
    names
}

fn convert_layer(
    model: &Model,
    shape: &LayerShape,
    name: &str,
    encoding: Encoding,
    file: &mut Vec<u8>,
) -> Result<()> {
    let kernel = model.halves(&format!("{name}/Kernel"))?;
    let biases = model.halves(&format!("{name}/Bias"))?;
    let each = shape.weights_per_output();
    ensure!(kernel.len() == each * shape.outputs, "{} weights", kernel.len());
    ensure!(biases.len() == shape.outputs, "{} biases", biases.len());
    // TensorFlow keeps full kernels by output, tap, input and depthwise ones by tap, channel.
    let weight = |row: usize, output: usize| match shape.kind {
        Kind::Full => kernel[output * each + row],
        Kind::Depthwise => kernel[row * shape.outputs + output],
    };
    let mut halves = |values: &[u16]| file.extend(values.iter().flat_map(|half| half.to_le_bytes()));
    match encoding {
        Encoding::Half => {
            halves(&biases);
            let weights: Vec<u16> = (0..each)
                .flat_map(|row| (0..shape.outputs).map(move |output| (row, output)))
                .map(|(row, output)| weight(row, output))
                .collect();
            halves(&weights);
        }
        Encoding::Byte => {
            let largest =
                |output| (0..each).map(|row| half_to_single(weight(row, output)).abs()).fold(0.0, f32::max);
            let scales: Vec<u16> = (0..shape.outputs).map(|output| scale_for(largest(output))).collect();
            halves(&scales);
            halves(&biases);
            for row in 0..each {
                for (output, scale) in scales.iter().enumerate() {
                    let steps = (half_to_single(weight(row, output)) / half_to_single(*scale)).round();
                    file.push((steps.clamp(-127.0, 127.0) as i8).cast_unsigned());
                }
            }
        }
    }
    Ok(())
}

/// The smallest binary16 number that brings the largest weight into a signed byte; 2^-24, the smallest there is, for
/// an output without weights.
fn scale_for(largest: f32) -> u16 {
    // Positive binary16 numbers are ordered like their bits.
    let (mut low, mut high) = (1, 0x7BFF);
    while low < high {
        let middle = (low + high) / 2;
        if half_to_single(middle) * 127.0 >= largest { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests;
