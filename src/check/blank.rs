//! Is there a picture at all, or a covered lens?

use super::{Definition, Evidence, Finding};
use crate::{picture::Picture, scale};

/// Shorter side of the picture that is measured: noise averages out, what is left is content.
const MEASURED_PX: usize = 320;

/// The spread of the luma: real photos are above 30, a covered lens at 3, flat colour with noise at 2.
pub const DEFINITION: Definition = Definition {
    id: "blank",
    meaning: "The picture shows something: its luma varies.",
    unit: "luma",
    api_code: Some("NoFaceDetected"),
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Finding {
    Finding::low(
        deviation(evidence.picture),
        evidence.options.checks.blank,
        "The photo shows almost nothing. See that nothing covers the camera and take it again.",
    )
}

/// Standard deviation of the luma at [`MEASURED_PX`].
fn deviation(picture: &Picture) -> f64 {
    let shorter = picture.width().min(picture.height());
    if shorter > MEASURED_PX {
        let scaled = |len: usize| (len * MEASURED_PX).div_ceil(shorter);
        let small = scale::resized(&picture.y, scaled(picture.width()), scaled(picture.height()));
        spread(&small.samples)
    } else {
        spread(&picture.y.samples)
    }
}

/// Sums are exact integers: `n Σx² - (Σx)²` over `n²`, then one square root.
fn spread(samples: &[u8]) -> f64 {
    let count = samples.len() as u64;
    let sum: u64 = samples.iter().map(|&sample| u64::from(sample)).sum();
    let squares: u64 = samples.iter().map(|&sample| u64::from(sample) * u64::from(sample)).sum();
    let variance = (count * squares).saturating_sub(sum * sum) as f64 / (count * count).max(1) as f64;
    variance.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_of_known_samples() {
        assert_eq!(spread(&[7; 1000]), 0.0);
        assert_eq!(spread(&[0, 255]), 127.5);
        assert_eq!(spread(&[]), 0.0);
    }
}
