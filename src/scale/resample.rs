//! The streaming resampler: rows of one component go in, the small plane comes out.
//!
//! Each row is resampled horizontally as it arrives and kept only as long as an output row still
//! needs it, so memory follows the output: a ring of a few rows of the output's width.
//!
//! ```text
//!   row ──horizontal──▶ ring of `longest` rows ──vertical──▶ output row
//! ```

use super::{
    kernel::{UNIT_BITS, Weights},
    plan::Axis,
};
use crate::picture::Plane;

/// Fraction bits kept between the two passes: 255 and the kernel's overshoot fit an `i16`.
const KEPT_BITS: u32 = 6;

/// Resamples the rows of one component to a small plane.
pub struct Resampler {
    horizontal: Weights,
    vertical: Weights,
    /// `vertical.longest` rows; source row `n` lies at `n % longest`.
    ring: Vec<Vec<i16>>,
    /// Number of source rows taken so far.
    taken: usize,
    /// Source rows that there are.
    source_height: usize,
    /// Sums of the output row in the making.
    sums: Vec<i32>,
    samples: Vec<u8>,
    /// Number of output rows written so far.
    written: usize,
}

impl Resampler {
    /// A resampler for a component of `source_width` × `source_height` samples; the axes are in
    /// units of those samples.
    pub fn new(horizontal: &Axis, vertical: &Axis, source_width: usize, source_height: usize) -> Self {
        let across = Weights::new(horizontal, source_width);
        let down = Weights::new(vertical, source_height);
        Self {
            ring: vec![vec![0; horizontal.len]; down.longest],
            taken: 0,
            source_height,
            sums: vec![0; horizontal.len],
            samples: Vec::with_capacity(horizontal.len * vertical.len),
            written: 0,
            horizontal: across,
            vertical: down,
        }
    }

    /// Takes the next row from the top.
    pub fn push_row(&mut self, row: &[u8]) {
        let index = self.taken;
        self.taken += 1;
        let Some(span) = self.vertical.spans.get(self.written) else { return };
        if index < span.first || self.ring.is_empty() {
            return;
        }
        let slot = index % self.ring.len();
        if let Some(kept) = self.ring.get_mut(slot) {
            resample_row(&self.horizontal, row, kept);
        }
        while self.vertical.spans.get(self.written).is_some_and(|span| span.end() <= self.taken) {
            self.write_row();
        }
    }

    /// Sums the rows of the next output row.
    fn write_row(&mut self) {
        let Some(span) = self.vertical.spans.get(self.written) else { return };
        self.written += 1;
        let weights = self.vertical.values.iter().skip(span.offset).take(span.count);
        self.sums.fill(1 << (UNIT_BITS + KEPT_BITS - 1));
        for (row, &weight) in (span.first..).zip(weights) {
            if let Some(kept) = self.ring.get(row % self.ring.len()) {
                for (sum, &value) in self.sums.iter_mut().zip(kept) {
                    *sum += i32::from(value) * i32::from(weight);
                }
            }
        }
        self.samples.extend(self.sums.iter().map(|sum| (sum >> (UNIT_BITS + KEPT_BITS)).clamp(0, 255) as u8));
    }

    /// The plane. Rows that never came repeat the last one that did.
    pub fn finish(mut self) -> Plane {
        let last = self.taken.checked_sub(1).map(|row| row % self.ring.len().max(1));
        let repeated = last.and_then(|slot| self.ring.get(slot)).cloned();
        while self.taken < self.source_height {
            let slot = self.taken % self.ring.len().max(1);
            if let (Some(kept), Some(row)) = (self.ring.get_mut(slot), repeated.as_ref()) {
                kept.clone_from(row);
            }
            self.taken += 1;
            while self.vertical.spans.get(self.written).is_some_and(|span| span.end() <= self.taken) {
                self.write_row();
            }
        }
        Plane { width: self.sums.len(), height: self.written, samples: self.samples }
    }
}

/// One row to the output's width, with [`KEPT_BITS`] of fraction.
fn resample_row(weights: &Weights, row: &[u8], kept: &mut [i16]) {
    for (span, value) in weights.spans.iter().zip(kept) {
        let taps = weights.values.get(span.offset..span.offset + span.count).unwrap_or_default();
        let samples = row.get(span.first..).unwrap_or_default();
        let sum: i32 =
            taps.iter().zip(samples).map(|(&tap, &sample)| i32::from(tap) * i32::from(sample)).sum();
        let shift = UNIT_BITS - KEPT_BITS;
        *value = ((sum + (1 << (shift - 1))) >> shift) as i16;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(source: usize, len: usize) -> Axis {
        let step = source as f64 / len as f64;
        Axis { origin: step / 2.0, step, len }
    }

    fn run(width: usize, height: usize, to: (usize, usize), pixel: impl Fn(usize, usize) -> u8) -> Plane {
        let mut resampler = Resampler::new(&axis(width, to.0), &axis(height, to.1), width, height);
        for y in 0..height {
            resampler.push_row(&(0..width).map(|x| pixel(x, y)).collect::<Vec<_>>());
        }
        resampler.finish()
    }

    #[test]
    fn same_size_is_the_same_picture() {
        let plane = run(17, 13, (17, 13), |x, y| (x * 7 + y * 11) as u8);
        let expected: Vec<u8> = (0..13).flat_map(|y| (0..17).map(move |x| (x * 7 + y * 11) as u8)).collect();
        assert_eq!(plane.samples, expected);
    }

    #[test]
    fn flat_stays_flat() {
        for size in [(1, 1), (2, 3), (50, 33), (400, 301)] {
            let plane = run(100, 77, size, |_, _| 201);
            assert_eq!((plane.width, plane.height), size);
            assert!(plane.samples.iter().all(|&sample| sample == 201));
        }
    }

    #[test]
    fn a_ramp_keeps_its_slope() {
        let plane = run(1000, 100, (100, 10), |x, _| (x / 4) as u8);
        for x in 5..95 {
            let expected = (x as f64 * 10.0 + 5.0) / 4.0;
            assert!((f64::from(plane.samples[x]) - expected).abs() <= 1.5, "{x}");
        }
    }

    #[test]
    fn missing_rows_repeat_the_last() {
        let mut resampler = Resampler::new(&axis(8, 8), &axis(8, 8), 8, 8);
        for _ in 0..5 {
            resampler.push_row(&[90; 8]);
        }
        let plane = resampler.finish();
        assert_eq!((plane.height, plane.samples.len()), (8, 64));
        assert!(plane.samples.iter().all(|&sample| sample == 90));
    }
}
