//! Progressive scans of AC coefficients (T.81 G.1.2.2, G.1.2.3): one component, one band of zigzag positions, one bit
//! position, block by block.

mod band;
mod first;
mod new_coefficients;
mod refine;
mod zeros;

use super::bit_buffer::BitReader;
use super::coefficients::Coefficients;
use super::huffman::{BadCode, Table};
pub use band::Band;
use new_coefficients::{Codes, NewCoefficients};
use std::ops::Range;
use zeros::Zeros;

/// A scan of AC coefficients.
#[derive(Debug)]
pub struct AcScan {
    band: Band,
    table: Table,
    new_coefficients: NewCoefficients,
    /// Of a refinement.
    zeros: Option<Box<Zeros>>,
    /// Blocks that have no new coefficients any more (EOBRUN).
    eob_run: u32,
    /// Blocks, and groups of blocks in end-of-band runs, that were looked at since this was asked.
    visited: u64,
}

impl AcScan {
    /// Bytes that a scan holds on the heap at most, itself included.
    pub const BYTES: usize = size_of::<Self>() + Table::BYTES + NewCoefficients::BYTES + size_of::<Zeros>();

    /// `refines`: the scan brings one more bit, and not the first ones.
    pub fn new(table: Table, band: Band, refines: bool) -> Self {
        let new_coefficients = NewCoefficients::new(&table, band, refines);
        let zeros = refines.then(|| Box::new(Zeros::new()));
        Self { band, table, new_coefficients, zeros, eob_run: 0, visited: 0 }
    }

    /// Whether an end-of-band run goes on after the last block that was decoded.
    pub fn is_in_eob_run(&self) -> bool {
        self.eob_run > 0
    }

    /// Blocks, and groups of blocks in end-of-band runs, that were looked at since this was asked last.
    pub fn take_visited(&mut self) -> u64 {
        std::mem::take(&mut self.visited)
    }

    /// Decodes `blocks`, as long as the reader holds a block's `words`. Returns how many were decoded.
    pub fn decode(
        &mut self,
        reader: &mut BitReader,
        coefficients: &mut Coefficients,
        blocks: Range<usize>,
        words: usize,
    ) -> (usize, Result<(), BadCode>) {
        let first = blocks.start;
        let (next, result) = if self.zeros.is_some() {
            self.refine(reader, coefficients, blocks, words)
        } else {
            self.begin(reader, coefficients, blocks, words)
        };
        (next - first, result)
    }

    /// As [`decode`](Self::decode), for a first scan; returns the next block.
    ///
    /// A function of its own with a reader of its own: in a larger one the reader does not stay in registers.
    #[inline(never)]
    fn begin(
        &mut self,
        from: &mut BitReader,
        coefficients: &mut Coefficients,
        blocks: Range<usize>,
        words: usize,
    ) -> (usize, Result<(), BadCode>) {
        let mut reader = from.clone();
        let codes = Codes { table: &self.table, new_coefficients: &self.new_coefficients, band: self.band };
        let (mut eob_run, mut visited) = (self.eob_run, 0);
        let (mut next, mut result) = (blocks.start, Ok(()));
        while next < blocks.end && reader.holds(words) && result.is_ok() {
            if eob_run > 0 {
                // These blocks have no bits.
                let covered = (blocks.end - next).min(eob_run as usize);
                eob_run -= covered as u32;
                next += covered;
                continue;
            }
            visited += 1;
            let Some(kept) = coefficients.block(next) else { return (next, Err(BadCode)) };
            result = first::block(&mut reader, codes, &mut eob_run, kept);
            coefficients.gather(next);
            next += usize::from(result.is_ok());
        }
        self.eob_run = eob_run;
        self.visited += visited;
        *from = reader;
        (next, result)
    }

    /// As [`begin`](Self::begin), for a refinement.
    #[inline(never)]
    fn refine(
        &mut self,
        from: &mut BitReader,
        coefficients: &mut Coefficients,
        blocks: Range<usize>,
        words: usize,
    ) -> (usize, Result<(), BadCode>) {
        let mut reader = from.clone();
        let codes = Codes { table: &self.table, new_coefficients: &self.new_coefficients, band: self.band };
        let (mut eob_run, mut visited) = (self.eob_run, 0);
        let (mut next, mut result) = (blocks.start, Ok(()));
        let Some(zeros) = &mut self.zeros else { return (next, Err(BadCode)) };
        let positions = codes.band.positions();
        while next < blocks.end && reader.holds(words) && result.is_ok() {
            visited += 1;
            let in_run = eob_run > 0;
            if in_run {
                // Blocks without a coefficient to correct have no bits: a long run costs what its groups cost.
                let covered = coefficients.blocks_without(positions, next);
                let covered = covered.min(blocks.end - next).min(eob_run as usize);
                if covered > 0 {
                    eob_run -= covered as u32;
                    next += covered;
                    continue;
                }
            }
            let Some(kept) = coefficients.block(next) else { return (next, Err(BadCode)) };
            result = refine::block(&mut reader, codes, zeros, &mut eob_run, kept);
            if !in_run {
                coefficients.gather(next);
            }
            next += usize::from(result.is_ok());
        }
        self.eob_run = eob_run;
        self.visited += visited;
        *from = reader;
        (next, result)
    }
}
