//! The inverse DCT as T.81 A.3.3 writes it, in floating point: what a file of known coefficients must give.

use super::Rows;
use super::writer::{NATURAL, Picture};
use face_preflight::internals::jpeg::Scale;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The samples of a component at `scale`.
pub fn plane(picture: &Picture, component: usize, scale: Scale) -> Rows {
    let n = scale.eighths();
    let part = &picture.components[component];
    let (stored_width, stored_height) = picture.stored_size(component);
    let (width, height) = (scale.len(stored_width), scale.len(stored_height));
    let mut rows = Rows { width, height, samples: vec![0; width * height] };
    for block_row in 0..height.div_ceil(n) {
        for block_column in 0..width.div_ceil(n) {
            let coefficients = &part.blocks[block_row * part.blocks_wide + block_column];
            let samples = block(coefficients, &picture.quantization[part.tq], n);
            for y in (0..n).filter(|y| block_row * n + y < height) {
                for x in (0..n).filter(|x| block_column * n + x < width) {
                    rows.samples[(block_row * n + y) * width + block_column * n + x] = samples[y * n + x];
                }
            }
        }
    }
    rows
}

fn block(zigzag: &[i16; 64], quantization: &[u16; 64], n: usize) -> Vec<u8> {
    let mut values = [[0.0; 8]; 8];
    for k in 0..64 {
        let natural = NATURAL[k];
        values[natural / 8][natural % 8] = f64::from(zigzag[k]) * f64::from(quantization[k]);
    }
    let basis = |k: usize, at: usize| {
        let norm = if k == 0 { FRAC_1_SQRT_2 } else { 1.0 };
        norm / 2.0 * ((2 * at + 1) as f64 * k as f64 * PI / (2 * n) as f64).cos()
    };
    let mut samples = Vec::with_capacity(n * n);
    for y in 0..n {
        for x in 0..n {
            let mut sum = 128.0;
            for (v, row) in values.iter().enumerate().take(n) {
                for (u, value) in row.iter().enumerate().take(n) {
                    sum += value * basis(u, x) * basis(v, y);
                }
            }
            samples.push((sum + 0.5).floor().clamp(0.0, 255.0) as u8);
        }
    }
    samples
}
