//! What the JPEG tests share: a writer of JPEG files from random coefficients, the planes such a file must
//! give, and the decoder's planes.
#![allow(dead_code)]

pub mod libjpeg;
pub mod model;
pub mod writer;

pub use crate::support::random::Random;
use face_preflight::Error;
use face_preflight::internals::jpeg::{Decoder, Header, Limits, Scale};
use face_preflight::internals::rows::Integrity;

/// A decoded component.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    pub width: usize,
    pub height: usize,
    pub samples: Vec<u8>,
}

#[derive(Debug, PartialEq)]
pub struct Decoded {
    pub header: Header,
    pub planes: Vec<Rows>,
    pub outcome: Integrity,
}

/// Decodes `file`, pushed in chunks of the lengths that `chunk` gives.
pub fn decode_chunked(
    file: &[u8],
    scales: &[Scale],
    limits: Limits,
    mut chunk: impl FnMut() -> usize,
) -> Result<Decoded, Error> {
    let mut planes = vec![Rows::default(); 4];
    let mut sink = |component: usize, samples: &[u8]| {
        let plane: &mut Rows = &mut planes[component];
        assert!(plane.height == 0 || plane.width == samples.len());
        plane.width = samples.len();
        plane.height += 1;
        plane.samples.extend_from_slice(samples);
    };
    let mut decoder = Decoder::new(limits);
    let mut rest = file;
    while !rest.is_empty() {
        let (part, later) = rest.split_at(chunk().clamp(1, rest.len()));
        let taken = decoder.push(part, &mut sink)?;
        assert!(taken == part.len() || decoder.header().is_some());
        rest = if taken < part.len() { &rest[taken..] } else { later };
        if decoder.header().is_some() {
            decoder.start(scales)?;
        }
    }
    let outcome = decoder.finish(&mut sink)?;
    let header = decoder.header().expect("a finished picture has a header").clone();
    planes.truncate(header.components.len());
    for (index, (plane, component)) in planes.iter().zip(&header.components).enumerate() {
        let scale = scales.get(index).or(scales.last()).copied().unwrap();
        assert_eq!((plane.width, plane.height), (scale.len(component.width), scale.len(component.height)));
    }
    Ok(Decoded { header, planes, outcome })
}

/// Decodes `file`, pushed at once.
pub fn decode(file: &[u8], scales: &[Scale]) -> Result<Decoded, Error> {
    decode_chunked(file, scales, Limits::default(), || usize::MAX)
}

/// The largest difference of two planes' samples.
pub fn largest_difference(a: &Rows, b: &Rows) -> u8 {
    assert_eq!((a.width, a.height), (b.width, b.height));
    a.samples.iter().zip(&b.samples).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)
}
