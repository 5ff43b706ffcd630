//! The work that rows are, as `limits.work` counts it.
//!
//! Deflate makes a thousand bytes of one, of which each costs as much as one of a photo. A photo has one to three samples
//! a byte, a screenshot up to about 60, a scan of text in black and white up to 300. What a file has beyond 64 counts
//! by the sample: a drawing of flat colours is read up to some size, and a file made to keep the decoder busy ends there.

use super::rgb8::Failure;

/// Samples that are one unit of work.
pub const BLOCK: u64 = 64;
/// Samples that a byte of the file may have become at the same price.
const EXPLAINED: u64 = 64;

/// Counts the rows so far.
pub struct Work {
    samples: u64,
    allowed: u64,
}

impl Work {
    pub fn new(allowed: u64) -> Self {
        Self { samples: 0, allowed }
    }

    /// Adds a row of `samples`, found in the first `bytes` of the file.
    pub fn add(&mut self, samples: usize, bytes: usize) -> Result<(), Failure> {
        self.samples += samples as u64;
        let unexplained = self.samples.saturating_sub(EXPLAINED * bytes as u64);
        let work = self.samples.div_ceil(BLOCK) + unexplained;
        if work > self.allowed { Err(Failure::Work(work)) } else { Ok(()) }
    }
}
