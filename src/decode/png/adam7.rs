//! Interlaced PNG: the seven passes of Adam7 put together.

use super::header::Header;
use png::{ColorType, InterlaceInfo, InterlacedRow};

/// The whole frame of an interlaced PNG: its rows are complete only after the last pass.
pub struct Adam7 {
    row_bytes: usize,
    bits_per_pixel: u8,
    frame: Vec<u8>,
}

/// First row, step to the next row, and first column of each pass (8.1).
const PASSES: [(u32, u32, u32); 7] =
    [(0, 8, 0), (0, 8, 4), (4, 8, 0), (0, 4, 2), (2, 4, 0), (0, 2, 1), (1, 2, 0)];

/// The rows of all passes; a pass without columns has none.
pub fn rows(header: &Header) -> u64 {
    let passes = PASSES.iter().filter(|&&(_, _, column)| column < header.width);
    passes.map(|&(top, step, _)| u64::from(header.height.saturating_sub(top).div_ceil(step))).sum()
}

impl Adam7 {
    /// An empty frame; its size was checked against the limits.
    pub fn new(header: &Header, colour: ColorType) -> Self {
        let row_bytes = header.width as usize * colour.samples();
        Self {
            row_bytes,
            bits_per_pixel: colour.samples() as u8 * 8,
            frame: vec![0; row_bytes * header.height as usize],
        }
    }

    /// Puts the pixels of one row of a pass in their places.
    pub fn place(&mut self, row: &InterlacedRow<'_>) {
        if let InterlaceInfo::Adam7(pass) = row.interlace() {
            png::expand_interlaced_row(
                &mut self.frame,
                self.row_bytes,
                row.data(),
                pass,
                self.bits_per_pixel,
            );
        }
    }

    /// The finished rows.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.frame.chunks_exact(self.row_bytes.max(1))
    }
}
