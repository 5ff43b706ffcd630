//! Quantization that weighs each coefficient's error against the bits that it costs.
//!
//! Plain rounding spends bits on lone small coefficients that are hardly seen. Here the AC
//! coefficients of a block become a path through a trellis: each that would not round to zero
//! is kept, lowered to the largest level with one bit less, or (where it would round to 1) dropped,
//! such that the sum of squared errors, in steps of the quantization table, and of bits times a
//! price is least (the Viterbi algorithm; compare K. Ramchandran and M. Vetterli, "Rate-distortion
//! optimal fast thresholding with complete JPEG/MPEG decoder compatibility", 1994).
//! Bits come from the Huffman tables of the attempt before.

use super::fdct::{Block, SCALE};
use super::huffman::Table;
use super::scan_symbols::{END_OF_BLOCK, Level, ZERO_RUN};

/// A coefficient's value is held in 1/256 of a step, its squared error in 1/65536.
const VALUE_BITS: u32 = 8;
/// Fraction bits of a reciprocal: with the smallest step, 8, the largest coefficient, under 2¹⁴,
/// and the value's 8 fraction bits, the product stays below 2³².
const RECIPROCAL_BITS: u32 = 13;

/// Bits that dropping a coefficient saves at most, and lowering its level into the category below.
/// Rare choices could save a little more; they are not tried.
const DROP_BITS: u32 = 11;
const LOWER_BITS: u32 = 6;

/// Bits of each AC symbol together with the bits that follow it.
pub struct Rates {
    bits: [u8; 256],
}

impl Rates {
    /// What the codes of a finished table cost. A symbol without code is priced like the longest.
    pub fn new(table: &Table) -> Self {
        let mut symbol = 0;
        let bits = [0; 256].map(|_: u8| {
            let length = match table.length(symbol) {
                0 => 16,
                length => length as u8,
            };
            let all = length + (symbol & 15);
            symbol = symbol.wrapping_add(1);
            all
        });
        Self { bits }
    }

    /// A guess before any table is known: about half a bit for each zero that is run over, two bits
    /// for each further category.
    pub fn guess(component: u8) -> Self {
        let end_of_block = if component == 0 { 4 } else { 2 };
        Self {
            bits: std::array::from_fn(|symbol| match (symbol as u8 >> 4, symbol as u8 & 15) {
                (0, 0) => end_of_block,
                (run, size) => (2 + run / 2 + 2 * size.saturating_sub(1)).min(16) + size,
            }),
        }
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // Hot loop; a byte indexes 256 entries.
    fn of(&self, symbol: u8) -> u32 {
        u32::from(self.bits[usize::from(symbol)])
    }
}

/// A coefficient that does not round to zero, and the cheapest path that ends in it.
#[derive(Clone, Copy, Default)]
struct Node {
    position: u8,
    /// The best path's coefficient before this one.
    previous: u8,
    /// The level that the best path takes.
    chosen: u16,
    /// Level by rounding.
    rounded: u16,
    /// Magnitude in 1/256 of a step.
    value: u32,
    /// Whether the level may become zero.
    droppable: bool,
    /// Squared error if this coefficient and all before it became zero.
    zeroed: u32,
    /// Squared error and price of bits of the best path.
    cost: u32,
}

/// Quantizes the blocks of the components that share a table.
pub struct Trellis {
    /// Coefficients from here on do not round to zero.
    half_steps: [i16; 64],
    reciprocals: [u32; 64],
    dc_step: i32,
    rates: Rates,
    /// The first node stands for the start of the block.
    nodes: [Node; 64],
}

impl Trellis {
    /// For a table in zigzag order.
    pub fn new(steps: &[u8; 64], rates: Rates) -> Self {
        let scaled = steps.map(|step| u32::from(step) * SCALE as u32);
        let [dc_step, ..] = scaled;
        Self {
            half_steps: scaled.map(|step| (step / 2) as i16),
            reciprocals: scaled.map(|step| (1 << (VALUE_BITS + RECIPROCAL_BITS)) / step),
            dc_step: dc_step as i32,
            rates,
            nodes: [Node::default(); 64],
        }
    }

    /// The DC coefficient in steps.
    pub fn dc(&self, block: &Block) -> i16 {
        let [dc, ..] = block;
        let dc = i32::from(*dc);
        ((dc + dc.signum() * (self.dc_step / 2)) / self.dc_step) as i16
    }

