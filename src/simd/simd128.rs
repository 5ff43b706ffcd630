//! The arithmetic of `lanes` with WebAssembly's SIMD registers.

use std::arch::wasm32::*;

pub type Numbers = v128;
pub type Shorts = v128;
pub type Words = v128;
pub const ZERO: v128 = i32x4(0, 0, 0, 0);
pub const NO_SHORTS: v128 = ZERO;

#[inline(always)]
pub fn from_i16(numbers: [i16; 4]) -> v128 {
    // One load of 64 bits for the compiler.
    let [a, b, c, d] = numbers.map(|number| u64::from(number as u16));
    i32x4_extend_low_i16x8(u64x2_splat(a | b << 16 | c << 32 | d << 48))
}

#[inline(always)]
pub fn dot(a: v128, b: v128) -> v128 {
    i32x4_dot_i16x8(a, b)
}

#[inline(always)]
pub fn add(a: v128, b: v128) -> v128 {
    i32x4_add(a, b)
}

#[inline(always)]
pub fn sub(a: v128, b: v128) -> v128 {
    i32x4_sub(a, b)
}

#[inline(always)]
pub fn times(a: v128, constant: i32) -> v128 {
    i32x4_mul(a, i32x4_splat(constant))
}

#[inline(always)]
pub fn shift_left<const BITS: u32>(a: v128) -> v128 {
    i32x4_shl(a, BITS)
}

#[inline(always)]
pub fn descale<const BITS: u32>(a: v128) -> v128 {
    i32x4_shr(i32x4_add(a, i32x4_splat(1 << (BITS - 1))), BITS)
}

#[inline(always)]
pub fn transpose([a, b, c, d]: [v128; 4]) -> [v128; 4] {
    let (ab_low, ab_high) = (i32x4_shuffle::<0, 4, 1, 5>(a, b), i32x4_shuffle::<2, 6, 3, 7>(a, b));
    let (cd_low, cd_high) = (i32x4_shuffle::<0, 4, 1, 5>(c, d), i32x4_shuffle::<2, 6, 3, 7>(c, d));
    [
        i64x2_shuffle::<0, 2>(ab_low, cd_low),
        i64x2_shuffle::<1, 3>(ab_low, cd_low),
        i64x2_shuffle::<0, 2>(ab_high, cd_high),
        i64x2_shuffle::<1, 3>(ab_high, cd_high),
    ]
}

#[inline(always)]
pub fn samples([a, b, c, d]: [v128; 4]) -> [[u8; 4]; 4] {
    // Each narrowing clamps. With the sum before the first one the compiler makes comparisons of them.
    let [ab, cd] = [i16x8_narrow_i32x4(a, b), i16x8_narrow_i32x4(c, d)];
    let [ab, cd] = [ab, cd].map(|level| i16x8_add_sat(level, i16x8_splat(128)));
    let columns = u8x16_narrow_i16x8(ab, cd);
    let rows = i8x16_shuffle::<0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15>(columns, columns);
    [
        u32x4_extract_lane::<0>(rows),
        u32x4_extract_lane::<1>(rows),
        u32x4_extract_lane::<2>(rows),
        u32x4_extract_lane::<3>(rows),
    ]
    .map(u32::to_le_bytes)
}

#[inline(always)]
pub fn pair_sums(a: v128, b: v128) -> v128 {
    i32x4_add(i32x4_shuffle::<0, 2, 4, 6>(a, b), i32x4_shuffle::<1, 3, 5, 7>(a, b))
}

#[inline(always)]
pub fn shorts([a, b, c, d, e, f, g, h]: [i16; 8]) -> v128 {
    i16x8(a, b, c, d, e, f, g, h)
}

#[inline(always)]
pub fn times_shorts(a: v128, b: v128) -> v128 {
    i16x8_mul(a, b)
}

#[inline(always)]
pub fn plus(a: v128, b: v128) -> v128 {
    i16x8_add(a, b)
}

#[inline(always)]
pub fn minus(a: v128, b: v128) -> v128 {
    i16x8_sub(a, b)
}

#[inline(always)]
pub fn min(a: v128, b: v128) -> v128 {
    i16x8_min(a, b)
}

#[inline(always)]
pub fn max(a: v128, b: v128) -> v128 {
    i16x8_max(a, b)
}

#[inline(always)]
pub fn select_greater(left: v128, right: v128, yes: v128, no: v128) -> v128 {
    v128_bitselect(yes, no, i16x8_gt(left, right))
}

#[inline(always)]
pub fn low_bytes(a: v128) -> v128 {
    v128_and(a, i16x8_splat(0xFF))
}

#[inline(always)]
pub fn separate_pairs(a: v128, b: v128) -> (v128, v128) {
    (i32x4_shuffle::<0, 2, 4, 6>(a, b), i32x4_shuffle::<1, 3, 5, 7>(a, b))
}

#[inline(always)]
pub fn from_bytes(bytes: [u8; 8]) -> v128 {
    u16x8_extend_low_u8x16(u64x2_splat(u64::from_le_bytes(bytes)))
}

#[inline(always)]
pub fn narrow(low: v128, high: v128) -> v128 {
    i16x8_narrow_i32x4(low, high)
}

#[inline(always)]
pub fn two([a, b]: [i16; 2]) -> v128 {
    u32x4_splat(u32::from(a as u16) | u32::from(b as u16) << 16)
}

#[inline(always)]
pub fn four(numbers: [i16; 4]) -> v128 {
    let [a, b, c, d] = numbers.map(|number| u64::from(number as u16));
    u64x2_splat(a | b << 16 | c << 32 | d << 48)
}

#[inline(always)]
pub fn transpose_pairs(rows: [v128; 4]) -> [v128; 4] {
    transpose(rows)
}

#[inline(always)]
pub fn to_bytes(a: v128) -> [u8; 8] {
    u64x2_extract_lane::<0>(u8x16_narrow_i16x8(a, a)).to_le_bytes()
}

#[inline(always)]
pub fn words([a, b, c, d]: [u32; 4]) -> v128 {
    u32x4(a, b, c, d)
}

#[inline(always)]
pub fn words_of_bytes(bytes: [u8; 16]) -> v128 {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = bytes;
    let bytes = u8x16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
    i8x16_shuffle::<3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12>(bytes, bytes)
}

#[inline(always)]
pub fn has_byte_of_ones(words: v128) -> bool {
    v128_any_true(u8x16_eq(words, u8x16_splat(0xFF)))
}

#[inline(always)]
pub fn after(before: v128, words: v128, bits: u32) -> v128 {
    let before = i32x4_shuffle::<3, 4, 5, 6>(before, words);
    // In two steps, as a register takes only the lower five bits of a number of bits.
    v128_or(u32x4_shl(u32x4_shl(before, 1), 31 - bits), u32x4_shr(words, bits))
}

#[inline(always)]
pub fn numbers(words: v128) -> [u32; 4] {
    [
        u32x4_extract_lane::<0>(words),
        u32x4_extract_lane::<1>(words),
        u32x4_extract_lane::<2>(words),
        u32x4_extract_lane::<3>(words),
    ]
}
