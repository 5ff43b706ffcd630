//! How near a decoded picture is to its original.

use crate::sample::Sample;
use ssimulacra2::{ColorPrimaries, Rgb, TransferCharacteristic, compute_frame_ssimulacra2};

#[derive(Clone, Copy, Default)]
pub struct Fidelity {
    pub ssimulacra2: f64,
    pub psnr_db: f64,
}

impl Fidelity {
    pub fn of(sample: &Sample, decoded: &[[u8; 3]]) -> Self {
        let original = &sample.rgb;
        let squares: f64 = original
            .as_flattened()
            .iter()
            .zip(decoded.as_flattened())
            .map(|(&a, &b)| f64::from(a.abs_diff(b)).powi(2))
            .sum();
        let mean_square = squares / (3 * sample.rgb.len()) as f64;
        let [original, decoded] = [original, decoded].map(|pixels| frame(pixels, sample));
        let ssimulacra2 = compute_frame_ssimulacra2(original, decoded).expect("sizes are equal");
        Self { ssimulacra2, psnr_db: 10.0 * (255.0 * 255.0 / mean_square).log10() }
    }

    pub fn between(self, other: Self, part: f64) -> Self {
        let mix = |a: f64, b: f64| a + (b - a) * part;
        Self {
            ssimulacra2: mix(self.ssimulacra2, other.ssimulacra2),
            psnr_db: mix(self.psnr_db, other.psnr_db),
        }
    }
}

fn frame(pixels: &[[u8; 3]], sample: &Sample) -> Rgb {
    let pixels = pixels.iter().map(|pixel| pixel.map(|c| f32::from(c) / 255.0)).collect();
    Rgb::new(pixels, sample.width, sample.height, TransferCharacteristic::SRGB, ColorPrimaries::BT709)
        .expect("as many pixels as the size says")
}
