//! One component on its way out: the strip of samples of one row of units, and what is kept for progressive scans.

use super::coefficients::Coefficients;
use super::header::Component;
use super::segment::ScanHeader;
use super::zigzag::{Block, Dequantization, last_needed};
use super::{idct, scale::Scale};
use crate::rows::RowSink;

/// No bit of the coefficient has come.
const NO_BITS: u8 = u8::MAX;

/// A component being reconstructed.
#[derive(Debug)]
pub struct Plane {
    /// Index in the header's components.
    index: usize,
    pub scale: Scale,
    /// Blocks of a row and of a column that hold picture (T.81 A.1.1); scans of one component have no others.
    pub blocks_wide: usize,
    pub blocks_high: usize,
    /// Blocks of a row with those that fill up units of interleaved scans (A.2.4).
    pub padded_wide: usize,
    /// Samples of a row and rows, at the scale.
    width: usize,
    height: usize,
    /// Rows given to the sink.
    delivered: usize,
    samples: Vec<u8>,
    stride: usize,
    /// The last row given to the sink.
    last_row: Vec<u8>,
    /// Vertical sampling factor.
    pub v: usize,
    /// A scan of this component has begun.
    pub is_begun: bool,
    /// Set by the component's first scan (B.2.4.1: tables may be redefined between scans).
    pub dequantization: Dequantization,
    /// The last zigzag position that the scale needs.
    pub last_needed: u32,
    /// For each zigzag position the lowest bit that a progressive scan brought, `NO_BITS` before the first one.
    low_bits: [u8; 64],
    /// Present when the frame is progressive.
    pub coefficients: Option<Coefficients>,
}

impl Plane {
    /// `units_wide` is the number of interleaved units in a row of the frame.
    pub fn new(index: usize, component: &Component, scale: Scale, units_wide: usize) -> Self {
        let padded_wide = units_wide * component.h;
        let stride = padded_wide * scale.eighths();
        let width = scale.len(component.width);
        Self {
            index,
            scale,
            blocks_wide: component.width.div_ceil(8),
            blocks_high: component.height.div_ceil(8),
            padded_wide,
            width,
            height: scale.len(component.height),
            delivered: 0,
            samples: vec![0; stride * scale.eighths() * component.v],
            stride,
            last_row: vec![0; width],
            v: component.v,
            is_begun: false,
            dequantization: Dequantization::new(&[0; 64], scale),
            last_needed: last_needed(scale),
            low_bits: [NO_BITS; 64],
            coefficients: None,
        }
    }

    /// Bytes that [`new`](Self::new) takes.
    pub fn bytes(component: &Component, scale: Scale, units_wide: usize) -> u64 {
        let row = units_wide * component.h * scale.eighths();
        (row * scale.eighths() * component.v + scale.len(component.width)) as u64
    }

    /// Puts a block's samples into the strip, `row` blocks below its top.
    pub fn reconstruct(&mut self, block: &Block, has_ac: bool, row: usize, column: usize) {
        let n = self.scale.eighths();
        let start = row * n * self.stride + column * n;
        let Some(samples) = self.samples.get_mut(start..) else { return };
        let elements = self.dequantization.elements();
        if has_ac {
            idct::reconstruct(block, elements, self.scale, samples, self.stride);
        } else {
            idct::reconstruct_flat(block, elements, self.scale, samples, self.stride);
        }
    }

    /// Gives the strip's upper `block_rows` rows of blocks to the sink.
    pub fn deliver(&mut self, block_rows: usize, sink: &mut dyn RowSink) {
        let rows = (block_rows * self.scale.eighths()).min(self.height - self.delivered);
        for row in self.samples.chunks_exact(self.stride).take(rows) {
            let Some(row) = row.get(..self.width) else { continue };
            sink.row(self.index, row);
            self.last_row.copy_from_slice(row);
        }
        self.delivered += rows;
    }

    /// Repeats the last row until the component is complete.
    pub fn repeat_last_row(&mut self, sink: &mut dyn RowSink) {
        while self.delivered < self.height {
            sink.row(self.index, &self.last_row);
            self.delivered += 1;
        }
    }

    pub fn is_delivered(&self) -> bool {
        self.delivered == self.height
    }

    /// Notes the bits that a progressive scan brings to its band. Returns the first zigzag position that they do not
    /// fit: a first scan comes once, a refinement brings the bit after those that came before (G.1.1.1.2).
    pub fn note_bits(&mut self, scan: &ScanHeader) -> Option<usize> {
        let before = if scan.high == 0 { NO_BITS } else { scan.high };
        let band = usize::from(scan.first)..=usize::from(scan.last);
        for (k, bits) in self.low_bits.iter_mut().enumerate().filter(|(k, _)| band.contains(k)) {
            if *bits != before {
                return Some(k);
            }
            *bits = scan.low;
        }
        None
    }

    /// Whether each of the coefficients that the scale needs has begun.
    pub fn has_first_bits(&self) -> bool {
        self.needed_bits().all(|low| low != NO_BITS)
    }

    /// Whether every bit of the coefficients that the scale needs has come.
    pub fn has_all_bits(&self) -> bool {
        self.needed_bits().all(|low| low == 0)
    }

    fn needed_bits(&self) -> impl Iterator<Item = u8> {
        self.low_bits.iter().copied().take(self.last_needed as usize + 1)
    }
}
