//! Is there a picture at all, or a covered lens?

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;
use crate::picture::{Area, Picture};
use crate::scale::averaged;

/// Shorter side of the picture that is measured: noise averages out, what is left is content.
const MEASURED_PX: usize = 320;

/// The spread of the luma: real photos are above 30, a covered lens at 3, flat colour with noise at 2.
pub const DEFINITION: Definition = Definition {
    id: "blank",
    meaning: "The picture shows something: its luma varies.",
    unit: "luma",
    api_code: Some("NoFaceDetected"),
    judge: Judge::Photo(judge),
};

fn judge(evidence: &Evidence<'_>) -> Finding {
    Finding::low(deviation(evidence.picture), evidence.options.checks.blank, "blank.empty")
}

/// Standard deviation of the luma at [`MEASURED_PX`].
fn deviation(picture: &Picture) -> f64 {
    let shorter = picture.width().min(picture.height());
    let scaled = |length: usize| {
        if shorter > MEASURED_PX { (length * MEASURED_PX).div_ceil(shorter) } else { length }
    };
    let area = Area::whole(&picture.y);
    spread(&averaged(&picture.y, area, scaled(picture.width()), scaled(picture.height())))
}

fn spread(samples: &[f32]) -> f64 {
    let count = samples.len().max(1) as f64;
    let mean = samples.iter().map(|&sample| f64::from(sample)).sum::<f64>() / count;
    let squares: f64 =
        samples.iter().map(|&sample| (f64::from(sample) - mean) * (f64::from(sample) - mean)).sum();
    (squares / count).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_of_known_samples() {
        assert_eq!(spread(&[7.0; 1000]), 0.0);
        assert_eq!(spread(&[0.0, 255.0]), 127.5);
        assert_eq!(spread(&[]), 0.0);
    }
}
