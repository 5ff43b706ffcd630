//! The blocks of one component in a minimum coded unit.

use super::super::bit_buffer::BitReader;
use super::super::huffman::{BadCode, Table};
use super::super::plane::Plane;
use super::super::progressive::AcScan;
use super::super::sequential::{self, AcTables, ComponentTables};
use super::super::zigzag::{Block, clear};
use std::ops::Range;

/// Words that hold a block in any case: 64 codes of at most 32 bits with what follows them.
pub const WORDS_OF_BLOCK: usize = 64;

/// One component of the scan.
#[derive(Debug)]
pub struct Part {
    /// Index in the frame.
    pub component: usize,
    /// Blocks of a unit.
    pub h: usize,
    pub v: usize,
    /// The DC coefficient of the block before (F.1.1.5.1).
    pub prediction: i32,
    pub dc: Option<Table>,
    /// Of a sequential scan.
    pub ac: Option<AcTables>,
}

impl Part {
    #[inline(always)]
    pub(super) fn sequential(
        &mut self,
        reader: &mut BitReader,
        plane: &mut Plane,
        column: usize,
        block: &mut Block,
    ) -> Result<(), BadCode> {
        let (Some(dc), Some(ac)) = (&self.dc, &self.ac) else { return Ok(()) };
        for row in 0..self.v {
            for across in 0..self.h {
                clear(block, plane.scale);
                let dequantization = &plane.dequantization;
                let tables = ComponentTables { dc, ac, dequantization, last_needed: plane.last_needed };
                let has_ac = sequential::block(reader, &tables, &mut self.prediction, block)?;
                plane.reconstruct(block, has_ac, row, column * self.h + across);
            }
        }
        Ok(())
    }

    /// Blocks of a row of a scan of AC coefficients: as many of `columns` as the bit buffer holds.
    pub(super) fn ac_blocks(
        &self,
        reader: &mut BitReader,
        scan: &mut AcScan,
        planes: &mut [Plane],
        row: usize,
        columns: Range<usize>,
    ) -> (usize, Result<(), BadCode>) {
        let Some(plane) = planes.get_mut(self.component) else { return (0, Err(BadCode)) };
        let first = row * plane.padded_wide;
        let blocks = first + columns.start..first + columns.end;
        match &mut plane.coefficients {
            Some(coefficients) => scan.decode(reader, coefficients, blocks, WORDS_OF_BLOCK),
            None => (0, Err(BadCode)),
        }
    }

    /// The indexes of the first blocks of a unit's rows among the plane's.
    fn rows(&self, plane: &Plane, (row, column): (usize, usize)) -> impl Iterator<Item = usize> + use<> {
        let (h, v, wide) = (self.h, self.v, plane.padded_wide);
        (0..v).map(move |down| (row * v + down) * wide + column * h)
    }

    #[inline(always)]
    pub(super) fn dc_first(
        &mut self,
        reader: &mut BitReader,
        plane: &mut Plane,
        unit: (usize, usize),
        low: u32,
    ) -> Result<(), BadCode> {
        for first in self.rows(plane, unit) {
            let (Some(table), Some(coefficients)) = (&self.dc, &mut plane.coefficients) else { break };
            for at in first..first + self.h {
                self.prediction = self.prediction.wrapping_add(table.difference(reader)?);
                if let Some(dc) = coefficients.dc(at) {
                    *dc = (self.prediction << low) as i16;
                }
            }
        }
        Ok(())
    }

    #[inline(always)]
    pub(super) fn dc_refine(
        &mut self,
        reader: &mut BitReader,
        plane: &mut Plane,
        unit: (usize, usize),
        low: u32,
    ) {
        // The bits of all blocks: at most 4 × 4 of a component (B.2.2).
        reader.refill();
        for first in self.rows(plane, unit) {
            let Some(coefficients) = &mut plane.coefficients else { break };
            for at in first..first + self.h {
                let bit = reader.bits(1) as i16;
                if let Some(dc) = coefficients.dc(at) {
                    *dc |= bit << low;
                }
            }
        }
    }
}
