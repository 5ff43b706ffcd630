//! Is the frame as a whole too dark or blown out?
//!
//! The brightest twentieth tells more than the mean: skin of any colour has highlights, so darker
//! skin is not taken for a dark photo.

use super::{Definition, Evidence, Finding, luma_histogram};

/// Luma from which on a sample counts as blown out.
const BLOWN_OUT: usize = 247;

/// The luma that 95 % of the samples stay at or below.
pub const DARK: Definition = Definition {
    id: "frame_dark",
    meaning: "The brightest twentieth of the picture is bright enough.",
    unit: "luma",
    api_code: Some("UnqualifiedPhoto"),
    judge: dark,
};

/// The share of samples that are blown out. White walls are common, so the marks are wide.
pub const BRIGHT: Definition = Definition {
    id: "frame_bright",
    meaning: "Not too much of the picture is blown out to white.",
    unit: "share",
    api_code: Some("UnqualifiedPhoto"),
    judge: bright,
};

fn dark(evidence: &Evidence<'_>) -> Finding {
    let histogram = luma_histogram(evidence.picture);
    Finding::low(
        percentile(&histogram, 95) as f64,
        evidence.options.checks.frame_dark,
        "The photo is too dark. Turn to a window or a lamp.",
    )
}

fn bright(evidence: &Evidence<'_>) -> Finding {
    let histogram = luma_histogram(evidence.picture);
    let blown_out: u32 = histogram.iter().skip(BLOWN_OUT).sum();
    let count: u32 = histogram.iter().sum();
    Finding::high(
        f64::from(blown_out) / f64::from(count.max(1)),
        evidence.options.checks.frame_bright,
        "The photo is too bright. Move out of the direct light.",
    )
}

/// The smallest luma that at least `percent` of the samples do not pass.
fn percentile(histogram: &[u32; 256], percent: u64) -> usize {
    let count: u64 = histogram.iter().map(|&count| u64::from(count)).sum();
    let wanted = (count * percent).div_ceil(100);
    let mut seen = 0;
    histogram
        .iter()
        .position(|&count| {
            seen += u64::from(count);
            seen >= wanted
        })
        .unwrap_or(255)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentile_of_a_ramp() {
        assert_eq!(percentile(&[1; 256], 95), 243);
        assert_eq!(percentile(&[0; 256], 95), 0);
    }
}
