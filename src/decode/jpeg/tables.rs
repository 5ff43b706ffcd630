//! The tables of the file that scans refer to by destination (T.81 B.2.4).

use super::segment::HuffmanSpec;

/// As defined so far; each definition replaces the one before at its destination.
#[derive(Debug, Default)]
pub struct Tables {
    /// Elements in zigzag order.
    pub quantization: [Option<[u16; 64]>; 4],
    pub dc: [Option<HuffmanSpec>; 4],
    pub ac: [Option<HuffmanSpec>; 4],
    /// Minimum coded units between restart markers; 0 without.
    pub restart_interval: u32,
}
