//! The streaming resampler: rows of one component go in, the small plane comes out.
//!
//! Rows are resampled horizontally as they arrive and kept only as long as an output row still needs them, so memory
//! follows the output: a ring of a few rows of the output's width. Four rows go at once, interleaved such that each
//! step is a product of eight pairs with their sums, and that what comes out is interleaved for the vertical step:
//!
//! ```text
//!   row a ─┐ waiting                                   ring: groups of four rows
//!   row b ─┤  ─▶  a0 a1 b0 b1 c0 c1 d0 d1 │ a2 …  ─horizontal─▶  a0 b0 c0 d0 a1 b1 c1 d1 │ a2 …  ─vertical─▶ output row
//!   row c ─┤
//!   row d ─┘
//! ```

use super::{
    axis::Axis,
    kernel::{UNIT_BITS, Weights},
};
use crate::{
    picture::Plane,
    simd::{Eight, Four},
};
use std::sync::Arc;

/// Fraction bits kept between the two passes: 255 and the kernel's overshoot fit an `i16`.
const KEPT_BITS: u32 = 6;

/// Rows that are resampled together.
const ROWS: usize = 4;
/// Samples of a row that are read at once.
const SAMPLES: usize = 8;

/// Resamples the rows of one component to a small plane.
pub struct Resampler {
    horizontal: Arc<Weights<2>>,
    vertical: Arc<Weights<ROWS>>,
    /// The rows that wait until there are four, one after the other, each with zeros up to a multiple of [`SAMPLES`].
    waiting: Vec<u8>,
    /// The four rows being resampled, interleaved.
    interleaved: Vec<Eight>,
    /// What the last four became.
    resampled: Vec<Eight>,
    /// `vertical.longest` groups of four rows; group `n` is at `n % longest`. Each number holds two columns.
    ring: Vec<Vec<Eight>>,
    /// Number of source rows taken so far, and how many of the last ones are like the one before.
    taken: usize,
    repeated: usize,
    /// Source samples of a row, and source rows that there are.
    source_width: usize,
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
        Self::with_weights(across.into(), down.into(), source_width, source_height)
    }

    /// A resampler for another component of the same size on the same axes. Weights take time to make and are shared.
    pub fn another(&self) -> Self {
        let (across, down) = (Arc::clone(&self.horizontal), Arc::clone(&self.vertical));
        Self::with_weights(across, down, self.source_width, self.source_height)
    }

    fn with_weights(
        horizontal: Arc<Weights<2>>,
        vertical: Arc<Weights<ROWS>>,
        source_width: usize,
        source_height: usize,
    ) -> Self {
        let padded = source_width.next_multiple_of(SAMPLES);
        let (width, height) = (horizontal.spans.len(), vertical.spans.len());
        Self {
            waiting: vec![0; padded * ROWS],
            interleaved: vec![Eight::ZERO; padded / 2],
            resampled: vec![Eight::ZERO; width.next_multiple_of(SAMPLES) / 2],
            ring: vec![vec![Eight::ZERO; width.next_multiple_of(SAMPLES) / 2]; vertical.longest],
            taken: 0,
            repeated: 0,
            source_width,
            source_height,
            width,
            samples: Vec::with_capacity(width * height + SAMPLES),
            written: 0,
            horizontal,
            vertical,
        }
    }

    /// Takes the next row from the top.
    pub fn push_row(&mut self, row: &[u8]) {
        let stride = self.waiting.len() / ROWS;
        let start = self.taken % ROWS * stride;
        // The row before waits still, or its place is the last one.
        let before = (self.taken + ROWS - 1) % ROWS * stride;
        let is_repeated =
            self.taken > 0 && self.waiting.get(before..).is_some_and(|before| before.starts_with(row));
        self.repeated = if is_repeated { self.repeated + 1 } else { 0 };
        for (place, &sample) in self.waiting.iter_mut().skip(start).take(stride).zip(row) {
            *place = sample;
        }
        self.taken += 1;
        if self.taken.is_multiple_of(ROWS) {
            self.take_group(self.taken / ROWS - 1);
        }
    }

    /// Resamples the four waiting rows, and writes the output rows that they complete.
    fn take_group(&mut self, group: usize) {
        let needed = self.vertical.spans.get(self.written).is_some_and(|span| span.first <= group);
        let slot = group.checked_rem(self.ring.len()).and_then(|slot| self.ring.get_mut(slot));
        let (true, Some(kept)) = (needed, slot) else {
            self.repeated = 0;
            return;
        };
        // Four rows like those of the group before leave what they gave then, in drawings and hostile files.
        if self.repeated < 2 * ROWS - 1 {
            interleave(&self.waiting, &mut self.interleaved);
            resample_rows(&self.horizontal, &self.interleaved, &mut self.resampled);
        }
        kept.copy_from_slice(&self.resampled);
        while self.vertical.spans.get(self.written).is_some_and(|span| span.end() <= group + 1) {
            self.write_row();
        }
    }

    /// Sums the rows of the next output row.
    fn write_row(&mut self) {
        let Some(span) = self.vertical.spans.get(self.written) else { return };
        self.written += 1;
        // The ring's groups from the span's first on: from its place to the end, then from the start.
        let (before, after) = self.ring.split_at(span.first.checked_rem(self.ring.len()).unwrap_or(0));
        let groups = after.iter().chain(before).map(|group| group.as_chunks::<4>().0);
        let weighted: Vec<_> =
            groups.zip(self.vertical.of(span).iter().map(|&weights| Eight::four(weights))).collect();
        let start = self.samples.len();
        self.samples.resize(start + self.width.next_multiple_of(SAMPLES), 0);
        let (places, _) = self.samples.get_mut(start..).unwrap_or_default().as_chunks_mut::<SAMPLES>();
        for (at, place) in places.iter_mut().enumerate() {
            let mut sums = [Four::ZERO; 4];
            for (group, weights) in &weighted {
                let Some(columns) = group.get(at) else { continue };
                for (sum, &columns) in sums.iter_mut().zip(columns) {
                    *sum = *sum + columns.dot(*weights);
                }
            }
            let [a, b, c, d] = sums;
            let [low, high] =
                [a.pair_sums(b), c.pair_sums(d)].map(Four::descale::<{ UNIT_BITS + KEPT_BITS }>);
            *place = Eight::narrow(low, high).to_bytes();
        }
        self.samples.truncate(start + self.width);
    }

    /// The plane. Rows that never came repeat the last one that did.
    pub fn finish(mut self) -> Plane {
        let stride = self.waiting.len() / ROWS;
        let last = self.taken.saturating_sub(1) % ROWS * stride;
        let row = self.waiting.get(last..last + stride).unwrap_or_default().to_vec();
        // Up to the end of the last group: rows below the picture have no weight.
        while self.taken < self.source_height.next_multiple_of(ROWS) {
            self.push_row(&row);
        }
        Plane { width: self.width, height: self.written, samples: self.samples }
    }
}

