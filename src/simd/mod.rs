//! A few numbers at once: a SIMD register where WebAssembly has them, an array elsewhere. Both do the same integer
//! arithmetic, so the samples are the same bytes.
//!
//! Only safe intrinsics are used: registers are made from arrays, which compilers turn into plain loads.

/// Four 32-bit numbers. Sums, differences and products wrap, which only the coefficients of corrupt files do.
#[derive(Clone, Copy, Debug)]
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
    /// Sums of neighbours: `self[0] + self[1], self[2] + self[3], other[0] + other[1], other[2] + other[3]`.
    #[inline(always)]
    pub fn pair_sums(self, other: Self) -> Self {
        Self(arithmetic::pair_sums(self.0, other.0))
    }
}

/// Eight 16-bit numbers.
#[derive(Clone, Copy, Debug)]
pub struct Eight(arithmetic::Shorts);

impl Eight {
    pub const ZERO: Self = Self(arithmetic::NO_SHORTS);

    #[inline(always)]
    pub fn new(numbers: [i16; 8]) -> Self {
        Self(arithmetic::shorts(numbers))
    }

    /// Products of both, their lower 16 bits.
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        Self(arithmetic::times_shorts(self.0, other.0))
    }

    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        Self(arithmetic::plus(self.0, other.0))
    }

    #[inline(always)]
    pub fn minus(self, other: Self) -> Self {
        Self(arithmetic::minus(self.0, other.0))
    }

    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        Self(arithmetic::min(self.0, other.0))
    }

    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        Self(arithmetic::max(self.0, other.0))
    }

    /// Where `left` is greater than `right` the number of `yes`, elsewhere that of `no`.
    #[inline(always)]
    pub fn select_greater(left: Self, right: Self, yes: Self, no: Self) -> Self {
        Self(arithmetic::select_greater(left.0, right.0, yes.0, no.0))
    }

    /// The lower 8 bits of each.
    #[inline(always)]
    pub fn low_bytes(self) -> Self {
        Self(arithmetic::low_bytes(self.0))
    }

    /// Of the pairs of neighbours of both, every first one and every second one.
    #[inline(always)]
    pub fn separate_pairs(self, other: Self) -> (Self, Self) {
        let (first, second) = arithmetic::separate_pairs(self.0, other.0);
        (Self(first), Self(second))
    }

    #[inline(always)]
    pub fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(arithmetic::from_bytes(bytes))
    }

    /// `low` and `high`, what is out of range clamped.
    #[inline(always)]
    pub fn narrow(low: Four, high: Four) -> Self {
        Self(arithmetic::narrow(low.0, high.0))
    }

    /// The same two numbers four times.
    #[inline(always)]
    pub fn two(numbers: [i16; 2]) -> Self {
        Self(arithmetic::two(numbers))
    }

    /// The same four numbers twice.
    #[inline(always)]
    pub fn four(numbers: [i16; 4]) -> Self {
        Self(arithmetic::four(numbers))
    }

    /// Rows become columns, of pairs of neighbours.
    #[inline(always)]
    pub fn transpose_pairs(rows: [Self; 4]) -> [Self; 4] {
        arithmetic::transpose_pairs(rows.map(|row| row.0)).map(Self)
    }

    /// Products of both, added in pairs of neighbours.
    #[inline(always)]
    pub fn dot(self, other: Self) -> Four {
        Four(arithmetic::dot(self.0, other.0))
    }

    /// What is out of range is clamped.
    #[inline(always)]
    pub fn to_bytes(self) -> [u8; 8] {
        arithmetic::to_bytes(self.0)
    }
}

/// Sixteen bytes as four numbers, big-endian.
#[derive(Clone, Copy, Debug)]
pub struct Words(arithmetic::Words);

impl Words {
    #[inline(always)]
    pub fn new(numbers: [u32; 4]) -> Self {
        Self(arithmetic::words(numbers))
    }

    #[inline(always)]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(arithmetic::words_of_bytes(bytes))
    }

    /// Whether one of the bytes is 0xFF.
    #[inline(always)]
    pub fn has_byte_of_ones(self) -> bool {
        arithmetic::has_byte_of_ones(self.0)
    }

    /// The same string of bits, 0 to 31 of them later: it follows the last `bits` bits of `before`, and loses its
    /// own last ones.
    #[inline(always)]
    pub fn after(self, before: Self, bits: u32) -> Self {
        Self(arithmetic::after(before.0, self.0, bits))
    }

    #[inline(always)]
    pub fn numbers(self) -> [u32; 4] {
        arithmetic::numbers(self.0)
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
#[path = "simd128.rs"]
mod arithmetic;

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[path = "scalar.rs"]
mod arithmetic;
