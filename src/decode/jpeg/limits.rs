//! What a photo may ask of the decoder.

/// What a photo may ask for; checked before anything is allocated.
///
/// The defaults are those of the decoder alone; the options of a preflight set other values (`limits.…` in
/// `docs/options.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most pixels of the stored picture. Default 120,000,000.
    pub source_pixels: u64,
    /// Most bytes that the decoder may hold: strips, progressive coefficients, tables. Default 64 MiB.
    pub memory_bytes: u64,
    /// Most scans of a file. Default 100; progressive photos have about 10.
    pub scans: u32,
    /// Most blocks that are read, corrected or transformed, counted again in each scan. Default 50,000,000.
    pub work: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { source_pixels: 120_000_000, memory_bytes: 64 << 20, scans: 100, work: 50_000_000 }
    }
}
