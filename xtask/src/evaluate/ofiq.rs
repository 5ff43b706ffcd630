//! `evaluate DIR --ofiq`: how our values rank photos beside the formulas of OFIQ, the reference implementation of
//! ISO/IEC 29794-5. OFIQ itself is not run: its formulas are worked out on the detector's keypoints, and on the core of the
//! tight box where OFIQ has a mask of landmarks.

use anyhow::{Context, Result};
use face_preflight::{Face, Preflight, Value};
use image::RgbImage;
use std::fmt::Write;

/// One of OFIQ's raw values, and the check that asks the same.
const PAIRS: [(&str, &str); 9] = [
    ("dark", "luminance mean"),
    ("dark", "under-exposure"),
    ("bright", "over-exposure"),
    ("contrast", "luminance variance"),
    ("contrast", "dynamic range"),
    ("uneven_light", "illumination uniformity"),
    ("colour_cast", "natural colour"),
    ("face_share", "head size"),
    ("off_centre", "least crop margin"),
];

/// The values of a photo: ours, then OFIQ's, in the order of [`PAIRS`].
pub type Pair = [(Option<f64>, Option<f64>); PAIRS.len()];

/// `None` where there is no face.
pub fn of(photo: &Preflight) -> Result<Option<Pair>> {
    let (Some(jpeg), Some(face)) = (&photo.jpeg, photo.report.faces.iter().flatten().next()) else {
        return Ok(None);
    };
    let image = image::load_from_memory(jpeg).context("the output cannot be read")?.to_rgb8();
    let light = Light::of(&image, face);
    Ok(Some(PAIRS.map(|(id, measure)| {
        let check = photo.report.checks.iter().find(|check| check.id == id);
        let ours = check.and_then(|check| match check.value {
            Some(Value::Number(value)) => Some(value),
            _ => None,
        });
        (ours, light.as_ref().and_then(|light| light.value(measure, ours, &image, face)))
    })))
}

/// Linear luminance of the face, 0 to 255, and of both cheeks.
struct Light {
    face: Vec<f64>,
    cheeks: [Vec<f64>; 2],
}

impl Light {
    fn of(image: &RgbImage, face: &Face) -> Option<Self> {
        let tight = face.tight_box();
        let core = samples(
            image,
            (tight.x + 0.15 * tight.width, tight.y + 0.15 * tight.height),
            (0.7 * tight.width, 0.75 * tight.height),
        );
        let [left, right, _, mouth, ..] = face.keypoints;
        let side = 0.3 * distance(face);
        let (x, y) = ((mouth.x - (left.x + right.x) / 2.0) / 2.0, (mouth.y - (left.y + right.y) / 2.0) / 2.0);
        let cheek = |eye: face_preflight::Keypoint| {
            samples(image, (eye.x + x - side / 2.0, eye.y + y - side / 2.0), (side, side))
        };
        let cheeks = [cheek(left), cheek(right)];
        (!core.is_empty() && cheeks.iter().all(|cheek| !cheek.is_empty()))
            .then_some(Self { face: core, cheeks })
    }

    fn value(&self, measure: &str, ours: Option<f64>, image: &RgbImage, face: &Face) -> Option<f64> {
        let count = self.face.len() as f64;
        let mean = self.face.iter().sum::<f64>() / count / 255.0;
        let share = |counts: &dyn Fn(f64) -> bool| {
            self.face.iter().filter(|value| counts(value.round())).count() as f64 / count
        };
        let [left, right, _, mouth, ..] = face.keypoints;
        let (width, height) = (image.width() as f32, image.height() as f32);
        Some(match measure {
            "luminance mean" => mean,
            "luminance variance" => {
                self.face.iter().map(|value| (value / 255.0 - mean).powi(2)).sum::<f64>() / count
            }
            "under-exposure" => share(&|value| value <= 25.0),
            "over-exposure" => share(&|value| value >= 247.0),
            "dynamic range" => {
                let shares = histogram(&self.face);
                -shares.iter().filter(|share| **share > 0.0).map(|share| share * share.log2()).sum::<f64>()
            }
            "illumination uniformity" => {
                let [left, right] = self.cheeks.each_ref().map(|cheek| histogram(cheek));
                left.iter().zip(&right).map(|(left, right)| left.min(*right)).sum()
            }
            // The same definition: the distance from a* of 5 to 25 and b* of 5 to 35.
            "natural colour" => ours?,
            "head size" => {
                let tight = face.tight_box();
                f64::from((tight.y + tight.height - (left.y + right.y) / 2.0) / height)
            }
            "least crop margin" => {
                let eyes = (left.y + right.y) / 2.0;
                let sides = [left.x, width - right.x, eyes, height - mouth.y];
                f64::from(sides.into_iter().fold(f32::INFINITY, f32::min) / distance(face).max(1.0))
            }
            _ => return None,
        })
    }
}

