//! The components of a frame on their way out, together.

use super::bit_buffer::BitBuffer;
use super::coefficients::Coefficients;
use super::header::Header;
use super::plane::Plane;
use super::scale::Scale;
use super::scan::Scan;
use super::segment::{CodingProcess, ScanHeader};
use super::tables::Tables;
use super::zigzag::{Block, Dequantization};
use crate::error::{Error, Position};
use crate::rows::RowSink;

/// The last row of units may be made up in a picture that has at least this many.
const ROWS_TO_REPEAT_ONE: usize = 64;

#[derive(Debug)]
pub struct Components {
    pub planes: Vec<Plane>,
    progressive: bool,
    units_high: usize,
    /// Rows of the stored picture that a row of units covers.
    unit_height: usize,
    height: usize,
}

impl Components {
    /// Checks the memory that the scales ask for, then takes it. `held` bytes are in use besides.
    pub fn new(header: &Header, scales: &[Scale], memory_bytes: u64, held: u64) -> Result<Self, Error> {
        let progressive = header.coding == CodingProcess::Progressive;
        let scale_of = |index: usize| scales.get(index).or(scales.last()).copied().unwrap_or(Scale::FULL);
        let (wide, high) = (header.units_wide(), header.units_high());
        let mut value = BitBuffer::bytes() + Scan::table_bytes(header) + held;
        for (index, component) in header.components.iter().enumerate() {
            let scale = scale_of(index);
            value += Plane::bytes(component, scale, wide);
            if progressive {
                value += Coefficients::bytes(scale, wide * component.h * high * component.v);
            }
        }
        if value > memory_bytes {
            return Err(Error::LimitExceeded { limit: "limits.memoryBytes", value, allowed: memory_bytes });
        }
        let planes = header.components.iter().enumerate().map(|(index, component)| {
            let mut plane = Plane::new(index, component, scale_of(index), wide);
            if progressive {
                let blocks = wide * component.h * high * component.v;
                plane.coefficients = Some(Coefficients::new(plane.scale, blocks));
            }
            plane
        });
        Ok(Self {
            planes: planes.collect(),
            progressive,
            units_high: high,
            unit_height: 8 * header.v_max,
            height: header.height,
        })
    }

    /// Fixes the quantization tables of components whose first scan this is, and notes what it brings.
    pub fn begin_scan(
        &mut self,
        scan: &ScanHeader,
        header: &Header,
        tables: &Tables,
        number: u32,
        offset: u64,
    ) -> Result<(), Error> {
        let position = Position { byte: offset, scan: Some(number), mcu_row: None };
        let corrupt = |detail: String| Error::Corrupt { position, detail };
        for (plane, component) in self.planes.iter_mut().zip(&header.components) {
            if !scan.components.iter().any(|selected| selected.id == component.id) {
                continue;
            }
            if plane.is_begun && !self.progressive {
                return Err(corrupt(format!("component {} is coded twice", component.id)));
            }
            if !plane.is_begun {
                if self.progressive && scan.first > 0 {
                    return Err(corrupt(format!(
                        "component {} begins without its DC coefficients",
                        component.id
                    )));
                }
                let table = tables.quantization.get(component.tq).and_then(Option::as_ref);
                let table = table
                    .ok_or_else(|| corrupt(format!("quantization table {} is not defined", component.tq)))?;
                plane.dequantization = Dequantization::new(table, plane.scale);
                plane.is_begun = true;
            }
            if self.progressive
                && let Some(k) = plane.note_bits(scan)
            {
                let ScanHeader { high, low, .. } = scan;
                return Err(corrupt(format!(
                    "inconsistent progression: bits {high} to {low} of component {}, coefficient {k}",
                    component.id
                )));
            }
        }
        Ok(())
    }

    /// Whether the image may end here: a sequential one is delivered, a progressive one has had the first scan of
    /// every coefficient that the scales need (T.81 does not ask that it be refined to the last bit).
    pub fn is_whole(&self) -> bool {
        if self.progressive { self.planes.iter().all(Plane::has_first_bits) } else { self.is_delivered() }
    }

    /// Whether all rows have been delivered.
    pub fn is_delivered(&self) -> bool {
        self.planes.iter().all(Plane::is_delivered)
    }

    /// Whether nothing more can come that the scales need.
    pub fn holds_all(&self) -> bool {
        if self.progressive { self.planes.iter().all(Plane::has_all_bits) } else { self.is_delivered() }
    }

    /// Blocks that are transformed when all scans have come: those of a progressive picture.
    pub fn blocks_to_render(&self) -> u64 {
        let blocks = self.planes.iter().map(|plane| plane.blocks_wide as u64 * plane.blocks_high as u64);
        if self.progressive { blocks.sum() } else { 0 }
    }

    /// Delivers a progressive picture from its coefficients.
    pub fn render(&mut self, sink: &mut dyn RowSink) {
        if self.progressive {
            for unit_row in 0..self.units_high {
                for plane in &mut self.planes {
                    plane.render(unit_row, sink);
                }
            }
        }
    }

    /// Completes a sequential picture of which only the last row of units is missing: repeats the row above.
    /// Returns the number of made-up rows of the stored picture, `None` when too much is missing.
    pub fn repeat_last_rows(&mut self, scan: &mut Scan, sink: &mut dyn RowSink) -> Option<u32> {
        let (done, rows) = scan.rows_done();
        let others_delivered = self.planes.iter().enumerate().all(|(index, plane)| {
            plane.is_delivered() || scan.components().any(|component| component == index)
        });
        if self.progressive || done + 1 != rows || rows < ROWS_TO_REPEAT_ONE || !others_delivered {
            return None;
        }
        for plane in &mut self.planes {
            plane.repeat_last_row(sink);
        }
        scan.give_up();
        let unit_height =
            if scan.components().count() > 1 { self.unit_height } else { self.height.div_ceil(rows) };
        u32::try_from(self.height.saturating_sub(done * unit_height)).ok()
    }
}

impl Plane {
    /// Reconstructs and delivers one row of units from the coefficients.
    fn render(&mut self, unit_row: usize, sink: &mut dyn RowSink) {
        let Some(coefficients) = self.coefficients.take() else { return };
        // Every block fills the same places.
        let mut block: Block = [0; 64];
        for down in 0..self.v {
            let first = (unit_row * self.v + down) * self.padded_wide;
            for column in 0..self.blocks_wide {
                let has_ac = coefficients.copy(first + column, &mut block);
                self.reconstruct(&block, has_ac, down, column);
            }
        }
        self.coefficients = Some(coefficients);
        self.deliver(self.v, sink);
    }
}
