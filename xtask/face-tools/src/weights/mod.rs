//! The weights of both nets: out of Google's TensorFlow Lite files, into the form that `face_preflight` reads.

mod flatbuffer;
mod model;
mod names;

use anyhow::{Context, Result, ensure};
use face_preflight::internals::face::{Encoding, Kind, LayerShape, MAGIC, Net, half_to_single};
use model::Model;
use names::Names;
use sha2::{Digest, Sha256};
use std::ops::Range;
use std::path::Path;

/// Where a model is among what npm installs.
struct Source {
    /// The file, relative to the root of a checkout.
    file: &'static str,
    /// The part of it that is the model.
    bytes: Range<usize>,
    /// SHA-256 of that part.
    sha256: &'static str,
}

const fn source(net: Net) -> Source {
    match net {
        Net::Detector => Source {
            file: "xtask/node_modules/@mediapipe/face_detection/face_detection_short_range.tflite",
            bytes: 0..229_032,
            sha256: "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633",
        },
        // The package holds several models in one file; `face_mesh_solution_packed_assets_loader.js` beside it says where.
        Net::Landmarks => Source {
            file: "xtask/node_modules/@mediapipe/face_mesh/face_mesh_solution_packed_assets.data",
            bytes: 2_495_952..3_737_848,
            sha256: "c603fa6149219a3e9487dc9abd7a0c24474c77263273d24868378cdf40aa26d1",
        },
    }
}

/// The model of a net as npm installed it in a checkout.
///
/// # Errors
///
/// It is not installed, or it is another one.
pub fn model(root: &Path, net: Net) -> Result<Vec<u8>> {
    let Source { file, bytes, sha256 } = source(net);
    let path = root.join(file);
    let file = std::fs::read(&path)
        .with_context(|| format!("{} is missing: `npm ci --prefix xtask` installs it", path.display()))?;
    let model = file.get(bytes).with_context(|| format!("{} is too short", path.display()))?;
    let found: String = Sha256::digest(model).iter().map(|byte| format!("{byte:02x}")).collect();
    ensure!(found == sha256, "the model in {} has another SHA-256: {found}", path.display());
    Ok(model.to_vec())
}

/// The detector's file that the package ships: weights of eight bits, from the model that is installed in a checkout.
///
/// # Errors
///
/// As [`model()`].
pub fn shipped(root: &Path) -> Result<Vec<u8>> {
    converted(root, Net::Detector, Encoding::Byte)
}

/// The other file that the package ships, of the net that looks closely at a face.
///
/// # Errors
///
/// As [`model()`].
pub fn shipped_landmarks(root: &Path) -> Result<Vec<u8>> {
    converted(root, Net::Landmarks, Encoding::Byte)
}

/// The weights of an installed model.
///
/// # Errors
///
/// As [`model()`].
pub fn converted(root: &Path, net: Net, encoding: Encoding) -> Result<Vec<u8>> {
    convert(&model(root, net)?, net, encoding)
}

/// Converts a model.
fn convert(model: &[u8], net: Net, encoding: Encoding) -> Result<Vec<u8>> {
    let model = Model::parse(model)?;
    let mut file = MAGIC.to_vec();
    file.extend([1, encoding as u8, net as u8, 0]);
    let shapes = net.layers();
    let names = names::of(net, shapes.len());
    ensure!(names.len() == shapes.len(), "{} names of {} layers", names.len(), shapes.len());
    for (shape, names) in shapes.iter().zip(&names) {
        convert_layer(&model, shape, names, encoding, &mut file)
            .with_context(|| format!("layer {}", names.weights))?;
    }
    Ok(file)
}

fn convert_layer(
    model: &Model,
    shape: &LayerShape,
    names: &Names,
    encoding: Encoding,
    file: &mut Vec<u8>,
) -> Result<()> {
    let kernel = model.halves(&format!("{}/Kernel", names.weights))?;
    let all_biases = model.halves(&format!("{}/Bias", names.weights))?;
    let kept = names.outputs.clone().unwrap_or_else(|| (0..all_biases.len()).collect());
    let each = shape.weights_per_output();
    ensure!(kernel.len() == each * all_biases.len(), "{} weights", kernel.len());
    ensure!(kept.len() == shape.outputs, "{} outputs", kept.len());
    // TensorFlow keeps full kernels by output, tap, input and depthwise ones by tap, channel.
    let weight = |row: usize, output: usize| match shape.kind {
        Kind::Full => kernel[kept[output] * each + row],
        Kind::Depthwise => kernel[row * shape.outputs + output],
    };
    let biases: Vec<u16> = kept.iter().map(|output| all_biases[*output]).collect();
    let slopes = match &names.slopes {
        Some(name) => model.halves(&format!("{name}/Alpha"))?,
        None => Vec::new(),
    };
    let wanted = if shape.slopes { shape.outputs } else { 0 };
    ensure!(slopes.len() == wanted, "{} slopes", slopes.len());
    let mut halves = |values: &[u16]| file.extend(values.iter().flat_map(|half| half.to_le_bytes()));
    match encoding {
        Encoding::Half => {
            halves(&biases);
            halves(&slopes);
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
            halves(&slopes);
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
