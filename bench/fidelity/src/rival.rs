//! The C encoders, and libjpeg's decoder for everyone.

use crate::sample::Sample;
use mozjpeg::{ColorSpace, Compress, Decompress};

#[derive(Clone, Copy, PartialEq)]
pub enum Rival {
    /// mozjpeg with its defaults: progressive, trellis quantization, scans tried out.
    Mozjpeg,
    /// mozjpeg made to write what libjpeg-turbo does, with optimal Huffman tables: the usual scale.
    Libjpeg,
}

impl Rival {
    pub fn encode(self, sample: &Sample, quality: u8) -> Vec<u8> {
        let mut compress = Compress::new(ColorSpace::JCS_RGB);
        if self == Self::Libjpeg {
            compress.set_fastest_defaults();
            compress.set_optimize_coding(true);
        }
        compress.set_size(sample.width, sample.height);
        compress.set_quality(f32::from(quality));
        compress.set_chroma_sampling_pixel_sizes((2, 2), (2, 2));
        let mut started = compress.start_compress(Vec::new()).expect("a Vec takes every write");
        started.write_scanlines(sample.rgb.as_flattened()).expect("a Vec takes every write");
        started.finish().expect("a Vec takes every write")
    }
}

pub fn decode(jpeg: &[u8]) -> Vec<[u8; 3]> {
    let decompress = Decompress::new_mem(jpeg).expect("libjpeg reads the header");
    let mut rgb = decompress.rgb().expect("libjpeg starts decoding");
    rgb.read_scanlines().expect("libjpeg reads the picture")
}