fn distance(face: &Face) -> f32 {
    let [left, right, ..] = face.keypoints;
    ((right.x - left.x).powi(2) + (right.y - left.y).powi(2)).sqrt()
}

fn histogram(values: &[f64]) -> Vec<f64> {
    let mut shares = vec![0.0; 256];
    for value in values {
        if let Some(share) = shares.get_mut(value.round() as usize) {
            *share += 1.0 / values.len() as f64;
        }
    }
    shares
}

fn samples(image: &RgbImage, (x, y): (f32, f32), (width, height): (f32, f32)) -> Vec<f64> {
    let within = |start: f32, length: f32, whole: u32| {
        (start.max(0.0) as u32).min(whole)..((start + length).max(0.0) as u32).min(whole)
    };
    let columns = within(x, width, image.width());
    within(y, height, image.height())
        .flat_map(|row| columns.clone().map(move |column| (column, row)))
        .map(|(column, row)| {
            let [red, green, blue] = image.get_pixel(column, row).0.map(|value| {
                let value = f64::from(value) / 255.0;
                if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            });
            255.0 * (0.2126 * red + 0.7152 * green + 0.0722 * blue)
        })
        .collect()
}

/// Spearman's rank correlation.
fn rank_correlation(pairs: &[(f64, f64)]) -> f64 {
    let ranks = |values: Vec<f64>| {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
        let mut ranks = vec![0.0; values.len()];
        let mut start = 0;
        while start < order.len() {
            let equal = order[start..].iter().take_while(|at| values[**at] == values[order[start]]).count();
            let rank = start as f64 + (equal as f64 - 1.0) / 2.0;
            order[start..start + equal].iter().for_each(|at| ranks[*at] = rank);
            start += equal;
        }
        ranks
    };
    let ours = ranks(pairs.iter().map(|pair| pair.0).collect());
    let theirs = ranks(pairs.iter().map(|pair| pair.1).collect());
    let mean = (pairs.len() as f64 - 1.0) / 2.0;
    let sum = |one: &[f64], other: &[f64]| {
        one.iter().zip(other).map(|(one, other)| (one - mean) * (other - mean)).sum::<f64>()
    };
    sum(&ours, &theirs) / (sum(&ours, &ours) * sum(&theirs, &theirs)).sqrt()
}

/// The table as Markdown.
pub fn table(photos: &[Pair]) -> String {
    let mut text =
        String::from("| check | OFIQ's raw value | photos | rank correlation |\n|---|---|--:|--:|\n");
    for (number, (id, measure)) in PAIRS.iter().enumerate() {
        let both = |photo: &Pair| photo.get(number).and_then(|pair| Some((pair.0?, pair.1?)));
        let pairs: Vec<(f64, f64)> = photos.iter().filter_map(both).collect();
        let _ = writeln!(text, "| `{id}` | {measure} | {} | {:.2} |", pairs.len(), rank_correlation(&pairs));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_correlate_as_spearman_says() {
        let rising = [(1.0, 10.0), (2.0, 20.0), (3.0, 400.0)];
        assert!((rank_correlation(&rising) - 1.0).abs() < 1e-9);
        let falling = rising.map(|(one, other)| (one, -other));
        assert!((rank_correlation(&falling) + 1.0).abs() < 1e-9);
        let ties = [(1.0, 1.0), (1.0, 2.0), (2.0, 3.0), (3.0, 2.0)];
        assert!((rank_correlation(&ties) - 0.5).abs() < 0.2, "{}", rank_correlation(&ties));
    }

    #[test]
    fn a_histogram_has_all_values() {
        let shares = histogram(&[0.2, 254.9, 255.0, 100.0]);
        assert_eq!((shares[0], shares[100], shares[255]), (0.25, 0.25, 0.5));
    }
}
