//! The inverse DCT (T.81 A.3.3) at N/8: the N × N lowest frequencies of a block become N × N samples.
//!
//! With the standard's normalization a one-dimensional inverse DCT of N points is, for every N,
//! `f(x) = 1/2 · (F(0)/√2 + Σ F(k) · cos((2x+1)kπ/2N))`: the mean is kept. Each pass below gives `2√2 · f`, so
//! that the constants are `√2 · cos(…)` and both passes together are 8 times too large.
//!
//! Integers only: the same bytes everywhere. The 8-point transform is Loeffler's, Ligtenberg's and Moschytz's
//! (ICASSP 1989) with constants of 13 bits, and gives what libjpeg's accurate integer transform gives.

use super::scale::Scale;
use super::zigzag::Block;
use crate::simd::{Eight, Four};
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

/// Dequantizes `block` and puts its samples into rows of `stride` samples.
pub fn reconstruct(block: &Block, elements: &Block, scale: Scale, samples: &mut [u8], stride: usize) {
    match scale.eighths() {
        1 => flat::<1>(block, elements, samples, stride),
        2 => two(block, elements, samples, stride),
        3 => narrow::<3>(block, elements, samples, stride, three_of_pairs),
        4 => narrow::<4>(block, elements, samples, stride, four_of_pairs),
        6 => six_by_six(block, elements, samples, stride),
        _ => eight_by_eight(block, elements, samples, stride),
    }
}

// Large, and rare in photos: kept out of line, so that the function around the small ones stays small.

#[inline(never)]
fn six_by_six(block: &Block, elements: &Block, samples: &mut [u8], stride: usize) {
    wide(block, elements, samples, stride, six);
}

#[inline(never)]
fn eight_by_eight(block: &Block, elements: &Block, samples: &mut [u8], stride: usize) {
    wide(block, elements, samples, stride, eight);
}

/// As [`reconstruct`], for a block whose only coefficient is DC.
pub fn reconstruct_flat(block: &Block, elements: &Block, scale: Scale, samples: &mut [u8], stride: usize) {
    match scale.eighths() {
        1 => flat::<1>(block, elements, samples, stride),
        2 => flat::<2>(block, elements, samples, stride),
        3 => flat::<3>(block, elements, samples, stride),
        4 => flat::<4>(block, elements, samples, stride),
        6 => flat::<6>(block, elements, samples, stride),
        _ => flat::<8>(block, elements, samples, stride),
    }
}

fn flat<const N: usize>(block: &Block, elements: &Block, samples: &mut [u8], stride: usize) {
    let ([dc, ..], [element, ..]) = (*block, *elements);
    let sample = level((i32::from(dc.wrapping_mul(element)) + 4) >> 3);
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

fn two(block: &Block, elements: &Block, samples: &mut [u8], stride: usize) {
    let [a, _, _, _, b, _, _, _, c, _, _, _, d, ..] = dequantized(block, elements).map(i32::from);
    let rows = [[a + b + c + d, a - b + c - d], [a + b - c - d, a - b - c + d]];
    for (row, values) in rows.into_iter().enumerate() {
        write::<2>(&values.map(|value| level((value + 4) >> 3)), samples, row * stride);
    }
}

#[inline(always)]
fn dequantized(block: &Block, elements: &Block) -> Block {
    let mut products = *block;
    for (coefficient, &element) in products.iter_mut().zip(elements) {
        *coefficient = coefficient.wrapping_mul(element);
    }
    products
}

/// Scales of at most four samples: all columns at once, then all rows. What is multiplied is in pairs of 16-bit
/// numbers, that of a second and a first or of a fourth and a third; between the passes corrupt files reach their ends.
#[inline(always)]
fn narrow<const N: usize>(
    block: &Block,
    elements: &Block,
    samples: &mut [u8],
    stride: usize,
    transform: impl Fn(Eight, Eight) -> [Four; 4],
) {
    let Some(places) = places::<N>(samples, stride) else { return };
    let half = |at: usize| {
        let half = |block: &Block| {
            let (halves, _) = block.as_chunks::<8>();
            Eight::new(halves.get(at).copied().unwrap_or_default())
        };
        half(block).times(half(elements))
    };
    let [a, b, c, d] = transform(half(0), half(1)).map(Four::descale::<COLUMN_SHIFT>);
    let (even, odd) = Eight::separate_pairs(Eight::narrow(a, b), Eight::narrow(c, d));
    let columns = transform(even, odd).map(Four::descale::<ROW_SHIFT>);
    for (place, values) in places.into_iter().zip(Four::samples(columns)) {
        if let (Some(place), Some(values)) = (place, values.first_chunk()) {
            *place = *values;
        }
    }
}

/// Where the rows of a block go, if they all are there.
///
/// Asked for before anything is computed. V8 computes what is needed on one side of a branch on that side: with a
/// branch for each row it does all of the transform for each row anew.
#[inline(always)]
fn places<const N: usize>(samples: &mut [u8], stride: usize) -> Option<[Option<&mut [u8; N]>; N]> {
    let mut rows = samples.chunks_mut(stride);
    let places = std::array::from_fn(|_| rows.next()?.first_chunk_mut());
    places.iter().all(Option::is_some).then_some(places)
}

/// Scales of five to eight samples: as [`narrow`], in four quarters of four by four.
#[inline(always)]
fn wide<const N: usize>(
    block: &Block,
    elements: &Block,
    samples: &mut [u8],
    stride: usize,
    transform: impl Fn([Four; N]) -> [Four; N],
) {
    let Some(mut places) = places::<N>(samples, stride) else { return };
    let block = dequantized(block, elements);
    let (left, right) = (columns(&block, 0, &transform), columns(&block, 4, &transform));
    for first in [0, 4] {
        let rows =
            rows(Four::transpose(part(&left, first)), Four::transpose(part(&right, first)), &transform);
        let (left, right) = (Four::samples(part(&rows, 0)), Four::samples(part(&rows, 4)));
        for (place, (left, right)) in places.iter_mut().skip(first).zip(left.into_iter().zip(right)) {
            if let (Some(place), Some(values)) = (place, [left, right].as_flattened().first_chunk()) {
                **place = *values;
            }
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

/// As [`three`], of pairs: F(0) and F(2), F(1) and nothing.
#[inline(always)]
fn three_of_pairs(even: Eight, odd: Eight) -> [Four; 4] {
    const MEAN: i32 = 1 << CONSTANT_BITS;
    let edge = even.dot(pair(MEAN, fixed(FRAC_1_SQRT_2)));
    let middle = even.dot(pair(MEAN, -fixed(SQRT_2)));
    let slope = odd.dot(pair(fixed(1.224744871), 0));
    // A fourth one is not read.
    [edge + slope, middle, edge - slope, middle]
}

/// Of pairs: F(0) and F(2), F(1) and F(3).
#[inline(always)]
fn four_of_pairs(even: Eight, odd: Eight) -> [Four; 4] {
    const MEAN: i32 = 1 << CONSTANT_BITS;
    const LONG: i32 = fixed(1.306562965);
    const SHORT: i32 = fixed(0.541196100);
    let (sum, difference) = (even.dot(pair(MEAN, MEAN)), even.dot(pair(MEAN, -MEAN)));
    let (outer, inner) = (odd.dot(pair(LONG, SHORT)), odd.dot(pair(SHORT, -LONG)));
    [sum + outer, difference + inner, difference - inner, sum - outer]
}

#[inline(always)]
fn pair(first: i32, second: i32) -> Eight {
    Eight::two([first as i16, second as i16])
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
