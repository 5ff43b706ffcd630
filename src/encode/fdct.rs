//! Forward discrete cosine transform (ITU-T T.81 A.3.3) of a whole picture, done once: every
//! quality that is tried afterwards starts from these coefficients.

use crate::picture::{Picture, Plane, Subsampling};

/// Coefficients of one 8 × 8 block in zigzag order (T.81 figure A.6), each [`SCALE`] times its
/// value in T.81. A level-shifted block reaches ±1024 there, so the product fits an `i16`.
pub type Block = [i16; 64];

/// How many times larger a stored coefficient is than the one of T.81 A.3.3.
pub const SCALE: i32 = 8;

/// Zigzag position to row-by-row position (T.81 figure A.6).
pub const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// All coefficients of a picture in the order in which an interleaved scan codes them (T.81 A.2.3).
pub struct Coefficients {
    /// Block after block, minimum coded unit after minimum coded unit.
    pub blocks: Vec<Block>,
    /// The component (0 = Y, 1 = Cb, 2 = Cr) of each block of a minimum coded unit.
    pub unit: &'static [u8],
}

/// Transforms every block of the picture. Blocks that reach past an edge repeat its last samples.
pub fn forward(picture: &Picture) -> Coefficients {
    let (unit, luma_factor): (&'static [u8], usize) = match picture.subsampling {
        Subsampling::Quarter => (&[0, 0, 0, 0, 1, 2], 2),
        Subsampling::Full => (&[0, 1, 2], 1),
    };
    let units_per_row = picture.width().div_ceil(8 * luma_factor);
    let unit_rows = picture.height().div_ceil(8 * luma_factor);
    let mut blocks = Vec::with_capacity(units_per_row * unit_rows * unit.len());
    for unit_row in 0..unit_rows {
        let luma: [BlockRow; 2] =
            std::array::from_fn(|row| BlockRow::new(&picture.y, unit_row * luma_factor + row));
        let chroma = [BlockRow::new(&picture.cb, unit_row), BlockRow::new(&picture.cr, unit_row)];
        for unit_column in 0..units_per_row {
            for row in luma.iter().take(luma_factor) {
                for column in 0..luma_factor {
                    blocks.push(transform(&row.samples(unit_column * luma_factor + column)));
                }
            }
            blocks.extend(chroma.iter().map(|row| transform(&row.samples(unit_column))));
        }
    }
    Coefficients { blocks, unit }
}

/// The eight rows of samples that a row of blocks is cut from.
struct BlockRow<'a> {
    rows: [&'a [u8]; 8],
}

impl<'a> BlockRow<'a> {
    fn new(plane: &'a Plane, block_row: usize) -> Self {
        let last = plane.height.saturating_sub(1);
        let rows = std::array::from_fn(|row| {
            let start = (block_row * 8 + row).min(last) * plane.width;
            plane.samples.get(start..start + plane.width).unwrap_or_default()
        });
        Self { rows }
    }

    /// Level-shifted samples (T.81 A.3.1) of one block.
    fn samples(&self, block_column: usize) -> [[i32; 8]; 8] {
        let start = block_column * 8;
        self.rows.map(|row| {
            let samples: [u8; 8] = match row.get(start..).and_then(|rest| rest.first_chunk()) {
                Some(whole) => *whole,
                None => {
                    let edge = row.last().copied().unwrap_or(128);
                    std::array::from_fn(|column| row.get(start + column).copied().unwrap_or(edge))
                }
            };
            samples.map(|sample| i32::from(sample) - 128)
        })
    }
}

/// √2·cos(kπ/16) in units of 2⁻¹³, for k = 1, 2, 3, 5, 6, 7. Together with the plain sum for k = 0
/// and the plain difference for k = 4, two passes give [`SCALE`] times the transform of T.81 A.3.3.
const C1: i32 = 11363;
const C2: i32 = 10703;
const C3: i32 = 9633;
const C5: i32 = 6437;
const C6: i32 = 4433;
const C7: i32 = 2260;
const FRACTION_BITS: u32 = 13;
/// Bits kept below the point between the passes.
const PASS_BITS: u32 = 2;

