//! Does the picture have colours?

use super::definition::{Definition, Judge};
use super::evidence::Evidence;
use super::finding::Finding;
use crate::colour::model::rgb_of;
use crate::picture::Histogram;
use crate::picture::{Picture, Subsampling};

/// Rows of chroma of which one is measured.
const EVERY: usize = 4;

/// The distance between a pixel's largest and smallest channel that 99 % of the picture do not pass: 25 and more in 78
/// colour photos, 0 in a grey one.
pub const DEFINITION: Definition = Definition {
    id: "grey",
    meaning: "The picture is in colour.",
    unit: "levels",
    api_code: None,
    judge: Judge::Photo(judge),
};

fn judge(evidence: &Evidence<'_>) -> Finding {
    Finding::low(colourfulness(evidence.picture) as f64, evidence.options.checks.grey, "grey.grey")
}

fn colourfulness(picture: &Picture) -> usize {
    let step = match picture.subsampling {
        Subsampling::Full => 1,
        Subsampling::Quarter => 2,
    };
    let luma = picture.y.rows().step_by(step * EVERY);
    let chroma = picture.cb.rows().zip(picture.cr.rows()).step_by(EVERY);
    let mut distances = Vec::with_capacity(picture.cb.samples.len() / EVERY + picture.cb.width);
    for (luma, (cb, cr)) in luma.zip(chroma) {
        let pixels = luma.iter().step_by(step).zip(cb).zip(cr);
        distances.extend(pixels.map(|((&y, &cb), &cr)| {
            let [red, green, blue] = rgb_of([y, cb, cr]);
            red.max(green).max(blue) - red.min(green).min(blue)
        }));
    }
    Histogram::of(std::iter::once(distances.as_slice())).percentile(99)
}
