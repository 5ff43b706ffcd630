//! How many bits a picture's AC coefficients take, in proportion: counted in a fraction of the time that quantizing
//! takes.

use super::fdct::{Block, Coefficients, SCALE};
use super::quantization::Tables;

/// Estimates for a picture and for a sample of it; the sizes of files are about in proportion to them.
pub struct SizeEstimate {
    /// Of all minimum coded units.
    pub whole: u64,
    /// Of the sampled ones.
    pub sampled: u64,
}

/// What a block without AC coefficients weighs: its end.
const BLOCK: u64 = 1;

impl SizeEstimate {
    /// Counts the coefficients that do not round to zero, those of a step and those of three.
    pub fn of(coefficients: &Coefficients, tables: &Tables, every: usize) -> Self {
        let marks = tables.steps.each_ref().map(Marks::new);
        let [luma, chroma] = &marks;
        let unit_weight = |blocks: &[Block]| -> u64 {
            let unit = blocks.iter().zip(coefficients.unit);
            let marks = |component| if component == 0 { luma } else { chroma };
            unit.map(|(block, &component)| BLOCK + marks(component).weight(block)).sum()
        };
        let mut weights = Self { whole: 0, sampled: 0 };
        for (place, blocks) in coefficients.blocks.chunks(coefficients.unit.len()).enumerate() {
            let weight = unit_weight(blocks);
            weights.whole += weight;
            weights.sampled += if place.is_multiple_of(every) { weight } else { 0 };
        }
        weights
    }
}

/// Magnitudes that round to one step, reach one, reach three.
struct Marks {
    ones: [i16; 64],
    steps: [i16; 64],
    threes: [i16; 64],
}

impl Marks {
    fn new(steps: &[u8; 64]) -> Self {
        let mut steps = steps.map(|step| i16::from(step) * SCALE as i16);
        // DC coefficients do not count.
        let [dc, ..] = &mut steps;
        *dc = i16::MAX;
        Self {
            ones: steps.map(|step| if step == i16::MAX { step } else { step / 2 }),
            steps,
            threes: steps.map(|step| step.saturating_mul(3)),
        }
    }

    /// Twice for each coefficient over the first mark, once more for each further mark that it passes.
    /// One plain loop without branches, so that it becomes vector code.
    #[inline(always)]
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // Hot loop over arrays of 64.
    fn weight(&self, block: &Block) -> u64 {
        let mut weight = 0i16;
        for k in 0..64 {
            let magnitude = block[k].wrapping_abs();
            weight += 2 * (magnitude >= self.ones[k]) as i16
                + (magnitude >= self.steps[k]) as i16
                + (magnitude >= self.threes[k]) as i16;
        }
        weight as u64
    }
}
