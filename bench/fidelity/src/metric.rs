//! How near a decoded picture is to its original.

use crate::rival::decode;
use crate::sample::Sample;
use fast_ssim2::{PixelDescriptor, PixelSlice, Ssimulacra2Reference};

/// SSIMULACRA2 of files against one original; 100 is the original.
pub struct Fidelity<'a> {
    sample: &'a Sample,
    reference: Ssimulacra2Reference,
}

impl<'a> Fidelity<'a> {
    /// What is needed of the original is computed once.
    pub fn to(sample: &'a Sample) -> Self {
        let reference =
            Ssimulacra2Reference::new(&slice(&sample.rgb, sample)).expect("a picture of some size");
        Self { sample, reference }
    }

    pub fn of(&self, jpeg: &[u8]) -> f64 {
        let decoded = decode(jpeg);
        self.reference.compare(&slice(&decoded, self.sample)).expect("sizes are equal")
    }
}

fn slice<'p>(pixels: &'p [[u8; 3]], sample: &Sample) -> PixelSlice<'p> {
    let (width, height) = (sample.width as u32, sample.height as u32);
    PixelSlice::new(pixels.as_flattened(), width, height, sample.width * 3, PixelDescriptor::RGB8_SRGB)
        .expect("as many pixels as the size says")
}