/// Four rows to pairs of neighbours: two samples of each.
fn interleave(rows: &[u8], interleaved: &mut [Eight]) {
    let stride = rows.len() / ROWS;
    let [a, b, c, d] = std::array::from_fn(|row| {
        rows.get(row * stride..(row + 1) * stride).unwrap_or_default().as_chunks::<SAMPLES>().0
    });
    let rows = a.iter().zip(b).zip(c).zip(d);
    for (place, (((&a, &b), &c), &d)) in interleaved.as_chunks_mut::<4>().0.iter_mut().zip(rows) {
        *place = Eight::transpose_pairs([a, b, c, d].map(Eight::from_bytes));
    }
}

/// Four rows to the output's width, with [`KEPT_BITS`] of fraction.
fn resample_rows(weights: &Weights<2>, rows: &[Eight], kept: &mut [Eight]) {
    for (spans, place) in weights.spans.chunks(2).zip(kept) {
        let [left, right] = std::array::from_fn(|at| {
            let Some(span) = spans.get(at) else { return Four::ZERO };
            let pairs = rows.get(span.first..).unwrap_or_default();
            let products =
                weights.of(span).iter().zip(pairs).map(|(&pair, samples)| samples.dot(Eight::two(pair)));
            products.fold(Four::ZERO, |sum, product| sum + product)
        });
        let [left, right] = [left, right].map(Four::descale::<{ UNIT_BITS - KEPT_BITS }>);
        *place = Eight::narrow(left, right);
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
