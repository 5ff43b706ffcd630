//! The streaming resampler: rows of one component go in, the small plane comes out.
//!
//! Each row is resampled horizontally as it arrives and kept only as long as an output row still
//! needs it, so memory follows the output: a ring of a few rows of the output's width.
//!
//! ```text
//!   row ──horizontal──▶ ring of `longest` rows ──vertical──▶ output row
//! ```

use super::{
    kernel::{LANES, Span, UNIT_BITS, Weights},
    plan::Axis,
};
use crate::{
    lanes::{Eight, Four},
    picture::Plane,
};

/// Fraction bits kept between the two passes: 255 and the kernel's overshoot fit an `i16`.
const KEPT_BITS: u32 = 6;

/// Resamples the rows of one component to a small plane.
pub struct Resampler {
    horizontal: Weights,
    vertical: Weights,
    /// `vertical.longest` rows; source row `n` lies at `n % longest`. Their lengths are multiples of
    /// [`LANES`].
    ring: Vec<Vec<i16>>,
    /// The row being resampled, with [`LANES`] zeros behind it.
    row: Vec<i16>,
    /// Number of source rows taken so far.
    taken: usize,
    /// Source rows that there are.
    source_height: usize,
    /// Samples of an output row.
    width: usize,
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
            ring: vec![vec![0; horizontal.len.next_multiple_of(LANES)]; down.longest],
            row: vec![0; source_width + LANES],
            taken: 0,
            source_height,
            width: horizontal.len,
            samples: Vec::with_capacity(horizontal.len * vertical.len + LANES),
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
            for (wide, &sample) in self.row.iter_mut().zip(row) {
                *wide = sample.into();
            }
            resample_row(&self.horizontal, &self.row, kept);
        }
        while self.vertical.spans.get(self.written).is_some_and(|span| span.end() <= self.taken) {
            self.write_row();
        }
    }

    /// Sums the rows of the next output row, in pairs.
    fn write_row(&mut self) {
        let Some(&span) = self.vertical.spans.get(self.written) else { return };
        self.written += 1;
        let weights = taps(&self.vertical, &span);
        let row =
            |number: usize| self.ring.get(number % self.ring.len()).map(Vec::as_slice).unwrap_or_default();
        let start = self.samples.len();
        let padded = self.width.next_multiple_of(LANES);
        self.samples.resize(start + padded, 0);
        let (groups, _) = self.samples.get_mut(start..).unwrap_or_default().as_chunks_mut::<LANES>();
        for (at, group) in groups.iter_mut().enumerate() {
            let half = Four::splat(1 << (UNIT_BITS + KEPT_BITS - 1));
            let (mut low, mut high) = (half, half);
            // A row without a partner in the span meets a weight of 0.
            for (number, pair) in (span.first..).step_by(2).zip(weights.as_chunks::<2>().0) {
                if number >= span.end() {
                    break;
                }
                let &[first, second] = pair;
                let weights = Eight::pairs(first, second);
                let [a, b] = eight(row(number), at).interleave(eight(row(number + 1), at));
                low = low + a.dot(weights);
                high = high + b.dot(weights);
            }
            let sums = [low.numbers(), high.numbers()];
            for (sample, &sum) in group.iter_mut().zip(sums.as_flattened()) {
                *sample = (sum >> (UNIT_BITS + KEPT_BITS)).clamp(0, 255) as u8;
            }
        }
        self.samples.truncate(start + self.width);
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
        Plane { width: self.width, height: self.written, samples: self.samples }
    }
}

/// One row to the output's width, with [`KEPT_BITS`] of fraction.
fn resample_row(weights: &Weights, row: &[i16], kept: &mut [i16]) {
    for (span, value) in weights.spans.iter().zip(kept) {
        let (taps, _) = taps(weights, span).as_chunks::<LANES>();
        let (samples, _) = row.get(span.first..).unwrap_or_default().as_chunks::<LANES>();
        let sums = taps
            .iter()
            .zip(samples)
            .fold(Four::ZERO, |sums, (taps, samples)| sums + Eight::new(taps).dot(Eight::new(samples)));
        let shift = UNIT_BITS - KEPT_BITS;
        *value = ((sums.sum() + (1 << (shift - 1))) >> shift) as i16;
    }
}

/// The weights of a span with the zeros behind them.
fn taps<'a>(weights: &'a Weights, span: &Span) -> &'a [i16] {
    let end = span.offset + span.count.next_multiple_of(LANES);
    weights.values.get(span.offset..end).unwrap_or_default()
}

/// Group number `at` of a row.
fn eight(row: &[i16], at: usize) -> Eight {
    row.as_chunks::<LANES>().0.get(at).map_or(Eight::pairs(0, 0), Eight::new)
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
