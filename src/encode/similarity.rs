//! How alike two pictures look: what the thorough search goes by.
//!
//! Errors are seen less where there is texture, and they are looked for at several distances. So windows of 4 × 4
//! samples are compared, and again after the picture was halved, several times: the squared error of a window over
//! its variance in both pictures (what Z. Wang's structural similarity, 2004, comes to where the means agree).
//! README.md beside this file tells on what the weights rest.
//!
//! The sums are whole numbers; what follows are sums, products, quotients and square roots, alike on every machine.

use crate::decode::jpeg::{Decoder, Limits, Scale};
use crate::error::Error;
use crate::picture::{Picture, Plane, Subsampling};

/// How much the picture in a file differs from the one that it was made of: 0 for no difference. Only to be compared
/// with other files of the same picture.
pub fn difference(picture: &Picture, jpeg: &[u8]) -> Result<f64, Error> {
    let [y, cb, cr] = decoded(jpeg)?;
    let chroma_halvings = match picture.subsampling {
        Subsampling::Quarter => 0,
        Subsampling::Full => 1,
    };
    Ok(weighed(&picture.y, &y, 0, &LUMA)
        + weighed(&picture.cb, &cb, chroma_halvings, &CHROMA)
        + weighed(&picture.cr, &cr, chroma_halvings, &CHROMA))
}

/// The planes of a file.
fn decoded(jpeg: &[u8]) -> Result<[Plane; 3], Error> {
    let mut planes: [Plane; 3] = Default::default();
    let mut sink = |component: usize, row: &[u8]| {
        if let Some(plane) = planes.get_mut(component) {
            plane.width = row.len();
            plane.samples.extend_from_slice(row);
        }
    };
    let mut decoder = Decoder::new(Limits::default());
    let taken = decoder.push(jpeg, &mut sink)?;
    decoder.start(&[Scale::FULL])?;
    decoder.push(jpeg.get(taken..).unwrap_or_default(), &mut sink)?;
    decoder.finish(&mut sink)?;
    Ok(planes)
}

/// The mean of the windows' errors, and the root of the mean fourth power, which goes by the worst of them; or what these
/// count.
struct Weight {
    mean: f64,
    worst: f64,
}

/// From the whole size on, each scale half of the one before; luma, and chroma at half the luma's resolution.
const LUMA: [Weight; 5] = [
    Weight { mean: 0.0, worst: 52.0 },
    Weight { mean: 0.0, worst: 16.0 },
    Weight { mean: 1366.0, worst: 0.0 },
    Weight { mean: 0.0, worst: 0.0 },
    Weight { mean: 1456.0, worst: 941.0 },
];
const CHROMA: [Weight; 4] = [
    Weight { mean: 45.0, worst: 0.0 },
    Weight { mean: 0.0, worst: 0.0 },
    Weight { mean: 0.0, worst: 0.0 },
    Weight { mean: 0.0, worst: 490.0 },
];

fn weighed(original: &Plane, other: &Plane, halvings: usize, weights: &[Weight]) -> f64 {
    let mut pair = [original, other].map(Level::new);
    for _ in 0..halvings {
        pair = pair.map(Level::halved);
    }
    let mut sum = 0.0;
    for &Weight { mean, worst } in weights {
        if mean + worst > 0.0 {
            let [original, other] = &pair;
            let errors = errors(original, other);
            sum += mean * errors.mean + worst * errors.worst;
        }
        pair = pair.map(Level::halved);
    }
    sum
}

/// A plane at some scale.
struct Level {
    width: usize,
    /// In 1/16.
    samples: Vec<u16>,
}

impl Level {
    fn new(plane: &Plane) -> Self {
        let samples = plane.samples.iter().map(|&sample| u16::from(sample) << 4);
        Self { width: plane.width, samples: samples.collect() }
    }

    /// The squares of 2 × 2 samples, row by row; a last odd column or row is left out.
    fn squares(&self) -> impl Iterator<Item = impl Iterator<Item = [u16; 4]>> {
        self.samples.chunks_exact(2 * self.width.max(1)).map(|rows| {
            let (upper, lower) = rows.split_at(self.width);
            let pairs = upper.as_chunks().0.iter().zip(lower.as_chunks().0);
            pairs.map(|(&[a, b], &[c, d])| [a, b, c, d])
        })
    }

    /// The means of the squares.
    fn halved(self) -> Self {
        let mut samples = Vec::with_capacity(self.samples.len() / 4);
        for row in self.squares() {
            samples.extend(row.map(|[a, b, c, d]| (a + b + c + d + 2) / 4));
        }
        Self { width: self.width / 2, samples }
    }
}

/// Over samples at the same places in two pictures: both sums, the sum of all squares, the sum of squared differences.
/// For 16 samples each is below 2³⁰.
type Sums = [u32; 4];

fn sums(original: [u16; 4], other: [u16; 4]) -> Sums {
    let mut sums = Sums::default();
    for (a, b) in original.into_iter().zip(other) {
        let (a, b) = (u32::from(a), u32::from(b));
        let difference = a.abs_diff(b);
        sums = added(sums, [a, b, a * a + b * b, difference * difference]);
    }
    sums
}

fn added([a, b, c, d]: Sums, [e, f, g, h]: Sums) -> Sums {
    [a + e, b + f, c + g, d + h]
}

/// The errors of all windows of a scale. Windows stand two samples apart.
fn errors(original: &Level, other: &Level) -> Weight {
    let (mut count, mut errors, mut fourth_powers) = (0u32, 0.0, 0.0);
    let mut above: Vec<Sums> = Vec::new();
    for (original, other) in original.squares().zip(other.squares()) {
        let row: Vec<Sums> = original.zip(other).map(|(original, other)| sums(original, other)).collect();
        for pair in above.windows(2).zip(row.windows(2)) {
            let (&[a, b], &[c, d]) = pair else { continue };
            let error = window_error(added(added(a, b), added(c, d)));
            count += 1;
            errors += error;
            fourth_powers += (error * error) * (error * error);
        }
        above = row;
    }
    let windows = f64::from(count.max(1));
    Weight { mean: errors / windows, worst: (fourth_powers / windows).sqrt().sqrt() }
}

/// Variance, in squared levels, that hides half of an error.
const HALF_HIDDEN: f64 = 81.0;

/// Mean squared error of a window of 16 samples over the variance that hides it.
fn window_error(sums: Sums) -> f64 {
    let [original, other, squares, squared_differences] = sums.map(f64::from);
    // Sixteen times the sum of both variances, with the samples' fraction of 1/16.
    let variance = squares - (original * original + other * other) / 16.0;
    squared_differences / (variance + HALF_HIDDEN * 16.0 * 256.0)
}