    /// The AC coefficients in steps, those that are not zero, first to last, at the end of `levels`.
    /// `price` is what a bit costs in 1/65536 of a squared step.
    #[allow(clippy::indexing_slicing)] // Hot loop; nodes are numbered below 64, positions as well.
    pub fn ac<'a>(&mut self, block: &Block, lambda: u32, levels: &'a mut [Level; 63]) -> &'a [Level] {
        let last = self.collect(block, lambda);
        if last == 0 {
            return &[];
        }
        let end_price = lambda * self.rates.of(END_OF_BLOCK);
        let zeroed_all = self.nodes[last].zeroed;
        let (mut end, mut end_cost) = (0, zeroed_all + end_price);
        // A path must pass through the last node that cannot be dropped.
        let mut barrier = 0;
        for index in 1..=last {
            self.enter(index, barrier, lambda);
            let node = self.nodes[index];
            if !node.droppable {
                barrier = index;
                end_cost = u32::MAX;
            }
            let cost = node.cost + zeroed_all - node.zeroed + if node.position == 63 { 0 } else { end_price };
            if cost < end_cost {
                (end, end_cost) = (index, cost);
            }
        }
        let mut first = levels.len();
        while end > 0 {
            let node = self.nodes[end & 63];
            let sign = block[usize::from(node.position & 63)] >> 15;
            first -= 1;
            levels[first & 63] = Level { position: node.position, value: (node.chosen as i16 ^ sign) - sign };
            end = usize::from(node.previous);
        }
        &levels[first & 63..]
    }

    /// Finds the coefficients that do not round to zero; gives the number of the last node.
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // Hot loop; at most 63 AC coefficients follow the start's node.
    fn collect(&mut self, block: &Block, lambda: u32) -> usize {
        // A value v between 1/2 and 3/2 that becomes 0 instead of 1 adds 2 v - 1 to the squared error.
        let kept_from =
            ((1 << (VALUE_BITS - 1)) + ((lambda * DROP_BITS) >> (VALUE_BITS + 1))).min(3 << (VALUE_BITS - 1));
        let mut last = 0;
        let mut zeroed = 0;
        // One plain loop without branches, so that it becomes vector code.
        let mut marked = [0u8; 64];
        for k in 1..64 {
            marked[k] = (block[k].wrapping_abs() >= self.half_steps[k]) as u8;
        }
        for (group, marked) in marked.as_chunks().0.iter().enumerate() {
            let mut marked = u64::from_le_bytes(*marked);
            while marked != 0 {
                let k = 8 * group + marked.trailing_zeros() as usize / 8;
                marked &= marked - 1;
                let magnitude = block[k & 63].unsigned_abs();
                let value = (u32::from(magnitude) * self.reciprocals[k & 63]) >> RECIPROCAL_BITS;
                let rounded = ((value + (1 << (VALUE_BITS - 1))) >> VALUE_BITS).max(1);
                let droppable = value < kept_from;
                // Where dropping is no choice only its absence from sums matters.
                zeroed += if droppable { value * value } else { 0 };
                last += 1;
                self.nodes[last & 63] = Node {
                    position: k as u8,
                    value,
                    rounded: rounded as u16,
                    droppable,
                    zeroed,
                    ..Node::default()
                };
            }
        }
        last
    }

    /// Finds the cheapest path into a node from the start or any node since the barrier.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // Hot loop; `barrier` < `index` < 64.
    fn enter(&mut self, index: usize, barrier: usize, lambda: u32) {
        let Node { position, rounded, value, .. } = self.nodes[index & 63];
        let zeroed_before = self.nodes[(index - 1) & 63].zeroed;
        let size = category(rounded);
        // A level lowered by 1 adds 1 + 2 (v - level) to the squared error.
        let below_half = (value + (1 << (VALUE_BITS - 1))).saturating_sub(u32::from(rounded) << VALUE_BITS);
        let worth_lowering = below_half << (VALUE_BITS + 1) < lambda * LOWER_BITS;
        let lower = if rounded > 1 && rounded.is_power_of_two() && worth_lowering { rounded - 1 } else { 0 };
        let (mut best, mut best_lower) = ((u32::MAX, 0), (u32::MAX, 0));
        for from in (barrier..index).rev() {
            let node = self.nodes[from & 63];
            let run = position - node.position - 1;
            let reach = node.cost + zeroed_before - node.zeroed
                + if run > 15 { u32::from(run >> 4) * self.rates.of(ZERO_RUN) * lambda } else { 0 };
            let symbol = (run & 15) << 4 | size;
            let cost = reach + self.rates.of(symbol) * lambda;
            if cost < best.0 {
                best = (cost, from);
            }
            if lower > 0 {
                let cost = reach + self.rates.of(symbol - 1) * lambda;
                if cost < best_lower.0 {
                    best_lower = (cost, from);
                }
            }
        }
        let kept = (best.0 + squared_error(value, rounded), best.1, rounded);
        let cheapest = if lower > 0 {
            kept.min((best_lower.0 + squared_error(value, lower), best_lower.1, lower))
        } else {
            kept
        };
        let node = &mut self.nodes[index & 63];
        (node.cost, node.previous, node.chosen) = (cheapest.0, cheapest.1 as u8, cheapest.2);
    }
}

/// Bits of a magnitude (T.81 table F.2).
#[inline(always)]
fn category(level: u16) -> u8 {
    (u16::BITS - level.leading_zeros()) as u8
}

#[inline(always)]
fn squared_error(value: u32, level: u16) -> u32 {
    let error = value.abs_diff(u32::from(level) << VALUE_BITS);
    error * error
}
