//! A few numbers at once: a SIMD register where WebAssembly has them, an array elsewhere. Both do the same integer
//! arithmetic, so the samples are the same bytes.
//!
//! Only safe intrinsics are used: registers are made from arrays, which compilers turn into plain loads.

/// Four 32-bit numbers. Sums, differences and products wrap, which only the coefficients of corrupt files do.
#[derive(Clone, Copy)]
pub struct Four(arithmetic::Numbers);

impl Four {
    pub const ZERO: Self = Self(arithmetic::ZERO);

    #[inline(always)]
    pub fn new(numbers: [i16; 4]) -> Self {
        Self(arithmetic::from_i16(numbers))
    }

    #[inline(always)]
    pub fn times(self, constant: i32) -> Self {
        Self(arithmetic::times(self.0, constant))
    }

    #[inline(always)]
    pub fn shift_left<const BITS: u32>(self) -> Self {
        Self(arithmetic::shift_left::<BITS>(self.0))
    }

    /// Division by a power of two, halves rounded up.
    #[inline(always)]
    pub fn descale<const BITS: u32>(self) -> Self {
        Self(arithmetic::descale::<BITS>(self.0))
    }

    /// Rows become columns.
    #[inline(always)]
    pub fn transpose(rows: [Self; 4]) -> [Self; 4] {
        arithmetic::transpose(rows.map(|row| row.0)).map(Self)
    }

    /// Four columns become four rows of samples: 128 is added (T.81 A.3.1), what is out of range is clamped.
    #[inline(always)]
    pub fn samples(columns: [Self; 4]) -> [[u8; 4]; 4] {
        arithmetic::samples(columns.map(|column| column.0))
    }
}

impl Four {
    #[inline(always)]
    pub fn splat(number: i32) -> Self {
        Self(arithmetic::splat(number))
    }

    /// The sum of all four.
    #[inline(always)]
    pub fn sum(self) -> i32 {
        arithmetic::sum(self.0)
    }

    #[inline(always)]
    pub fn numbers(self) -> [i32; 4] {
        arithmetic::numbers(self.0)
    }
}

/// Eight 16-bit numbers.
#[derive(Clone, Copy)]
pub struct Eight(arithmetic::Shorts);

impl Eight {
    #[inline(always)]
    pub fn new(numbers: &[i16; 8]) -> Self {
        Self(arithmetic::shorts(numbers))
    }

    /// `a, b, a, b, a, b, a, b`.
    #[inline(always)]
    pub fn pairs(a: i16, b: i16) -> Self {
        Self::new(&[a, b, a, b, a, b, a, b])
    }

    /// `self[0], other[0], self[1], other[1]`, and so on.
    #[inline(always)]
    pub fn interleave(self, other: Self) -> [Self; 2] {
        arithmetic::interleave(self.0, other.0).map(Self)
    }

    /// Products of both, added in pairs of neighbours.
    #[inline(always)]
    pub fn dot(self, other: Self) -> Four {
        Four(arithmetic::dot(self.0, other.0))
    }
}

impl std::ops::Add for Four {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(arithmetic::add(self.0, other.0))
    }
}

