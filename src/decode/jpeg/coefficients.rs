//! The coefficients of a progressive frame between its scans: only those that the scale needs.
//!
//! Refinement scans (T.81 G.1.2.3) send a correction bit for each coefficient of their band that is nonzero so
//! far, needed or not. For the others that is all there is to know: one bit each, the block's history.

use super::scale::Scale;
use super::zigzag::{Block, NATURAL, is_needed, place};

/// A zigzag position that is not kept.
const DROPPED: u8 = 255;

#[derive(Debug)]
pub struct Coefficients {
    /// Which one of a block's values each zigzag position is, or `DROPPED`.
    slots: [u8; 64],
    /// The place in a [`Block`] of each that is kept.
    kept: Vec<u8>,
    values: Vec<i16>,
    /// For each block, which zigzag positions are nonzero; made by the first scan of AC coefficients.
    history: Vec<u64>,
    /// The histories of each [`GROUP_BLOCKS`] together, so that an end-of-band run skips blocks without one.
    groups: Vec<u64>,
}

/// Blocks whose histories are gathered.
const GROUP_BLOCKS: usize = 64;

/// What is kept of one block.
pub struct Kept<'a> {
    slots: &'a [u8; 64],
    values: &'a mut [i16],
    /// Which zigzag positions are nonzero.
    pub history: &'a mut u64,
}

impl Coefficients {
    pub fn new(scale: Scale, blocks: usize) -> Self {
        let mut slots = [DROPPED; 64];
        let mut kept = Vec::new();
        for (slot, natural) in slots.iter_mut().zip(NATURAL) {
            if is_needed(scale, natural) {
                *slot = kept.len() as u8;
                kept.push(place(scale, natural));
            }
        }
        let values = vec![0; blocks * kept.len()];
        let history = if scale.eighths() > 1 { vec![0; blocks] } else { Vec::new() };
        let groups = vec![0; history.len().div_ceil(GROUP_BLOCKS)];
        Self { slots, kept, values, history, groups }
    }

    /// Bytes that [`new`](Self::new) takes.
    pub fn bytes(scale: Scale, blocks: usize) -> u64 {
        let kept = NATURAL.iter().filter(|&&natural| is_needed(scale, natural)).count() as u64;
        let histories = if scale.eighths() > 1 { blocks + blocks.div_ceil(GROUP_BLOCKS) } else { 0 };
        blocks as u64 * kept * 2 + histories as u64 * 8
    }

    /// The DC coefficient of a block.
    pub fn dc(&mut self, block: usize) -> Option<&mut i16> {
        self.values.get_mut(block * self.kept.len())
    }

    /// A block for a scan of AC coefficients.
    pub fn block(&mut self, block: usize) -> Option<Kept<'_>> {
        let start = block * self.kept.len();
        let values = self.values.get_mut(start..start + self.kept.len())?;
        let history = self.history.get_mut(block)?;
        Some(Kept { slots: &self.slots, values, history })
    }

    /// Adds the history of a block, which a scan may have changed, to that of its group.
    #[inline(always)]
    pub fn gather(&mut self, block: usize) {
        if let (Some(group), Some(history)) =
            (self.groups.get_mut(block / GROUP_BLOCKS), self.history.get(block))
        {
            *group |= history;
        }
    }

    /// How many blocks from this one to the end of its group have none of the `positions` in their histories: all or
    /// none of them.
    #[inline(always)]
    pub fn blocks_without(&self, positions: u64, block: usize) -> usize {
        match self.groups.get(block / GROUP_BLOCKS) {
            Some(group) if group & positions == 0 => GROUP_BLOCKS - block % GROUP_BLOCKS,
            _ => 0,
        }
    }

    /// Puts what is kept of a block into `out`; tells whether it has AC coefficients.
    // The mask keeps the index inside the block.
    #[allow(clippy::indexing_slicing)]
    #[inline(always)]
    pub fn copy(&self, block: usize, out: &mut Block) -> bool {
        let start = block * self.kept.len();
        let Some(values) = self.values.get(start..start + self.kept.len()) else { return false };
        for (&place, &value) in self.kept.iter().zip(values) {
            out[usize::from(place & 63)] = value;
        }
        values.iter().skip(1).fold(0, |any, value| any | value) != 0
    }
}

impl Kept<'_> {
    /// The coefficient at zigzag position `k`, if it is kept.
    #[inline(always)]
    pub fn value(&mut self, k: u32) -> Option<&mut i16> {
        let slot = self.slots.get(k as usize)?;
        self.values.get_mut(usize::from(*slot))
    }
}
