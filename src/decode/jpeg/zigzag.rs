//! The order of coefficients and which of them a scale needs.

use super::scale::Scale;

/// Place of each zigzag position in a block of rows of eight (T.81 figure A.6).
pub const NATURAL: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// A block of coefficients. Up to 4/8 they are at the front as [`PAIRED`] says, else in natural order.
pub type Block = [i16; 64];

/// Where the row and the column of up to 4 × 4 coefficients are: as the inverse DCT reads them in two registers, pairs of
/// what it multiplies and adds.
///
/// ```text
/// rows 0 and 2:  00 20  02 22  01 21  03 23        rows 1 and 3:  10 30  12 32  11 31  13 33
/// ```
const PAIRED: [[u8; 4]; 4] = [[0, 4, 2, 6], [8, 12, 10, 14], [1, 5, 3, 7], [9, 13, 11, 15]];

/// Place in a [`Block`] of the coefficient at `natural`.
pub fn place(scale: Scale, natural: u8) -> u8 {
    let paired = PAIRED.get(usize::from(natural / 8)).and_then(|row| row.get(usize::from(natural % 8)));
    match paired {
        Some(&place) if scale.eighths() <= 4 => place,
        _ => natural,
    }
}

/// Clears what the inverse DCT at `scale` reads of a block that was used before.
#[inline(always)]
pub fn clear(block: &mut Block, scale: Scale) {
    // Two stores of a register. A whole block would become a call of `memory.fill`, which takes longer than many a
    // block takes to read.
    if let Some(front) = block.first_chunk_mut::<16>() {
        *front = [0; 16];
    }
    if scale.eighths() > 4 {
        clear_rest(block);
    }
}

#[inline(never)]
fn clear_rest(block: &mut Block) {
    if let Some(rest) = block.last_chunk_mut::<48>() {
        *rest = [0; 48];
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

/// For each zigzag position the place in the [`Block`], and for each place the quantization element.
#[derive(Clone, Debug)]
pub struct Dequantization {
    /// It has 128 lines, so that a corrupt run past the 63rd coefficient stays inside.
    places: [u8; 128],
    elements: Block,
}

impl Dequantization {
    /// `quantization` is in zigzag order.
    pub fn new(quantization: &[u16; 64], scale: Scale) -> Self {
        let mut places = [NOWHERE; 128];
        let mut elements = [0; 64];
        for ((line, &element), natural) in places.iter_mut().zip(quantization).zip(NATURAL) {
            if is_needed(scale, natural) {
                *line = place(scale, natural);
                if let Some(place) = elements.get_mut(usize::from(*line)) {
                    // Products are 16 bits: those of a larger element wrap to the same.
                    *place = element as i16;
                }
            }
        }
        Self { places, elements }
    }

    /// Stores the quantized coefficient `value` of zigzag position `k`.
    // Both masks keep the indexes inside the arrays.
    #[allow(clippy::indexing_slicing)]
    #[inline(always)]
    pub fn store(&self, block: &mut Block, k: u32, value: i32) {
        let place = self.places[k as usize & 127];
        block[usize::from(place & 63)] = value as i16;
    }

    /// The quantization elements, at the places of their coefficients.
    pub fn elements(&self) -> &Block {
        &self.elements
    }
}
