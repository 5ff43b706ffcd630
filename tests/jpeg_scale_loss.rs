//! What decoding luma at N/8 costs, in dB of the final picture: the table "Which scale" of `src/jpeg/README.md`.
//!
//! `cargo test --test jpeg_scale_loss -- --nocapture` prints it, for real photos too where they lie beside the checkout.

mod common;

use common::draw;
use face_preflight::{
    encode::{Request, encode},
    jpeg::{Decoder, Limits, Scale},
    picture::{Picture, Plane, Subsampling},
    scale::{Axis, Resampler},
};
use jpeg_encoder::{ColorType, Encoder};

/// The most that the default's scale may lose of a real photo, to the two digits of the goal.
const ALLOWED_DB: f64 = 0.055;

/// The multiple of the output's highest frequency that the default keeps along the diagonal.
const DIAGONAL: f64 = 2.1;

/// What the default needs of decoded samples for each output sample; it takes the smallest such N of N/8, 3 at least.
const ENOUGH: f64 = 1.65;

#[test]
fn the_default_loses_next_to_nothing() {
    let photo = as_from_a_camera(draw::portrait(1008, 1344));
    let mut file = Vec::new();
    let encoder = Encoder::new(&mut file, 90);
    encoder.encode(&photo.rgb, photo.width as u16, photo.height as u16, ColorType::Rgb).unwrap();
    for shorter_side_px in [120, 240] {
        print_losses("drawn", &file, shorter_side_px, ALLOWED_DB);
    }
}

/// The drawing's noise is as strong in the highest frequencies as in the lowest. No camera's is, behind a lens and a
/// mosaic of colours: three neighbours are weighed 1, 2, 1 along both axes.
fn as_from_a_camera(mut drawing: draw::Drawing) -> draw::Drawing {
    for step in [3, 3 * drawing.width] {
        let sharp = drawing.rgb.clone();
        for at in step..sharp.len() - step {
            let sum = u16::from(sharp[at - step]) + 2 * u16::from(sharp[at]) + u16::from(sharp[at + step]);
            drawing.rgb[at] = ((sum + 2) / 4) as u8;
        }
    }
    drawing
}

#[test]
fn real_photos_lose_next_to_nothing() {
    let Some(folder) = common::shared_photos() else { return };
    println!("| photo | N | decoded samples for each | diagonal | luma dB |\n|---|---|---|---|---|");
    for name in ["real8-o6.jpg", "p12.jpg", "p48.jpg"] {
        print_losses(name, &std::fs::read(folder.join(name)).unwrap(), 720, ALLOWED_DB);
    }
}

/// Against full decoding and a kernel in floating point without rounding, both encoded at quality 90.
fn print_losses(name: &str, file: &[u8], shorter_side_px: usize, allowed_db: f64) {
    let full = Luma::of(file, Scale::FULL, shorter_side_px);
    let exact = full.resampled_exactly();
    let best = psnr_db(&exact, &compressed(rounded(&exact)));
    let default = [3, 4, 6].into_iter().find(|&eighths| eighths as f64 * full.step() / 8.0 >= ENOUGH);
    for eighths in [2, 3, 4, 6] {
        let over = eighths as f64 * full.step() / 8.0;
        let whole = Scale::at_least(eighths);
        for scale in [whole, whole.up_to_diagonal((8.0 * DIAGONAL / full.step()).round() as usize)] {
            let scaled = Luma::of(file, scale, shorter_side_px).resampled();
            let loss = best - psnr_db(&exact, &compressed(scaled));
            println!("| {name} | {eighths} | {over:.2} | {} | {loss:.3} |", scale.diagonal());
            assert!(default != Some(eighths) || loss < allowed_db, "{name}: {loss} dB at {eighths}/8");
        }
    }
}

/// The luma of a file, decoded at a scale.
struct Luma {
    plane: Plane,
    stored: (usize, usize),
    scale: Scale,
    shorter_side_px: usize,
}

impl Luma {
    fn of(file: &[u8], scale: Scale, shorter_side_px: usize) -> Self {
        let mut decoder = Decoder::new(Limits::default());
        let mut samples = Vec::new();
        let mut keep = |component: usize, row: &[u8]| {
            if component == 0 {
                samples.extend_from_slice(row);
            }
        };
        let taken = decoder.push(file, &mut keep).unwrap();
        let header = decoder.header().unwrap();
        let stored = (header.width, header.height);
        decoder.start(&[scale, Scale::at_least(1)]).unwrap();
        decoder.push(&file[taken..], &mut keep).unwrap();
        decoder.finish(&mut keep).unwrap();
        let (width, height) = (scale.len(stored.0), scale.len(stored.1));
        Self { plane: Plane { width, height, samples }, stored, scale, shorter_side_px }
    }

