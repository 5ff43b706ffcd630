//! What decoding at N/8 costs luma and chroma, in dB of the final picture: the table "Which scale" of `src/decode/jpeg/README.md`.
//!
//! `cargo test --test native scale_loss -- --nocapture` prints it, also for real photos where they are
//! beside the checkout.

use crate::support::draw;
use face_preflight::{
    Fidelity, Subsampling,
    internals::{
        encode::{Settings, encode},
        jpeg::{Decoder, Limits, Scale, component_scale},
        picture::{Picture, Plane},
        scale::{Axis, Resampler},
    },
};
use jpeg_encoder::{ColorType, Encoder};

/// The most that the default's scale may lose at the default's size, of photos of usual sizes.
const ALLOWED_DB: f64 = 0.065;

/// The most that it may lose at any size: `src/decode/jpeg/README.md` says where it loses more than the above.
const ALLOWED_ANYWHERE_DB: f64 = 0.1;

/// The most that it may lose of a drawing that no camera takes: what dropping the diagonal costs at worst.
const ALLOWED_SHARP_DB: f64 = 0.17;

/// A component of the photo.
#[derive(Clone, Copy)]
struct Kind {
    name: &'static str,
    component: usize,
}

const LUMA: Kind = Kind { name: "luma", component: 0 };
const CHROMA: Kind = Kind { name: "chroma", component: 1 };

impl Kind {
    /// The scale that the default takes, asked where it is chosen.
    fn default_scale(self, stored_per_output: f64) -> Scale {
        component_scale(Fidelity::Best, self.component > 0, stored_per_output)
    }

    /// The least stored samples for each of the output, in hundredths, at which the default takes N: where that N
    /// loses most.
    fn narrowest(self, eighths: usize) -> Option<f64> {
        let steps = (100..=1200).map(|hundredths| f64::from(hundredths) / 100.0);
        steps.clone().find(|&step| self.default_scale(step).eighths() == eighths)
    }
}

/// Stored samples for each of the output's luma at which an N of luma or chroma just suffices.
fn narrowest() -> Vec<f64> {
    let steps: Vec<f64> = [LUMA, CHROMA]
        .into_iter()
        .flat_map(|kind| [1, 2, 3, 4, 6].into_iter().filter_map(move |eighths| kind.narrowest(eighths)))
        .collect();
    assert!(steps.len() >= 4, "{steps:?}");
    steps
}

#[test]
fn the_default_loses_next_to_nothing() {
    let drawing = draw::portrait(1008, 1344);
    let sharp = jpeg_of(&drawing);
    let file = jpeg_of(&as_from_a_camera(drawing));
    print_head();
    // As from 48 and 12 megapixels to 720 px.
    for shorter_side_px in [120, 240] {
        print_losses("drawn", &file, shorter_side_px, ALLOWED_DB);
        print_losses("drawn, not softened", &sharp, shorter_side_px, ALLOWED_SHARP_DB);
    }
    for step in narrowest() {
        print_losses("drawn", &file, (1008.0 / step) as usize, ALLOWED_ANYWHERE_DB);
    }
}

fn jpeg_of(drawing: &draw::Drawing) -> Vec<u8> {
    let mut file = Vec::new();
    let encoder = Encoder::new(&mut file, 90);
    encoder.encode(&drawing.rgb, drawing.width as u16, drawing.height as u16, ColorType::Rgb).unwrap();
    file
}

/// The drawing's noise is as strong in the highest frequencies as in the lowest. No camera's is, after a lens and a
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
    let Some(folder) = crate::support::shared_photos() else {
        println!("no photos beside the checkout: only the drawn one was measured");
        return;
    };
    print_head();
    for name in ["real8-o6.jpg", "p12.jpg", "p48.jpg"] {
        let file = std::fs::read(folder.join(name)).unwrap();
        print_losses(name, &file, 720, ALLOWED_DB);
        let stored = Component::of(&file, 0, Scale::at_least(1), 1).stored;
        for step in narrowest() {
            let shorter_side_px = (stored.0.min(stored.1) as f64 / step) as usize;
            // What can be asked for, but 720.
            if (480..=1080).contains(&shorter_side_px) {
                print_losses(name, &file, shorter_side_px, ALLOWED_ANYWHERE_DB);
            }
        }
    }
}

fn print_head() {
    println!(
        "| photo | to px | component | N | decoded samples for each | diagonal | dB | |\n|---|---|---|---|---|---|---|---|"
    );
}

fn print_losses(name: &str, file: &[u8], shorter_side_px: usize, allowed_db: f64) {
    for kind in [LUMA, CHROMA] {
        print_losses_of(kind, name, file, shorter_side_px, allowed_db);
    }
}

