//! The arithmetic of `lanes` on arrays: what `simd` computes, number by number.

pub type Numbers = [i32; 4];
pub type Shorts = [i16; 8];
pub type Words = [u32; 4];
pub const ZERO: Numbers = [0; 4];
pub const NO_SHORTS: Shorts = [0; 8];

#[inline(always)]
pub fn from_i16(numbers: [i16; 4]) -> Numbers {
    numbers.map(i32::from)
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

#[inline(always)]
pub fn pair_sums([a, b, c, d]: Numbers, [e, f, g, h]: Numbers) -> Numbers {
    [a.wrapping_add(b), c.wrapping_add(d), e.wrapping_add(f), g.wrapping_add(h)]
}

#[inline(always)]
pub fn shorts(numbers: [i16; 8]) -> Shorts {
    numbers
}

/// One operation on each number of `a` and its counterpart of `b`.
#[inline(always)]
fn each(
    [a, b, c, d, e, f, g, h]: Shorts,
    [i, j, k, l, m, n, o, p]: Shorts,
    operation: impl Fn(i16, i16) -> i16,
) -> Shorts {
    [(a, i), (b, j), (c, k), (d, l), (e, m), (f, n), (g, o), (h, p)].map(|(a, b)| operation(a, b))
}

#[inline(always)]
pub fn times_shorts(a: Shorts, b: Shorts) -> Shorts {
    each(a, b, i16::wrapping_mul)
}

#[inline(always)]
pub fn plus(a: Shorts, b: Shorts) -> Shorts {
    each(a, b, i16::wrapping_add)
}

#[inline(always)]
pub fn minus(a: Shorts, b: Shorts) -> Shorts {
    each(a, b, i16::wrapping_sub)
}

#[inline(always)]
pub fn min(a: Shorts, b: Shorts) -> Shorts {
    each(a, b, i16::min)
}

#[inline(always)]
pub fn max(a: Shorts, b: Shorts) -> Shorts {
    each(a, b, i16::max)
}

#[inline(always)]
pub fn select_greater(left: Shorts, right: Shorts, yes: Shorts, no: Shorts) -> Shorts {
    let mask = each(left, right, |left, right| -i16::from(left > right));
    each(each(mask, yes, |mask, yes| mask & yes), each(mask, no, |mask, no| !mask & no), |yes, no| yes | no)
}

#[inline(always)]
pub fn low_bytes(a: Shorts) -> Shorts {
    a.map(|number| number & 0xFF)
}

#[inline(always)]
pub fn separate_pairs([a, b, c, d, e, f, g, h]: Shorts, other: Shorts) -> (Shorts, Shorts) {
    let [i, j, k, l, m, n, o, p] = other;
    ([a, b, e, f, i, j, m, n], [c, d, g, h, k, l, o, p])
}

#[inline(always)]
pub fn from_bytes(bytes: [u8; 8]) -> Shorts {
    bytes.map(i16::from)
}

#[inline(always)]
pub fn narrow(low: Numbers, high: Numbers) -> Shorts {
    let clamp = |number: i32| number.clamp(i16::MIN.into(), i16::MAX.into()) as i16;
    let ([a, b, c, d], [e, f, g, h]) = (low.map(clamp), high.map(clamp));
    [a, b, c, d, e, f, g, h]
}

#[inline(always)]
pub fn two([a, b]: [i16; 2]) -> Shorts {
    [a, b, a, b, a, b, a, b]
}

#[inline(always)]
pub fn four([a, b, c, d]: [i16; 4]) -> Shorts {
    [a, b, c, d, a, b, c, d]
}

#[inline(always)]
pub fn transpose_pairs([a, b, c, d]: [Shorts; 4]) -> [Shorts; 4] {
    let [a0, a1, a2, a3, a4, a5, a6, a7] = a;
    let [b0, b1, b2, b3, b4, b5, b6, b7] = b;
    let [c0, c1, c2, c3, c4, c5, c6, c7] = c;
    let [d0, d1, d2, d3, d4, d5, d6, d7] = d;
    [
        [a0, a1, b0, b1, c0, c1, d0, d1],
        [a2, a3, b2, b3, c2, c3, d2, d3],
        [a4, a5, b4, b5, c4, c5, d4, d5],
        [a6, a7, b6, b7, c6, c7, d6, d7],
    ]
}

#[inline(always)]
pub fn to_bytes(a: Shorts) -> [u8; 8] {
    a.map(|number| number.clamp(0, 255) as u8)
}

#[inline(always)]
pub fn words(numbers: [u32; 4]) -> Words {
    numbers
}

#[inline(always)]
pub fn words_of_bytes([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]: [u8; 16]) -> Words {
    [[a, b, c, d], [e, f, g, h], [i, j, k, l], [m, n, o, p]].map(u32::from_be_bytes)
}

#[inline(always)]
pub fn has_byte_of_ones(words: Words) -> bool {
    words.iter().any(|word| word.to_be_bytes().contains(&0xFF))
}

#[inline(always)]
pub fn after([.., before]: Words, words: Words, bits: u32) -> Words {
    let [a, b, c, d] = words;
    let shifted = |before: u32, word: u32| before << 1 << (31 - bits) | word >> bits;
    [shifted(before, a), shifted(a, b), shifted(b, c), shifted(c, d)]
}

#[inline(always)]
pub fn numbers(words: Words) -> [u32; 4] {
    words
}