    /// Stored samples for each of the output.
    fn step(&self) -> f64 {
        self.stored.0.min(self.stored.1) as f64 / self.shorter_side_px as f64
    }

    /// Both axes of the output in units of decoded samples.
    fn axes(&self) -> [Axis; 2] {
        [self.stored.0, self.stored.1].map(|len| {
            let outputs = (len as f64 / self.step()).round();
            let step = len as f64 / outputs * self.scale.eighths() as f64 / 8.0;
            Axis { origin: step / 2.0, step, len: outputs as usize }
        })
    }

    fn resampled(&self) -> Plane {
        let [across, down] = self.axes();
        let mut resampler = Resampler::new(&across, &down, self.plane.width, self.plane.height);
        self.plane.rows().for_each(|row| resampler.push_row(row));
        resampler.finish()
    }

    /// By Lanczos's kernel of three lobes in floating point, without rounding.
    fn resampled_exactly(&self) -> Exact {
        let [across, down] = self.axes().map(|axis| Kernel::new(&axis));
        let floats = |row: &[u8]| row.iter().map(|&sample| f64::from(sample)).collect::<Vec<_>>();
        let rows: Vec<Vec<f64>> = self.plane.rows().map(|row| across.apply(&floats(row))).collect();
        let column = |x: usize| rows.iter().map(|row| row[x]).collect::<Vec<_>>();
        let columns: Vec<Vec<f64>> = (0..across.0.len()).map(|x| down.apply(&column(x))).collect();
        let samples = (0..down.0.len()).flat_map(|y| columns.iter().map(move |column| column[y])).collect();
        Exact { width: across.0.len(), height: down.0.len(), samples }
    }
}

struct Exact {
    width: usize,
    height: usize,
    samples: Vec<f64>,
}

/// For each output sample the first source sample, which may lie before the edge, and the weights.
struct Kernel(Vec<(isize, Vec<f64>)>);

impl Kernel {
    fn new(axis: &Axis) -> Self {
        let sinc = |x: f64| {
            let x = x * std::f64::consts::PI;
            if x == 0.0 { 1.0 } else { x.sin() / x }
        };
        let span = |at: usize| {
            let centre = axis.origin + axis.step * at as f64;
            let first = (centre - 3.0 * axis.step).floor() as isize;
            let end = (centre + 3.0 * axis.step).ceil() as isize;
            let weight = |place: isize| {
                let x = (place as f64 + 0.5 - centre) / axis.step;
                if x.abs() < 3.0 { sinc(x) * sinc(x / 3.0) } else { 0.0 }
            };
            (first, (first..end).map(weight).collect())
        };
        Self((0..axis.len).map(span).collect())
    }

    fn apply(&self, source: &[f64]) -> Vec<f64> {
        let sample = |(first, weights): &(isize, Vec<f64>)| {
            let (mut sum, mut total) = (0.0, 0.0);
            for (place, weight) in (*first..).zip(weights) {
                if let Some(sample) = usize::try_from(place).ok().and_then(|place| source.get(place)) {
                    sum += weight * sample;
                    total += weight;
                }
            }
            sum / total
        };
        self.0.iter().map(sample).collect()
    }
}

fn rounded(exact: &Exact) -> Plane {
    let samples = exact.samples.iter().map(|sample| sample.round().clamp(0.0, 255.0) as u8).collect();
    Plane { width: exact.width, height: exact.height, samples }
}

/// The plane after the encoder at quality 90, without colour.
fn compressed(y: Plane) -> Plane {
    let (width, height) = (y.width, y.height);
    let subsampling = Subsampling::Quarter;
    let flat = Plane::filled(subsampling.chroma_len(width), subsampling.chroma_len(height), 128);
    let picture = Picture { subsampling, y, cb: flat.clone(), cr: flat };
    let request = Request {
        ceiling: 90,
        floor: 90,
        window_max_bytes: 600_000,
        hard_limit_bytes: 10_000_000,
        ..Request::default()
    };
    let jpeg = encode(&picture, &request).unwrap().jpeg;
    Luma::of(&jpeg, Scale::FULL, 1).plane
}

fn psnr_db(exact: &Exact, plane: &Plane) -> f64 {
    assert_eq!((exact.width, exact.height), (plane.width, plane.height));
    let squares: f64 =
        exact.samples.iter().zip(&plane.samples).map(|(a, &b)| (a - f64::from(b)).powi(2)).sum();
    10.0 * (255.0 * 255.0 * exact.samples.len() as f64 / squares).log10()
}
