//! Files of libjpeg-turbo's `cjpeg` and `jpegtran` against `djpeg` and the `image` crate: other people's encoders
//! and decoders. Needs Debian's libjpeg-turbo-progs.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod jpeg_support;

use face_preflight::jpeg::Scale;
use jpeg_support::{Random, Rows, decode};
use std::io::Write;
use std::process::{Command, Stdio};

/// Feeds `input` to a program and returns what it writes.
fn pipe(program: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} of libjpeg-turbo-progs is needed: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    assert!(output.status.success(), "{program} {arguments:?}");
    output.stdout
}

/// A picture with slopes, edges and some noise, as binary PPM or PGM.
fn pnm(random: &mut Random, width: usize, height: usize, colour: bool) -> Vec<u8> {
    let channels = if colour { 3 } else { 1 };
    let mut file = format!("P{}\n{width} {height}\n255\n", if colour { 6 } else { 5 }).into_bytes();
    for y in 0..height {
        for x in 0..width {
            for channel in 0..channels {
                let slope = 5 * x + 3 * y + 40 * channel;
                let edge = if (x / 7 + y / 5) % 3 == channel { 90 } else { 0 };
                file.push(((slope + edge + random.below(12)) % 256) as u8);
            }
        }
    }
    file
}

/// The channels of a binary PNM file.
fn channels(pnm: &[u8]) -> Vec<Rows> {
    let mut fields = pnm.splitn(4, |&byte| byte == b'\n');
    let count = if fields.next().unwrap() == b"P6" { 3 } else { 1 };
    let size = String::from_utf8(fields.next().unwrap().to_vec()).unwrap();
    let (width, height) = size.split_once(' ').unwrap();
    let (width, height) = (width.parse().unwrap(), height.parse().unwrap());
    let samples = fields.nth(1).unwrap();
    let channel = |at| samples.iter().skip(at).step_by(count).copied().collect();
    (0..count).map(|at| Rows { width, height, samples: channel(at) }).collect()
}

/// Repeats samples, as `djpeg -nosmooth` does, up to the picture's size.
fn enlarged(plane: &Rows, across: usize, down: usize, (width, height): (usize, usize)) -> Rows {
    let sample = |x: usize, y: usize| plane.samples[y / down * plane.width + x / across];
    let samples = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| sample(x, y));
    Rows { width, height, samples: samples.collect() }
}

/// Components stored as RGB, so that `djpeg` shows each of them without conversion.
#[test]
fn full_scale_equals_djpeg_bit_for_bit() {
    let mut random = Random(101);
    let codings: [&[&str]; 5] =
        [&[], &["-optimize"], &["-progressive"], &["-restart", "1B"], &["-progressive", "-restart", "1"]];
    let samplings =
        ["1x1,1x1,1x1", "2x1,1x1,1x1", "1x2,1x1,1x1", "2x2,1x1,1x1", "4x1,1x1,1x1", "2x2,2x1,1x2"];
    for (number, sampling) in samplings.into_iter().enumerate() {
        for (coding, arguments) in codings.into_iter().enumerate() {
            let (width, height) = (1 + random.below(40), 1 + random.below(40));
            let quality = ["20", "75", "98"][(number + coding) % 3];
            let source = pnm(&mut random, width, height, true);
            let mut all = vec!["-rgb", "-quality", quality, "-sample", sampling];
            all.extend(arguments);
            let file = pipe("cjpeg", &all, &source);
            let expected = channels(&pipe("djpeg", &["-nosmooth", "-dct", "int"], &file));
            let decoded = decode(&file, &[Scale::FULL]).unwrap();
            let header = &decoded.header;
            for ((plane, component), expected) in decoded.planes.iter().zip(&header.components).zip(&expected)
            {
                let (across, down) = (header.h_max / component.h, header.v_max / component.v);
                assert_eq!(
                    enlarged(plane, across, down, (width, height)),
                    *expected,
                    "{all:?} {width}x{height}"
                );
            }
        }
    }
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
                jpeg_support::largest_difference(&decoded.planes[0], &channels(&shown)[0]) <= 1,
                "{scale}"
            );
        }
    }
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
        let file = pipe("cjpeg", &["-quality", "92", "-grayscale", coding], &pnm(&mut random, 61, 47, false));
        let expected = image::load_from_memory(&file).unwrap().into_luma8();
        let decoded = decode(&file, &[Scale::FULL]).unwrap();
        let plane = Rows { width: 61, height: 47, samples: expected.into_raw() };
        assert!(jpeg_support::largest_difference(&decoded.planes[0], &plane) <= 2);
    }
}
