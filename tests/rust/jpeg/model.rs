//! Files of random structure, coefficients and Huffman tables against the transform's definition: every sample
//! within 1 of the exact value, at every scale.

use crate::support::jpeg::writer::{Layout, Picture, progressive, sequential};
use crate::support::jpeg::{Random, decode, largest_difference, model};
use face_preflight::internals::jpeg::Scale;

const SAMPLINGS: [&[(usize, usize)]; 14] = [
    &[(1, 1)],
    &[(2, 2)],
    &[(1, 1), (1, 1), (1, 1)],
    &[(2, 1), (1, 1), (1, 1)],
    &[(1, 2), (1, 1), (1, 1)],
    &[(2, 2), (1, 1), (1, 1)],
    &[(4, 1), (1, 1), (1, 1)],
    &[(1, 4), (1, 2), (1, 1)],
    &[(4, 2), (1, 1), (1, 1)],
    &[(2, 2), (2, 1), (1, 2)],
    &[(3, 1), (1, 1), (2, 2)],
    &[(1, 1), (2, 2), (1, 1)],
    &[(1, 1), (1, 1), (1, 1), (1, 1)],
    &[(2, 2), (1, 1), (1, 1), (2, 2)],
];

/// The largest quantization elements of photos, and of files that are next to lossless: nearly all of a block's
/// coefficients are nonzero then.
const USUAL: [u16; 2] = [60, 300];
const FINE: [u16; 2] = [2, 8];

/// Every sampling and coding with odd sizes; `rounds` pictures of each.
fn run(
    frame: u8,
    rounds: usize,
    largest_elements: [u16; 2],
    scans: impl Fn(&mut Random, usize) -> Vec<crate::support::jpeg::writer::Scan>,
) {
    let mut random = Random(0x5EED ^ u64::from(frame));
    for sampling in SAMPLINGS {
        for round in 0..rounds {
            let size = (1 + random.below(40), 1 + random.below(40));
            let largest_element = largest_elements[round % 2];
            let picture = Picture::random(&mut random, size, sampling, largest_element);
            let layout = Layout {
                frame,
                scans: scans(&mut random, sampling.len()),
                restart_interval: [0, 0, 1, 2, 5][random.below(5)],
                lines_later: random.one_in(4),
                wide_quantization: largest_element > 255,
                fill: random.one_in(3),
                usual_codes: random.one_in(2),
            };
            let file = picture.write(&mut random, &layout);
            for scale in Scale::ALL {
                let decoded = decode(&file, &[scale])
                    .unwrap_or_else(|error| panic!("{error}: {size:?} {sampling:?} {layout:?}"));
                for (index, plane) in decoded.planes.iter().enumerate() {
                    let expected = model::plane(&picture, index, scale);
                    let difference = largest_difference(plane, &expected);
                    assert!(
                        difference <= 1,
                        "{difference} at {scale:?}, component {index}: {size:?} {layout:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn baseline_interleaved() {
    run(0xC0, 8, USUAL, |_, components| sequential(components, true));
}

#[test]
fn extended_interleaved_or_not() {
    run(0xC1, 8, USUAL, |random, components| sequential(components, random.one_in(2)));
}

#[test]
fn baseline_not_interleaved() {
    run(0xC0, 8, USUAL, |_, components| sequential(components, false));
}

#[test]
fn progressions() {
    run(0xC2, 16, USUAL, progressive);
}

#[test]
fn progressions_of_dense_blocks() {
    run(0xC2, 16, FINE, progressive);
}
