//! Files of libjpeg-turbo's `cjpeg` and `jpegtran` against `djpeg` and the `image` crate: other people's encoders
//! and decoders. Needs Debian's libjpeg-turbo-progs.

use crate::support::draw::portrait;
use crate::support::jpeg::libjpeg::{channels, pnm, pnm_of};
use crate::support::jpeg::{Random, Rows, decode};
use crate::support::pipe::pipe;
use face_preflight::internals::jpeg::Scale;

/// Repeats samples, as `djpeg -nosmooth` does, up to the picture's size.
fn enlarged(plane: &Rows, across: usize, down: usize, (width, height): (usize, usize)) -> Rows {
    let sample = |x: usize, y: usize| plane.samples[y / down * plane.width + x / across];
    let samples = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| sample(x, y));
    Rows { width, height, samples: samples.collect() }
}

/// What a file of `cjpeg` is made with besides its sampling.
const CODINGS: [&[&str]; 7] = [
    &[],
    &["-optimize"],
    &["-progressive"],
    &["-restart", "1B"],
    &["-optimize", "-restart", "2"],
    &["-progressive", "-restart", "1"],
    &["-progressive", "-restart", "5B"],
];
const QUALITIES: [&str; 4] = ["20", "50", "75", "98"];

/// Every width from 1 to 40 with every sampling, coding and quality, each time with another height: 6,720 files.
#[test]
fn full_scale_equals_djpeg_bit_for_bit() {
    let samplings =
        ["1x1,1x1,1x1", "2x1,1x1,1x1", "1x2,1x1,1x1", "2x2,1x1,1x1", "4x1,1x1,1x1", "2x2,2x1,1x2"];
    std::thread::scope(|threads| {
        for sampling in samplings {
            threads.spawn(move || equals_djpeg_bit_for_bit(sampling));
        }
    });
}

/// The components are stored as RGB, so that `djpeg` shows each of them without conversion.
fn equals_djpeg_bit_for_bit(sampling: &str) {
    let mut random = Random(101);
    for (number, (width, coding, quality)) in matrix().enumerate() {
        let height = 1 + (width * 17 + number * 9 + 11) % 40;
        let all = [&["-rgb", "-quality", quality, "-sample", sampling], coding].concat();
        let file = pipe("cjpeg", &all, &pnm(&mut random, width, height, true));
        let expected = channels(&pipe("djpeg", &["-nosmooth", "-dct", "int"], &file));
        let decoded = decode(&file, &[Scale::FULL]).unwrap();
        let header = &decoded.header;
        for ((plane, component), expected) in decoded.planes.iter().zip(&header.components).zip(&expected) {
            let (across, down) = (header.h_max / component.h, header.v_max / component.v);
            let shown = enlarged(plane, across, down, (width, height));
            assert_eq!(shown, *expected, "{all:?} {width}x{height}");
        }
    }
}

/// Every size with every coding and quality.
fn matrix() -> impl Iterator<Item = (usize, &'static [&'static str], &'static str)> {
    let with_quality = |(size, coding)| QUALITIES.map(|quality| (size, coding, quality));
    (1..=40).flat_map(|size| CODINGS.map(|coding| (size, coding))).flat_map(with_quality)
}

/// One component, at every size, coding and quality.
#[test]
fn grey_equals_djpeg_bit_for_bit() {
    let mut random = Random(102);
    for (size, coding, quality) in matrix() {
        let all = [&["-grayscale", "-quality", quality], coding].concat();
        let file = pipe("cjpeg", &all, &pnm(&mut random, size, 41 - size, false));
        let expected = channels(&pipe("djpeg", &["-dct", "int"], &file));
        assert_eq!(decode(&file, &[Scale::FULL]).unwrap().planes, expected, "{all:?} {size}");
    }
}

/// `cjpeg` writes what is not read, too.
#[test]
fn arithmetic_coding_is_named() {
    let file = pipe("cjpeg", &["-arithmetic"], &pnm(&mut Random(104), 20, 20, true));
    assert_eq!(
        decode(&file, &[Scale::FULL]).unwrap_err().to_string(),
        "arithmetic coding (SOF9) is not read"
    );
}