impl std::ops::Sub for Four {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self(arithmetic::sub(self.0, other.0))
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod arithmetic {
    use std::arch::wasm32::*;

    pub type Numbers = v128;
    pub type Shorts = v128;
    pub const ZERO: v128 = i32x4(0, 0, 0, 0);

    #[inline(always)]
    pub fn from_i16(numbers: [i16; 4]) -> v128 {
        // One load of 64 bits for the compiler.
        let [a, b, c, d] = numbers.map(|number| u64::from(number as u16));
        i32x4_extend_low_i16x8(u64x2_splat(a | b << 16 | c << 32 | d << 48))
    }

    #[inline(always)]
    pub fn shorts(numbers: &[i16; 8]) -> v128 {
        let [a, b, c, d, e, f, g, h] = numbers.map(|number| u64::from(number as u16));
        u64x2(a | b << 16 | c << 32 | d << 48, e | f << 16 | g << 32 | h << 48)
    }

    #[inline(always)]
    pub fn interleave(a: v128, b: v128) -> [v128; 2] {
        [i16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(a, b), i16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(a, b)]
    }

    #[inline(always)]
    pub fn dot(a: v128, b: v128) -> v128 {
        i32x4_dot_i16x8(a, b)
    }

    #[inline(always)]
    pub fn splat(number: i32) -> v128 {
        i32x4_splat(number)
    }

    #[inline(always)]
    pub fn numbers(a: v128) -> [i32; 4] {
        [
            i32x4_extract_lane::<0>(a),
            i32x4_extract_lane::<1>(a),
            i32x4_extract_lane::<2>(a),
            i32x4_extract_lane::<3>(a),
        ]
    }

    #[inline(always)]
    pub fn sum(a: v128) -> i32 {
        let halves = i32x4_add(a, i64x2_shuffle::<1, 0>(a, a));
        i32x4_extract_lane::<0>(halves).wrapping_add(i32x4_extract_lane::<1>(halves))
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
    pub fn samples(columns: [v128; 4]) -> [[u8; 4]; 4] {
        let [a, b, c, d] = columns.map(|column| {
            let level = i32x4_add(column, i32x4_splat(128));
            i32x4_min(i32x4_max(level, i32x4_splat(0)), i32x4_splat(255))
        });
        // A column is a byte of each lane, so no transposition is needed.
        let rows = v128_or(v128_or(a, i32x4_shl(b, 8)), v128_or(i32x4_shl(c, 16), i32x4_shl(d, 24)));
        [
            u32x4_extract_lane::<0>(rows),
            u32x4_extract_lane::<1>(rows),
            u32x4_extract_lane::<2>(rows),
            u32x4_extract_lane::<3>(rows),
        ]
        .map(u32::to_le_bytes)
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod arithmetic {
    pub type Numbers = [i32; 4];
    pub type Shorts = [i16; 8];
    pub const ZERO: Numbers = [0; 4];

    #[inline(always)]
    pub fn from_i16(numbers: [i16; 4]) -> Numbers {
        numbers.map(i32::from)
    }

    #[inline(always)]
    pub fn shorts(numbers: &[i16; 8]) -> Shorts {
        *numbers
    }

    #[inline(always)]
    pub fn interleave([a, b, c, d, e, f, g, h]: Shorts, other: Shorts) -> [Shorts; 2] {
        let [i, j, k, l, m, n, o, p] = other;
        [[a, i, b, j, c, k, d, l], [e, m, f, n, g, o, h, p]]
    }

    #[inline(always)]
    pub fn dot([a, b, c, d, e, f, g, h]: Shorts, other: Shorts) -> Numbers {
        let [i, j, k, l, m, n, o, p] = other;
        let pair = |a: i16, b: i16, c: i16, d: i16| {
            (i32::from(a) * i32::from(b)).wrapping_add(i32::from(c) * i32::from(d))
        };
        [pair(a, i, b, j), pair(c, k, d, l), pair(e, m, f, n), pair(g, o, h, p)]
    }

    #[inline(always)]
    pub fn splat(number: i32) -> Numbers {
        [number; 4]
    }

    #[inline(always)]
    pub fn numbers(a: Numbers) -> [i32; 4] {
        a
    }

    #[inline(always)]
    pub fn sum(a: Numbers) -> i32 {
        a.into_iter().fold(0, i32::wrapping_add)
    }

    #[inline(always)]
    pub fn add([a, b, c, d]: Numbers, [e, f, g, h]: Numbers) -> Numbers {
        [a.wrapping_add(e), b.wrapping_add(f), c.wrapping_add(g), d.wrapping_add(h)]
    }

    #[inline(always)]
    pub fn sub([a, b, c, d]: Numbers, [e, f, g, h]: Numbers) -> Numbers {
        [a.wrapping_sub(e), b.wrapping_sub(f), c.wrapping_sub(g), d.wrapping_sub(h)]
    }

    #[inline(always)]
    pub fn times(a: Numbers, constant: i32) -> Numbers {
        a.map(|number| number.wrapping_mul(constant))
    }

    #[inline(always)]
    pub fn shift_left<const BITS: u32>(a: Numbers) -> Numbers {
        a.map(|number| number << BITS)
    }

    #[inline(always)]
    pub fn descale<const BITS: u32>(a: Numbers) -> Numbers {
        a.map(|number| number.wrapping_add(1 << (BITS - 1)) >> BITS)
    }

    #[inline(always)]
    pub fn transpose([a, b, c, d]: [Numbers; 4]) -> [Numbers; 4] {
        let [[a0, a1, a2, a3], [b0, b1, b2, b3], [c0, c1, c2, c3], [d0, d1, d2, d3]] = [a, b, c, d];
        [[a0, b0, c0, d0], [a1, b1, c1, d1], [a2, b2, c2, d2], [a3, b3, c3, d3]]
    }

    #[inline(always)]
    pub fn samples(columns: [Numbers; 4]) -> [[u8; 4]; 4] {
        transpose(columns).map(|row| row.map(|number| number.wrapping_add(128).clamp(0, 255) as u8))
    }
}
