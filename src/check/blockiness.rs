//! How much the borders of 8 × 8 blocks show: whatever the photo's file says, it may have been a hard compressed JPEG
//! before.
//!
//! For each axis, the mean step between neighbours at each of the 8 places within a block, steps held to 20 so that
//! edges do not outweigh the rest; the largest over the median; the mean of both axes. It reads the rows that the decoder
//! delivers, for scaling moves and smooths the borders, and is therefore measured only where luma comes pixel by pixel.
//! A quarter of the steps is enough.

use crate::{
    colour::model::ColourModel,
    rows::{Grid, RowSink},
};

/// Side of a block.
const BLOCK: usize = 8;

/// Larger steps count as this one.
const MOST_STEP: u8 = 20;

/// One row, or group of columns, in this many is measured.
const EVERY: usize = 4;

/// Steps of less are no more than rounding: without a floor a drawing of plain colours would be all borders.
const LEAST_STEP: f64 = 0.1;

/// Takes the rows of all components.
pub struct Blockiness {
    channels: Channels,
    /// The last row of luma.
    last: Vec<u8>,
    row: Vec<u8>,
    /// Rows so far.
    taken: usize,
    across: Steps,
    down: Steps,
}

/// How luma comes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Channels {
    Luma,
    /// Red, green and blue in turn; luma is made of them.
    Rgb,
    /// Not pixel by pixel, or of inks.
    Unknown,
}

/// Sums and numbers of the steps at each place within a block.
#[derive(Default)]
struct Steps {
    sums: [u64; BLOCK],
    counts: [u64; BLOCK],
}

impl Blockiness {
    /// For a photo whose components come on these grids.
    pub fn new(model: ColourModel, grids: &[Grid]) -> Self {
        let whole = |grid: &Grid| grid.across == 1.0 && grid.down == 1.0;
        let channels = match model {
            ColourModel::Grey | ColourModel::YCbCr if grids.first().is_some_and(whole) => Channels::Luma,
            ColourModel::Rgb if grids.iter().all(whole) => Channels::Rgb,
            _ => Channels::Unknown,
        };
        Self {
            channels,
            last: Vec::new(),
            row: Vec::new(),
            taken: 0,
            across: Steps::default(),
            down: Steps::default(),
        }
    }

    /// About 1.1 in photos, 1.5 after a JPEG of quality 50; `None` where it cannot be measured.
    pub fn ratio(&self) -> Option<f64> {
        Some((self.across.ratio()? + self.down.ratio()?) / 2.0)
    }

    /// Measures the row that is whole now.
    fn measure(&mut self) {
        if self.taken.is_multiple_of(EVERY) {
            self.across.add_along(&self.row);
        }
        if self.taken > 0 {
            self.down.add_between(self.taken % BLOCK, &self.last, &self.row);
        }
        std::mem::swap(&mut self.last, &mut self.row);
        self.taken += 1;
    }
}

impl RowSink for Blockiness {
    fn row(&mut self, component: usize, samples: &[u8]) {
        match (self.channels, component) {
            (Channels::Luma, 0) => {
                self.row.clear();
                self.row.extend_from_slice(samples);
                self.measure();
            }
            (Channels::Rgb, 0) => {
                self.row.clear();
                self.row.extend_from_slice(samples);
            }
            // 0.299 R + 0.587 G + 0.114 B in two steps of 8 bits, for steps of luma nearly enough.
            (Channels::Rgb, 1) => mix(&mut self.row, samples, 86),
            (Channels::Rgb, 2) => {
                mix(&mut self.row, samples, 227);
                self.measure();
            }
            _ => {}
        }
    }
}

/// `share` parts of 256 of what is there, the rest of what comes.
fn mix(row: &mut [u8], samples: &[u8], share: u16) {
    for (kept, &sample) in row.iter_mut().zip(samples) {
        *kept = ((u16::from(*kept) * share + u16::from(sample) * (256 - share) + 128) >> 8) as u8;
    }
}

fn step(one: u8, other: u8) -> u8 {
    one.abs_diff(other).min(MOST_STEP)
}

