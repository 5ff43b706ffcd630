//! What the PNG tests share: a writer of PNG files of every kind that the Recommendation allows, and the samples
//! that such a file must give.
#![allow(dead_code)]

pub mod writer;

pub use crate::support::random::Random;
use face_preflight::Error;
use face_preflight::Limits;
use face_preflight::internals::png::PngDecoder;
use face_preflight::internals::rows::Integrity;

/// What a decoder delivers: the samples of each component, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    pub components: Vec<Vec<u8>>,
    pub rows: Vec<usize>,
    pub outcome: Integrity,
}

/// Decodes `file`, pushed in chunks of `chunk` bytes.
pub fn decode_with(file: &[u8], chunk: usize, limits: Limits) -> Result<Decoded, Error> {
    let mut decoder = PngDecoder::new(limits);
    let mut decoded = Decoded::default();
    let mut sink = |component: usize, row: &[u8]| {
        if decoded.components.len() <= component {
            decoded.components.resize(component + 1, Vec::new());
            decoded.rows.resize(component + 1, 0);
        }
        decoded.components[component].extend_from_slice(row);
        decoded.rows[component] += 1;
    };
    for part in file.chunks(chunk) {
        decoder.push(part, &mut sink)?;
        if decoder.header().is_some() {
            decoder.start();
        }
    }
    decoder.finish(&mut sink)?;
    decoder.start();
    decoded.outcome = decoder.finish(&mut sink)?;
    Ok(decoded)
}

/// Decodes `file`, pushed at once.
pub fn decode(file: &[u8]) -> Result<Decoded, Error> {
    decode_with(file, usize::MAX, Limits::default())
}
