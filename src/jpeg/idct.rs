//! The inverse DCT (T.81 A.3.3) at N/8: the N × N lowest frequencies of a block become N × N samples.
//!
//! With the standard's normalization a one-dimensional inverse DCT of N points is, for every N,
//! `f(x) = 1/2 · (F(0)/√2 + Σ F(k) · cos((2x+1)kπ/2N))`: the mean is kept. Each pass below gives `2√2 · f`, so
//! that the constants are `√2 · cos(…)` and both passes together are 8 times too large.
//!
//! Integers only: the same bytes everywhere. The 8-point transform is Loeffler's, Ligtenberg's and Moschytz's
//! (ICASSP 1989) with constants of 13 bits, and gives what libjpeg's accurate integer transform gives.

use super::Scale;
use super::zigzag::Block;
use crate::lanes::Four;
use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

const CONSTANT_BITS: u32 = 13;
/// Fraction bits that stay between the passes.
const PASS_BITS: u32 = 2;
const COLUMN_SHIFT: u32 = CONSTANT_BITS - PASS_BITS;
/// Both passes together are 8 times too large.
const ROW_SHIFT: u32 = CONSTANT_BITS + PASS_BITS + 3;

/// `√2 · cos(…)` and their sums in 13 fraction bits.
const fn fixed(value: f64) -> i32 {
    (value * (1 << CONSTANT_BITS) as f64 + 0.5) as i32
}

/// Puts the samples of `block` into rows of `stride` samples.
pub fn reconstruct(block: &Block, scale: Scale, samples: &mut [u8], stride: usize) {
    match scale.eighths() {
        1 => flat::<1>(block, samples, stride),
        2 => two(block, samples, stride),
        3 => narrow(block, samples, stride, three),
        4 => narrow(block, samples, stride, four),
        6 => wide(block, samples, stride, six),
        _ => wide(block, samples, stride, eight),
    }
}

/// As [`reconstruct`], for a block whose only coefficient is DC.
pub fn reconstruct_flat(block: &Block, scale: Scale, samples: &mut [u8], stride: usize) {
    match scale.eighths() {
        1 => flat::<1>(block, samples, stride),
        2 => flat::<2>(block, samples, stride),
        3 => flat::<3>(block, samples, stride),
        4 => flat::<4>(block, samples, stride),
        6 => flat::<6>(block, samples, stride),
        _ => flat::<8>(block, samples, stride),
    }
}

fn flat<const N: usize>(block: &Block, samples: &mut [u8], stride: usize) {
    let [dc, ..] = *block;
    let sample = level((i32::from(dc) + 4) >> 3);
    for row in 0..N {
        write::<N>(&[sample; N], samples, row * stride);
    }
}

/// Back from around zero (A.3.1), into the range of a sample.
#[inline(always)]
fn level(value: i32) -> u8 {
    value.wrapping_add(128).clamp(0, 255) as u8
}

/// Puts the first N of `values` to `start` of the samples.
#[inline(always)]
fn write<const N: usize>(values: &[u8], samples: &mut [u8], start: usize) {
    let place = samples.get_mut(start..).and_then(<[u8]>::first_chunk_mut::<N>);
    if let (Some(place), Some(values)) = (place, values.first_chunk::<N>()) {
        *place = *values;
    }
}

fn two(block: &Block, samples: &mut [u8], stride: usize) {
    let [a, b, _, _, _, _, _, _, c, d, ..] = block.map(i32::from);
    let rows = [[a + b + c + d, a - b + c - d], [a + b - c - d, a - b - c + d]];
    for (row, values) in rows.into_iter().enumerate() {
        write::<2>(&values.map(|value| level((value + 4) >> 3)), samples, row * stride);
    }
}

/// Scales of at most four samples: all columns at once, then all rows.
#[inline(always)]
fn narrow<const N: usize>(
    block: &Block,
    samples: &mut [u8],
    stride: usize,
    transform: impl Fn([Four; N]) -> [Four; N],
) {
    let columns = columns(block, 0, &transform);
    let rows = rows(Four::transpose(part(&columns, 0)), [Four::ZERO; 4], &transform);
    for (row, values) in Four::samples(part(&rows, 0)).into_iter().enumerate().take(N) {
        write::<N>(&values, samples, row * stride);
    }
}

/// Scales of five to eight samples: as [`narrow`], in four quarters of four by four.
#[inline(always)]
fn wide<const N: usize>(
    block: &Block,
    samples: &mut [u8],
    stride: usize,
    transform: impl Fn([Four; N]) -> [Four; N],
) {
    let (left, right) = (columns(block, 0, &transform), columns(block, 4, &transform));
    for first in [0, 4] {
        let rows =
            rows(Four::transpose(part(&left, first)), Four::transpose(part(&right, first)), &transform);
        let (left, right) = (Four::samples(part(&rows, 0)), Four::samples(part(&rows, 4)));
        for (row, (left, right)) in left.into_iter().zip(right).enumerate().take(N - first) {
            write::<N>([left, right].as_flattened(), samples, (first + row) * stride);
        }
    }
}