impl Steps {
    /// The steps from each sample of a row to the one before.
    fn add_along(&mut self, row: &[u8]) {
        let (Some(before), Some(after)) = (row.get(..row.len().saturating_sub(1)), row.get(1..)) else {
            return;
        };
        // The first step leads to place 1, so the places of a group are 1, 2, … 7, 0.
        let mut sums = [0_u32; BLOCK];
        let (groups_before, rest_before) = before.as_chunks::<BLOCK>();
        let (groups_after, rest_after) = after.as_chunks::<BLOCK>();
        for (before, after) in groups_before.iter().zip(groups_after) {
            for ((sum, &one), &other) in sums.iter_mut().zip(before).zip(after) {
                *sum += u32::from(step(one, other));
            }
        }
        let mut counts = [groups_after.len() as u64; BLOCK];
        for (((sum, count), &one), &other) in
            sums.iter_mut().zip(&mut counts).zip(rest_before).zip(rest_after)
        {
            *sum += u32::from(step(one, other));
            *count += 1;
        }
        sums.rotate_right(1);
        counts.rotate_right(1);
        self.sums.iter_mut().zip(sums).for_each(|(all, sum)| *all += u64::from(sum));
        self.counts.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
    }

    /// The steps between two rows, the lower of which stands at `place` in its block.
    fn add_between(&mut self, place: usize, above: &[u8], row: &[u8]) {
        let groups = above.chunks(BLOCK).zip(row.chunks(BLOCK)).step_by(EVERY);
        let (mut sum, mut count) = (0_u64, 0_u64);
        // Rows alike have no steps, and drawings have many of them.
        let differ = above != row;
        for (above, below) in groups {
            count += below.len() as u64;
            if !differ {
                continue;
            }
            sum += above.iter().zip(below).map(|(&one, &other)| u64::from(step(one, other))).sum::<u64>();
        }
        if let (Some(sums), Some(counts)) = (self.sums.get_mut(place), self.counts.get_mut(place)) {
            *sums += sum;
            *counts += count;
        }
    }

    /// The largest mean over the median.
    fn ratio(&self) -> Option<f64> {
        let mut means = [0.0; BLOCK];
        for ((mean, sum), count) in means.iter_mut().zip(self.sums).zip(self.counts) {
            if count == 0 {
                return None;
            }
            *mean = sum as f64 / count as f64;
        }
        means.sort_unstable_by(f64::total_cmp);
        let [_, _, _, low, high, _, _, largest] = means;
        let median: f64 = (low + high) / 2.0;
        Some((largest / median.max(LEAST_STEP)).max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Grid = Grid { width: 64, height: 64, across: 1.0, down: 1.0, chroma: false };

    /// 64 × 64 pixels.
    fn measured(model: ColourModel, pixel: impl Fn(usize, usize) -> u8) -> Option<f64> {
        let components = if model == ColourModel::Rgb { 3 } else { 1 };
        let mut blockiness = Blockiness::new(model, &vec![WHOLE; components]);
        for y in 0..64 {
            let row: Vec<u8> = (0..64).map(|x| pixel(x, y)).collect();
            (0..components).for_each(|component| blockiness.row(component, &row));
        }
        blockiness.ratio()
    }

    #[test]
    fn blocks_stand_out_at_any_offset() {
        for offset in 0..8 {
            let blocks =
                |x: usize, y: usize| ((x + offset) / 8 * 5 + (y + offset) / 8 * 5 + (x + y) % 2) as u8;
            for model in [ColourModel::Grey, ColourModel::Rgb] {
                let ratio = measured(model, blocks).unwrap();
                // Steps of 4 or 6 at the borders, of 1 elsewhere.
                assert!((4.4..5.6).contains(&ratio), "{offset} {model:?}: {ratio}");
            }
        }
    }

    #[test]
    fn what_has_no_blocks_has_none() {
        assert_eq!(measured(ColourModel::Grey, |x, y| (3 * x + y) as u8), Some(1.0));
        assert_eq!(measured(ColourModel::Grey, |_, _| 90), Some(1.0));
    }

    #[test]
    fn only_whole_luma_is_measured() {
        let mut scaled = Blockiness::new(ColourModel::YCbCr, &[Grid { across: 0.5, down: 0.5, ..WHOLE }]);
        scaled.row(0, &[90; 64]);
        scaled.row(0, &[20; 64]);
        assert_eq!(scaled.ratio(), None);
        assert_eq!(measured(ColourModel::Cmyk, |x, _| x as u8), None);
    }
}