/// libjpeg reconstructs 3/8 and 6/8 by the same definition, 1/8 as the mean.
#[test]
fn scaled_luma_is_djpegs() {
    let mut random = Random(103);
    for (progressive, size) in [(false, (301, 203)), (true, (77, 120))] {
        let source = pnm(&mut random, size.0, size.1, true);
        let coding = if progressive { "-progressive" } else { "-optimize" };
        let file = pipe("cjpeg", &["-quality", "90", coding], &source);
        for eighths in [1, 3, 6, 8] {
            let scale = format!("{eighths}/8");
            let shown = pipe("djpeg", &["-grayscale", "-dct", "int", "-scale", &scale], &file);
            let decoded = decode(&file, &[Scale::at_least(eighths)]).unwrap();
            assert!(
                crate::support::jpeg::largest_difference(&decoded.planes[0], &channels(&shown)[0]) <= 1,
                "{scale}"
            );
        }
    }
}

/// At 2/8 and 4/8 libjpeg averages the next larger transform instead, which is softer: still the same picture, as near
/// as two filters are.
#[test]
fn every_scale_is_the_picture_that_djpeg_gives() {
    let drawing = portrait(403, 537);
    for sampling in ["1x1", "2x2"] {
        let source = pnm_of(drawing.width, drawing.height, &drawing.rgb);
        let file = pipe("cjpeg", &["-quality", "90", "-sample", sampling], &source);
        for scale in Scale::ALL {
            let eighths = format!("{}/8", scale.eighths());
            let shown = pipe("djpeg", &["-grayscale", "-dct", "int", "-scale", &eighths], &file);
            let decoded = decode(&file, &[scale]).unwrap();
            let ratio = crate::support::psnr(&decoded.planes[0].samples, &channels(&shown)[0].samples);
            let least = if matches!(scale.eighths(), 2 | 4) { 40.0 } else { 60.0 };
            assert!(ratio >= least, "{ratio:.1} dB at {eighths}");
        }
    }
}

/// The N × N lowest frequencies of each block of a plane as N × N samples, by the definition (T.81 A.3.3), in floating
/// point. Multiplied out, both transforms together are a matrix of N rows and 8 columns.
fn lowest_frequencies(plane: &Rows, n: usize) -> Vec<u8> {
    let cosine = |k: usize, at: usize, points: usize| {
        let norm = if k == 0 { std::f64::consts::FRAC_1_SQRT_2 } else { 1.0 };
        norm * (std::f64::consts::PI * (2 * at + 1) as f64 * k as f64 / (2 * points) as f64).cos()
    };
    // The mean is kept: forward with 8 points takes 1/4 of the sum, backward with N points 1 of it.
    let weight =
        |out: usize, from: usize| (0..n).map(|k| cosine(k, out, n) * cosine(k, from, 8) / 4.0).sum::<f64>();
    let weights: Vec<Vec<f64>> = (0..n).map(|out| (0..8).map(|from| weight(out, from)).collect()).collect();
    let mut samples = Vec::new();
    for y in 0..plane.height / 8 * n {
        for x in 0..plane.width / 8 * n {
            let (left, top) = (x / n * 8, y / n * 8);
            let row = |at: usize| {
                let row = &plane.samples[(top + at) * plane.width + left..][..8];
                weights[x % n]
                    .iter()
                    .zip(row)
                    .map(|(weight, &sample)| weight * f64::from(sample))
                    .sum::<f64>()
            };
            samples.push((0..8).map(|at| weights[y % n][at] * row(at)).sum::<f64>().round() as u8);
        }
    }
    samples
}

/// Scaling keeps the low frequencies of what `djpeg` shows at full size, and nothing else changes.
#[test]
fn scaled_luma_has_the_frequencies_of_djpegs_full_picture() {
    let drawing = portrait(400, 536);
    let source = pnm_of(drawing.width, drawing.height, &drawing.rgb);
    let file = pipe("cjpeg", &["-quality", "90"], &source);
    let full = &channels(&pipe("djpeg", &["-grayscale", "-dct", "int"], &file))[0];
    for scale in Scale::ALL {
        let expected = lowest_frequencies(full, scale.eighths());
        let ratio = crate::support::psnr(&decode(&file, &[scale]).unwrap().planes[0].samples, &expected);
        assert!(ratio >= 45.0, "{ratio:.1} dB at {}/8", scale.eighths());
    }
}