fn transform(samples: &[[i32; 8]; 8]) -> Block {
    let columns = pass::<{ FRACTION_BITS - PASS_BITS }>(samples);
    let transposed: [[i32; 8]; 8] =
        std::array::from_fn(|row| std::array::from_fn(|column| at(&columns, column, row)));
    let both = pass::<{ FRACTION_BITS + PASS_BITS }>(&transposed);
    // The second pass ran on the transposed block, so row and column change places here.
    ZIGZAG.map(|place| at(&both, usize::from(place % 8), usize::from(place / 8)) as i16)
}

#[inline(always)]
#[allow(clippy::indexing_slicing)] // Hot loop; the masks keep both indices below 8.
fn at(block: &[[i32; 8]; 8], row: usize, column: usize) -> i32 {
    block[row & 7][column & 7]
}

/// One-dimensional transform down each of the eight columns; the loop has no branch and runs over
/// neighbouring memory, so that it compiles to vector code. Even and odd symmetric halves are
/// separated first, which saves half of the products.
#[inline(always)]
#[allow(clippy::indexing_slicing)] // Hot loop; every index is a constant or below 8.
fn pass<const SHIFT: u32>(rows: &[[i32; 8]; 8]) -> [[i32; 8]; 8] {
    let mut out = [[0; 8]; 8];
    let half = 1 << (SHIFT - 1);
    for lane in 0..8 {
        let x: [i32; 8] = [
            rows[0][lane],
            rows[1][lane],
            rows[2][lane],
            rows[3][lane],
            rows[4][lane],
            rows[5][lane],
            rows[6][lane],
            rows[7][lane],
        ];
        let (s0, s1, s2, s3) = (x[0] + x[7], x[1] + x[6], x[2] + x[5], x[3] + x[4]);
        let (d0, d1, d2, d3) = (x[0] - x[7], x[1] - x[6], x[2] - x[5], x[3] - x[4]);
        let (outer, inner) = (s0 - s3, s1 - s2);
        let sums = [
            (s0 + s1 + s2 + s3) << FRACTION_BITS,
            C1 * d0 + C3 * d1 + C5 * d2 + C7 * d3,
            C2 * outer + C6 * inner,
            C3 * d0 - C7 * d1 - C1 * d2 - C5 * d3,
            (s0 - s1 - s2 + s3) << FRACTION_BITS,
            C5 * d0 - C1 * d1 + C7 * d2 + C3 * d3,
            C6 * outer - C2 * inner,
            C7 * d0 - C5 * d1 + C3 * d2 - C1 * d3,
        ];
        for (row, sum) in out.iter_mut().zip(sums) {
            row[lane] = (sum + half) >> SHIFT;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T.81 A.3.3 word for word, in floats.
    fn reference(samples: &[[i32; 8]; 8], u: usize, v: usize) -> f64 {
        let c = |k: usize| if k == 0 { 0.5f64.sqrt() } else { 1.0 };
        let cosine = |x: usize, k: usize| ((2 * x + 1) as f64 * k as f64 * std::f64::consts::PI / 16.0).cos();
        let mut sum = 0.0;
        for (y, row) in samples.iter().enumerate() {
            for (x, &sample) in row.iter().enumerate() {
                sum += f64::from(sample) * cosine(x, u) * cosine(y, v);
            }
        }
        sum * c(u) * c(v) / 4.0
    }

    #[test]
    fn agrees_with_the_formula() {
        let mut state = 1u32;
        for round in 0..50 {
            let samples: [[i32; 8]; 8] = std::array::from_fn(|_| {
                std::array::from_fn(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let random = (state >> 24) as i32 - 128;
                    if round % 2 == 0 { random } else { random.signum() * 127 }
                })
            });
            let block = transform(&samples);
            for (place, &coefficient) in ZIGZAG.iter().zip(&block) {
                let expected = reference(&samples, usize::from(place % 8), usize::from(place / 8));
                let error = f64::from(coefficient) / f64::from(SCALE) - expected;
                assert!(error.abs() < 0.15, "{place}: {coefficient} / 8 against {expected}");
            }
        }
    }

    #[test]
    fn flat_blocks_have_only_a_mean() {
        for value in [-128, -1, 0, 77, 127] {
            let block = transform(&[[value; 8]; 8]);
            assert_eq!(i32::from(block[0]), value * 8 * SCALE);
            assert!(block[1..].iter().all(|&coefficient| coefficient == 0));
        }
    }
}