/// The inverse DCT of four columns from `first` on.
// Rows are below N and columns below 8: the indexes are inside of the block.
#[allow(clippy::indexing_slicing)]
#[inline(always)]
fn columns<const N: usize>(
    block: &Block,
    first: usize,
    transform: impl Fn([Four; N]) -> [Four; N],
) -> [Four; N] {
    let rows = std::array::from_fn(|row| Four::new(std::array::from_fn(|at| block[row * 8 + first + at])));
    transform(rows).map(Four::descale::<COLUMN_SHIFT>)
}

/// The inverse DCT of four rows, whose first four places are `left`, the others `right`.
// N is at most 8: the index is inside of the array.
#[allow(clippy::indexing_slicing)]
#[inline(always)]
fn rows<const N: usize>(
    [a, b, c, d]: [Four; 4],
    [e, f, g, h]: [Four; 4],
    transform: impl Fn([Four; N]) -> [Four; N],
) -> [Four; N] {
    let places = [a, b, c, d, e, f, g, h];
    transform(std::array::from_fn(|at| places[at])).map(Four::descale::<ROW_SHIFT>)
}

/// Four of `numbers` from `first` on, zeros where there are none.
#[inline(always)]
fn part(numbers: &[Four], first: usize) -> [Four; 4] {
    std::array::from_fn(|at| numbers.get(first + at).copied().unwrap_or(Four::ZERO))
}

#[inline(always)]
fn three([f0, f1, f2]: [Four; 3]) -> [Four; 3] {
    let mean = f0.shift_left::<CONSTANT_BITS>();
    let edge = mean + f2.times(fixed(FRAC_1_SQRT_2));
    let slope = f1.times(fixed(1.224744871));
    [edge + slope, mean - f2.times(fixed(SQRT_2)), edge - slope]
}

#[inline(always)]
fn four([f0, f1, f2, f3]: [Four; 4]) -> [Four; 4] {
    let (sum, difference) =
        ((f0 + f2).shift_left::<CONSTANT_BITS>(), (f0 - f2).shift_left::<CONSTANT_BITS>());
    let outer = f1.times(fixed(1.306562965)) + f3.times(fixed(0.541196100));
    let inner = f1.times(fixed(0.541196100)) - f3.times(fixed(1.306562965));
    [sum + outer, difference + inner, difference - inner, sum - outer]
}

#[inline(always)]
fn six([f0, f1, f2, f3, f4, f5]: [Four; 6]) -> [Four; 6] {
    let [e0, e1, e2] = three([f0, f2, f4]);
    let shared = (f1 + f5).times(fixed(0.366025404));
    let outer = shared + (f1 + f3).shift_left::<CONSTANT_BITS>();
    let middle = (f1 - f3 - f5).shift_left::<CONSTANT_BITS>();
    let inner = shared + (f5 - f3).shift_left::<CONSTANT_BITS>();
    [e0 + outer, e1 + middle, e2 + inner, e2 - inner, e1 - middle, e0 - outer]
}

#[inline(always)]
fn eight([f0, f1, f2, f3, f4, f5, f6, f7]: [Four; 8]) -> [Four; 8] {
    // Even part: a rotation of F(2) and F(6).
    let shared = (f2 + f6).times(fixed(0.541196100));
    let e2 = shared - f6.times(fixed(1.847759065));
    let e3 = shared + f2.times(fixed(0.765366865));
    let (e0, e1) = ((f0 + f4).shift_left::<CONSTANT_BITS>(), (f0 - f4).shift_left::<CONSTANT_BITS>());
    let [a, b, c, d] = [e0 + e3, e1 + e2, e1 - e2, e0 - e3];
    // Odd part: four rotations that share their sums.
    let z5 = (f7 + f3 + f5 + f1).times(fixed(1.175875602));
    let z1 = (f7 + f1).times(-fixed(0.899976223));
    let z2 = (f5 + f3).times(-fixed(2.562915447));
    let z3 = (f7 + f3).times(-fixed(1.961570560)) + z5;
    let z4 = (f5 + f1).times(-fixed(0.390180644)) + z5;
    let p = f1.times(fixed(1.501321110)) + z1 + z4;
    let q = f3.times(fixed(3.072711026)) + z2 + z3;
    let r = f5.times(fixed(2.053119869)) + z2 + z4;
    let s = f7.times(fixed(0.298631336)) + z1 + z3;
    [a + p, b + q, c + r, d + s, d - s, c - r, b - q, a - p]
}