/// Each sample at 1/8 is the mean of the 8 x 8 that it stands for.
#[test]
fn an_eighth_is_the_area_average() {
    let drawing = portrait(400, 536);
    let source = pnm_of(drawing.width, drawing.height, &drawing.rgb);
    let file = pipe("cjpeg", &["-quality", "95"], &source);
    let full = &decode(&file, &[Scale::FULL]).unwrap().planes[0];
    let scaled = &decode(&file, &[Scale::at_least(1)]).unwrap().planes[0];
    let mut means = Vec::new();
    for y in 0..scaled.height {
        for x in 0..scaled.width {
            let rows = full.samples.chunks(full.width).skip(8 * y).take(8);
            let sum: u32 = rows.flat_map(|row| &row[8 * x..8 * x + 8]).map(|&sample| u32::from(sample)).sum();
            means.push(((sum + 32) / 64) as u8);
        }
    }
    let ratio = crate::support::psnr(&scaled.samples, &means);
    assert!(ratio >= 55.0, "{ratio:.1} dB");
}

/// The same coefficients in another order of scans give the same samples at every scale.
#[test]
fn transcoding_changes_nothing() {
    let mut random = Random(107);
    let source = pnm(&mut random, 333, 250, true);
    let baseline = pipe("cjpeg", &["-quality", "85", "-sample", "2x2"], &source);
    let variants: [&[&str]; 3] = [&["-progressive"], &["-restart", "3B"], &["-optimize", "-restart", "1"]];
    for arguments in variants {
        let variant = pipe("jpegtran", arguments, &baseline);
        for scale in Scale::ALL {
            let (a, b) = (decode(&baseline, &[scale]).unwrap(), decode(&variant, &[scale]).unwrap());
            assert_eq!(a.planes, b.planes, "{arguments:?}");
        }
    }
}

/// The transform is not fixed to the bit by T.81, so another decoder may differ by a little.
#[test]
fn grey_agrees_with_the_image_crate() {
    let mut random = Random(109);
    for coding in ["-optimize", "-progressive"] {
        for size in [(61, 47), (8, 8), (1, 33), (40, 3)] {
            let source = pnm(&mut random, size.0, size.1, false);
            let file = pipe("cjpeg", &["-quality", "92", "-grayscale", coding], &source);
            let expected = image::load_from_memory(&file).unwrap().into_luma8();
            let decoded = decode(&file, &[Scale::FULL]).unwrap();
            let plane = Rows { width: size.0, height: size.1, samples: expected.into_raw() };
            assert!(crate::support::jpeg::largest_difference(&decoded.planes[0], &plane) <= 2);
        }
    }
}

/// Components stored as RGB reach the `image` crate's output unconverted.
#[test]
fn colour_agrees_with_the_image_crate() {
    let mut random = Random(113);
    for coding in [["-optimize"], ["-progressive"]] {
        for size in [(61, 47), (16, 16), (1, 33), (40, 3)] {
            let source = pnm(&mut random, size.0, size.1, true);
            let all = [&["-rgb", "-quality", "92", "-sample", "1x1"], coding.as_slice()].concat();
            let file = pipe("cjpeg", &all, &source);
            let other = image::load_from_memory(&file).unwrap().into_rgb8();
            for (at, plane) in decode(&file, &[Scale::FULL]).unwrap().planes.iter().enumerate() {
                let samples = other.as_raw().iter().skip(at).step_by(3).copied().collect();
                let expected = Rows { width: size.0, height: size.1, samples };
                let difference = crate::support::jpeg::largest_difference(plane, &expected);
                assert!(difference <= 2, "{difference} in component {at}: {all:?} {size:?}");
            }
        }
    }
}
