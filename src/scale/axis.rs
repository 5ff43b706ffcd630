//! An axis of the output on the photo.

/// Where the samples of one output axis are on the full-size axis of the stored photo.
///
/// Positions are measured from the photo's edge, so the centre of pixel 0 is at 0.5.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Position of the centre of the first output sample.
    pub origin: f64,
    /// Distance between two output samples.
    pub step: f64,
    /// Number of output samples.
    pub len: usize,
}

impl Axis {
    /// The same samples seen from the other end of an axis of `length` pixels.
    pub(super) fn reversed(self, length: f64) -> Self {
        let last = self.origin + self.step * self.len.saturating_sub(1) as f64;
        Self { origin: length - last, ..self }
    }

    /// The same samples on an axis that holds `ratio` samples for each full-size pixel.
    pub fn scaled(self, ratio: f64) -> Self {
        Self { origin: self.origin * ratio, step: self.step * ratio, len: self.len }
    }
}
