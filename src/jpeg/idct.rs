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
use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

const CONSTANT_BITS: u32 = 13;
/// Fraction bits that stay between the passes.
const PASS_BITS: u32 = 2;

/// `√2 · cos(…)` and their sums in 13 fraction bits.
const fn fixed(value: f64) -> i32 {
    (value * (1 << CONSTANT_BITS) as f64 + 0.5) as i32
}

/// Puts the samples of `block` into rows of `stride` samples.
pub fn reconstruct(block: &Block, scale: Scale, samples: &mut [u8], stride: usize) {
    match scale.eighths() {
        1 => flat::<1>(block, samples, stride),
        2 => two(block, samples, stride),
        3 => passes(block, samples, stride, three),
        4 => passes(block, samples, stride, four),
        6 => passes(block, samples, stride, six),
        _ => passes(block, samples, stride, eight),
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
    for row in samples.chunks_mut(stride).take(N) {
        if let Some(row) = row.first_chunk_mut::<N>() {
            *row = [sample; N];
        }
    }
}

/// Back from around zero (A.3.1), into the range of a sample.
fn level(value: i32) -> u8 {
    (value + 128).clamp(0, 255) as u8
}

fn two(block: &Block, samples: &mut [u8], stride: usize) {
    let [a, b, _, _, _, _, _, _, c, d, ..] = block.map(i32::from);
    let rows = [[a + b + c + d, a - b + c - d], [a + b - c - d, a - b - c + d]];
    for (row, values) in samples.chunks_mut(stride).zip(rows) {
        if let Some(row) = row.first_chunk_mut::<2>() {
            *row = values.map(|value| level((value + 4) >> 3));
        }
    }
}

/// Columns, then rows.
// `row` and `column` are below N, which is at most 8: the indexes are inside block and scratch.
#[allow(clippy::indexing_slicing)]
#[inline(always)]
fn passes<const N: usize>(
    block: &Block,
    samples: &mut [u8],
    stride: usize,
    transform: impl Fn([i32; N]) -> [i32; N],
) {
    let mut scratch = [[0; N]; N];
    for column in 0..N {
        let input = std::array::from_fn(|row| i32::from(block[row * 8 + column]));
        let output = transform(input);
        for row in 0..N {
            scratch[row][column] = descale(output[row], CONSTANT_BITS - PASS_BITS);
        }
    }
    for (values, row) in scratch.into_iter().zip(samples.chunks_mut(stride)) {
        if let Some(row) = row.first_chunk_mut::<N>() {
            *row = transform(values).map(|value| level(descale(value, CONSTANT_BITS + PASS_BITS + 3)));
        }
    }
}

/// Division by a power of two, halves rounded up.
#[inline(always)]
fn descale(value: i32, bits: u32) -> i32 {
    value.wrapping_add(1 << (bits - 1)) >> bits
}

#[inline(always)]
fn times(value: i32, constant: i32) -> i32 {
    value.wrapping_mul(constant)
}

fn three([f0, f1, f2]: [i32; 3]) -> [i32; 3] {
    let mean = f0 << CONSTANT_BITS;
    let edge = mean.wrapping_add(times(f2, fixed(FRAC_1_SQRT_2)));
    let slope = times(f1, fixed(1.224744871));
    let middle = mean.wrapping_sub(times(f2, fixed(SQRT_2)));
    [edge.wrapping_add(slope), middle, edge.wrapping_sub(slope)]
}

fn four([f0, f1, f2, f3]: [i32; 4]) -> [i32; 4] {
    let (sum, difference) = ((f0 + f2) << CONSTANT_BITS, (f0 - f2) << CONSTANT_BITS);
    let outer = times(f1, fixed(1.306562965)).wrapping_add(times(f3, fixed(0.541196100)));
    let inner = times(f1, fixed(0.541196100)).wrapping_sub(times(f3, fixed(1.306562965)));
    [
        sum.wrapping_add(outer),
        difference.wrapping_add(inner),
        difference.wrapping_sub(inner),
        sum.wrapping_sub(outer),
    ]
}

fn six([f0, f1, f2, f3, f4, f5]: [i32; 6]) -> [i32; 6] {
    let [e0, e1, e2] = three([f0, f2, f4]);
    let middle = (f1 - f3 - f5) << CONSTANT_BITS;
    let shared = times(f1 + f5, fixed(0.366025404));
    let outer = shared.wrapping_add((f1 + f3) << CONSTANT_BITS);
    let inner = shared.wrapping_add((f5 - f3) << CONSTANT_BITS);
    [
        e0.wrapping_add(outer),
        e1.wrapping_add(middle),
        e2.wrapping_add(inner),
        e2.wrapping_sub(inner),
        e1.wrapping_sub(middle),
        e0.wrapping_sub(outer),
    ]
}

fn eight([f0, f1, f2, f3, f4, f5, f6, f7]: [i32; 8]) -> [i32; 8] {
    // Even part: a rotation by 3π/8 of F(2) and F(6).
    let z = times(f2 + f6, fixed(0.541196100));
    let e2 = z.wrapping_sub(times(f6, fixed(1.847759065)));
    let e3 = z.wrapping_add(times(f2, fixed(0.765366865)));
    let (e0, e1) = ((f0 + f4) << CONSTANT_BITS, (f0 - f4) << CONSTANT_BITS);
    let even = [e0.wrapping_add(e3), e1.wrapping_add(e2), e1.wrapping_sub(e2), e0.wrapping_sub(e3)];
    // Odd part: the four rotations share their sums.
    let z5 = times(f7 + f3 + f5 + f1, fixed(1.175875602));
    let z1 = times(f7 + f1, -fixed(0.899976223));
    let z2 = times(f5 + f3, -fixed(2.562915447));
    let z3 = times(f7 + f3, -fixed(1.961570560)).wrapping_add(z5);
    let z4 = times(f5 + f1, -fixed(0.390180644)).wrapping_add(z5);
    let odd = [
        times(f1, fixed(1.501321110)).wrapping_add(z1).wrapping_add(z4),
        times(f3, fixed(3.072711026)).wrapping_add(z2).wrapping_add(z3),
        times(f5, fixed(2.053119869)).wrapping_add(z2).wrapping_add(z4),
        times(f7, fixed(0.298631336)).wrapping_add(z1).wrapping_add(z3),
    ];
    let [a, b, c, d] = even;
    let [p, q, r, s] = odd;
    [
        a.wrapping_add(p),
        b.wrapping_add(q),
        c.wrapping_add(r),
        d.wrapping_add(s),
        d.wrapping_sub(s),
        c.wrapping_sub(r),
        b.wrapping_sub(q),
        a.wrapping_sub(p),
    ]
}
