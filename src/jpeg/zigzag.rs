//! The order of coefficients and which of them a scale needs.

use super::Scale;

/// Place of each zigzag position in a block of rows of eight (T.81 figure A.6).
pub const NATURAL: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// A block of dequantized coefficients in natural order.
pub type Block = [i16; 64];

/// Clears what the inverse DCT at `scale` reads of a block that was used before.
#[inline(always)]
pub fn clear(block: &mut Block, scale: Scale) {
    // Four stores of a register. A whole block would become a call of `memory.fill`, which takes longer than many a
    // block takes to read.
    if let Some(rows) = block.first_chunk_mut::<32>() {
        *rows = [0; 32];
    }
    if scale.eighths() > 4 {
        clear_lower_rows(block);
    }
}

#[inline(never)]
fn clear_lower_rows(block: &mut Block) {
    if let Some(rows) = block.last_chunk_mut::<32>() {
        *rows = [0; 32];
    }
}

/// Where coefficients that the scale does not need, and those past the 63rd of a corrupt block, are written: the
/// highest frequency, which only the full scale reads.
const NOWHERE: u8 = 63;

/// Whether the inverse DCT at `scale` reads the coefficient at zigzag position `k`.
pub fn is_needed(scale: Scale, natural: u8) -> bool {
    let n = scale.eighths() as u8;
    let (row, column) = (natural / 8, natural % 8);
    row < n && column < n && usize::from(row + column) <= scale.diagonal()
}

/// The last zigzag position that `scale` needs: 0, 4, 12, 24 … for the whole 1/8, 2/8, 3/8, 4/8 …
pub fn last_needed(scale: Scale) -> u32 {
    let last = NATURAL.iter().rposition(|&natural| is_needed(scale, natural));
    last.unwrap_or(0) as u32
}

/// For each zigzag position the place in the [`Block`] and the quantization element.
///
/// It has 128 lines, so that a corrupt run past the 63rd coefficient stays inside.
#[derive(Clone, Debug)]
pub struct Dequantization([u32; 128]);

impl Dequantization {
    /// `quantization` is in zigzag order.
    pub fn new(quantization: &[u16; 64], scale: Scale) -> Self {
        let mut lines = [u32::from(NOWHERE); 128];
        for ((line, &element), natural) in lines.iter_mut().zip(quantization).zip(NATURAL) {
            let place = if is_needed(scale, natural) { natural } else { NOWHERE };
            *line = u32::from(element) << 8 | u32::from(place);
        }
        Self(lines)
    }

    /// Stores the quantized coefficient `value` of zigzag position `k`.
    // Both masks keep the indexes inside the arrays.
    #[allow(clippy::indexing_slicing)]
    #[inline(always)]
    pub fn store(&self, block: &mut Block, k: u32, value: i32) {
        let line = self.0[k as usize & 127];
        block[line as usize & 63] = value.wrapping_mul((line >> 8) as i32) as i16;
    }
}
