//! The stages one by one, natively: `cargo bench`. A name filters: `cargo bench -- entropy`.
//!
//! The photo is the tests' drawing at 3 megapixels.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

#[path = "../../tests/rust/support/draw.rs"]
#[allow(dead_code)]
mod draw;
#[path = "../../tests/rust/support/hostile.rs"]
mod hostile;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use face_preflight::Prefer;
use face_preflight::internals::encode::{self, Settings};
use face_preflight::internals::jpeg::{Decoder, Limits, Scale, reconstruct};
use face_preflight::internals::png::PngDecoder;
use face_preflight::internals::scale::{Axis, Resampler};
use face_preflight::{Options, preflight};
use face_preflight::{
    Subsampling,
    internals::picture::{Picture, Plane},
};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

const WIDTH: usize = 1512;
const HEIGHT: usize = 2016;
/// N of N/8.
const SCALES: [usize; 6] = [1, 2, 3, 4, 6, 8];
const END_OF_IMAGE_BYTES: usize = 2;

fn main() {
    divan::main();
}

fn jpeg(progressive: bool) -> Vec<u8> {
    let drawing = draw::portrait(WIDTH, HEIGHT);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 90);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(progressive);
    encoder.encode(&drawing.rgb, WIDTH as u16, HEIGHT as u16, ColorType::Rgb).unwrap();
    file
}

/// All of a file but its last `left_out` bytes.
fn decode(file: &[u8], eighths: usize, left_out: usize) -> Decoder {
    let mut sink = |_: usize, row: &[u8]| {
        black_box(row);
    };
    let mut decoder = Decoder::new(Limits::default());
    let taken = decoder.push(file, &mut sink).unwrap();
    decoder.start(&[Scale::at_least(eighths)]).unwrap();
    decoder.push(&file[taken..file.len() - left_out], &mut sink).unwrap();
    if left_out == 0 {
        decoder.finish(&mut sink).unwrap();
    }
    decoder
}

/// Entropy decoding of a baseline file whose AC coefficients nobody needs: at 1/8, where the inverse DCT is a division.
#[divan::bench]
fn entropy_baseline_passed_over(bencher: Bencher) {
    let file = jpeg(false);
    bencher.counter(BytesCount::new(file.len())).bench_local(|| decode(&file, 1, 0));
}

/// Entropy decoding alone: without its end of image a progressive file is not transformed.
#[divan::bench(args = SCALES)]
fn entropy_progressive(bencher: Bencher, eighths: usize) {
    let file = jpeg(true);
    bencher.counter(BytesCount::new(file.len())).bench_local(|| decode(&file, eighths, END_OF_IMAGE_BYTES));
}

/// Both together, as a baseline file has them: what is kept of the coefficients is what this takes longer than the two.
#[divan::bench(args = SCALES)]
fn entropy_and_idct_baseline(bencher: Bencher, eighths: usize) {
    let file = jpeg(false);
    bencher.counter(BytesCount::new(file.len())).bench_local(|| decode(&file, eighths, 0));
}

/// The inverse DCT of as many blocks as the photo has.
#[divan::bench(args = SCALES)]
fn idct(bencher: Bencher, eighths: usize) {
    let scale = Scale::at_least(eighths);
    let blocks: Vec<[i16; 64]> =
        (0..64).map(|block| std::array::from_fn(|at| ((block * 31 + at * 17) % 23) as i16 - 11)).collect();
    let elements = std::array::from_fn(|at| at as i16 + 3);
    let mut samples = vec![0; 64];
    let count = WIDTH * HEIGHT / 64 * 3 / 2;
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        for block in blocks.iter().cycle().take(count) {
            reconstruct(black_box(block), &elements, scale, &mut samples, 8);
            black_box(&samples);
        }
    });
}

/// One plane of samples to the size of the output, from as many samples for each as the argument says.
#[divan::bench(args = [1.65, 2.1, 4.2])]
fn resample(bencher: Bencher, over: f64) {
    let axis = |len: usize| Axis { origin: over / 2.0, step: over, len };
    let source = |len: usize| (len as f64 * over).ceil() as usize;
    let row: Vec<u8> = (0..source(720)).map(|at| (at * 37 % 251) as u8).collect();
    bencher.counter(ItemsCount::new(row.len() * source(960))).bench_local(|| {
        let mut resampler = Resampler::new(&axis(720), &axis(960), row.len(), source(960));
        (0..source(960)).for_each(|_| resampler.push_row(&row));
        resampler.finish()
    });
}

fn picture() -> Picture {
    let drawing = draw::portrait(720, 960);
    let channel = |at: usize, step: usize| {
        let rows = drawing.rgb.chunks(3 * 720).step_by(step);
        rows.flat_map(|row| row.iter().skip(at).step_by(3 * step).copied().collect::<Vec<u8>>()).collect()
    };
    Picture {
        subsampling: Subsampling::Quarter,
        y: Plane { width: 720, height: 960, samples: channel(1, 1) },
        cb: Plane { width: 360, height: 480, samples: channel(2, 2) },
        cr: Plane { width: 360, height: 480, samples: channel(0, 2) },
    }
}

/// The search for the highest quality that fits a number of bytes.
#[divan::bench(args = [50_000, 100_000, 600_000])]
fn encode(bencher: Bencher, window_max_bytes: usize) {
    let picture = picture();
    let settings = Settings { window_max_bytes, prefer: Prefer::Size, ..Settings::default() };
    bencher.bench_local(|| encode::encode(&picture, &settings).unwrap());
}

#[divan::bench]
fn png(bencher: Bencher) {
    let drawing = draw::portrait(WIDTH, HEIGHT);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, WIDTH as u32, HEIGHT as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&drawing.rgb).unwrap();
    bencher.counter(BytesCount::new(file.len())).bench_local(|| {
        let mut sink = |_: usize, row: &[u8]| {
            black_box(row);
        };
        let mut decoder = PngDecoder::new(face_preflight::Limits::default());
        decoder.push(&file, &mut sink).unwrap();
        decoder.start();
        decoder.finish(&mut sink).unwrap()
    });
}

/// All of it.
#[divan::bench(args = [false, true])]
fn whole(bencher: Bencher, progressive: bool) {
    let file = jpeg(progressive);
    bencher.bench_local(|| preflight(&file, &Options::default()).unwrap());
}

/// Scans of end-of-band runs: 498 that change nothing, and 13 whose runs have corrections in one block of 64.
#[divan::bench(args = [(497, None), (13, Some(64)), (13, Some(1))], sample_count = 3)]
fn hostile_end_of_band_runs(bencher: Bencher, (scans, one_in): (usize, Option<usize>)) {
    let file = hostile::end_of_band_runs(hostile::LARGEST, scans, one_in);
    bencher.counter(BytesCount::new(file.len())).bench_local(|| preflight(&file, &Options::default()));
}

/// 250 million pixels of 1 bit in 30 KB.
#[divan::bench(sample_count = 3)]
fn hostile_png_of_one_colour(bencher: Bencher) {
    let (width, height) = (hostile::LARGEST.0 as u32, hostile::LARGEST.1 as u32);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let rows = vec![0; width.div_ceil(8) as usize * height as usize];
    encoder.write_header().unwrap().write_image_data(&rows).unwrap();
    bencher.counter(BytesCount::new(file.len())).bench_local(|| preflight(&file, &Options::default()));
}