/// Against full decoding and a kernel in floating point without rounding, both encoded at quality 90.
///
/// Scales that the default does not take are only of interest at its own size.
fn print_losses_of(kind: Kind, name: &str, file: &[u8], shorter_side_px: usize, allowed_db: f64) {
    // The output's chroma has half of the samples along each axis.
    let outputs = shorter_side_px / (1 + kind.component);
    let full = Component::of(file, kind.component, Scale::FULL, outputs);
    let exact = full.resampled_exactly();
    let best = psnr_db(&exact, &compressed(kind, rounded(&exact)));
    let over = |scale: Scale| scale.eighths() as f64 * full.step() / 8.0;
    let default = kind.default_scale(full.step());
    let mut scales = vec![default];
    if allowed_db != ALLOWED_ANYWHERE_DB {
        // What else there is, without and with the diagonal that the default keeps at this size.
        let others = Scale::ALL.into_iter().filter(|&scale| scale != Scale::FULL && over(scale) >= 1.0);
        scales.extend(others.flat_map(|scale| [scale, scale.up_to_diagonal(default.diagonal())]));
        scales.sort_unstable();
        scales.dedup();
    }
    for scale in scales {
        let scaled = Component::of(file, kind.component, scale, outputs).resampled();
        let loss = best - psnr_db(&exact, &compressed(kind, scaled));
        println!(
            "| {name} | {shorter_side_px} | {} | {} | {:.2} | {} | {loss:.3} | {} |",
            kind.name,
            scale.eighths(),
            over(scale),
            scale.diagonal(),
            if scale == default { "default" } else { "" }
        );
        assert!(
            scale != default || loss <= allowed_db,
            "{name} to {shorter_side_px} px, {}: {loss} dB at {scale:?}",
            kind.name
        );
    }
}

/// A component of a file, decoded at a scale.
struct Component {
    plane: Plane,
    stored: (usize, usize),
    scale: Scale,
    /// Samples of the output along the shorter side.
    outputs: usize,
}

impl Component {
    fn of(file: &[u8], index: usize, scale: Scale, outputs: usize) -> Self {
        let mut decoder = Decoder::new(Limits::default());
        let mut samples = Vec::new();
        let mut keep = |component: usize, row: &[u8]| {
            if component == index {
                samples.extend_from_slice(row);
            }
        };
        let taken = decoder.push(file, &mut keep).unwrap();
        let component = &decoder.header().unwrap().components[index];
        let stored = (component.width, component.height);
        let mut scales = [Scale::at_least(1); 3];
        scales[index] = scale;
        decoder.start(&scales).unwrap();
        decoder.push(&file[taken..], &mut keep).unwrap();
        decoder.finish(&mut keep).unwrap();
        let (width, height) = (scale.len(stored.0), scale.len(stored.1));
        Self { plane: Plane { width, height, samples }, stored, scale, outputs }
    }

    /// Stored samples for each of the output.
    fn step(&self) -> f64 {
        self.stored.0.min(self.stored.1) as f64 / self.outputs as f64
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

/// For each output sample the first source sample, which may be before the edge, and the weights.
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

/// The plane after the encoder at quality 90, with nothing in the other components.
fn compressed(kind: Kind, plane: Plane) -> Plane {
    let flat = |width, height| Plane::filled(width, height, 128);
    let (width, height) = (plane.width, plane.height);
    let (chroma_width, chroma_height) = (width.div_ceil(2), height.div_ceil(2));
    let picture = match kind.component {
        0 => Picture {
            subsampling: Subsampling::Quarter,
            y: plane,
            cb: flat(chroma_width, chroma_height),
            cr: flat(chroma_width, chroma_height),
        },
        _ => Picture {
            subsampling: Subsampling::Quarter,
            y: flat(2 * width, 2 * height),
            cb: plane,
            cr: flat(width, height),
        },
    };
    let settings = Settings {
        ceiling: 90,
        floor: 90,
        window_max_bytes: 600_000,
        hard_limit_bytes: 10_000_000,
        ..Settings::default()
    };
    let jpeg = encode(&picture, &settings).unwrap().jpeg;
    Component::of(&jpeg, kind.component, Scale::FULL, 1).plane
}

fn psnr_db(exact: &Exact, plane: &Plane) -> f64 {
    assert_eq!((exact.width, exact.height), (plane.width, plane.height));
    let squares: f64 =
        exact.samples.iter().zip(&plane.samples).map(|(a, &b)| (a - f64::from(b)).powi(2)).sum();
    10.0 * (255.0 * 255.0 * exact.samples.len() as f64 / squares).log10()
}
