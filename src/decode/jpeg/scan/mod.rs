//! The walk over the minimum coded units of a scan (T.81 A.2, E.2.3), as far as the bit buffer's bits reach.

mod begin;
mod part;

use super::bit_buffer::{BitBuffer, BitReader};
use super::header::Header;
use super::huffman::{BadCode, Table};
use super::plane::Plane;
use super::progressive::AcScan;
use super::segment::CodingProcess;
use super::sequential::AcTables;
use super::zigzag::Block;
use crate::error::{Error, Position};
use crate::rows::RowSink;
use part::{Part, WORDS_OF_BLOCK};

/// A scan being decoded.
#[derive(Debug)]
pub struct Scan {
    /// Number of the scan in the file, from 1.
    number: u32,
    process: ScanKind,
    parts: Vec<Part>,
    /// Units of a row, rows of units.
    columns: usize,
    rows: usize,
    /// The next unit.
    column: usize,
    row: usize,
    restart_interval: u32,
    /// Units until the next restart marker is due.
    until_restart: u32,
    /// Number of the next restart marker, 0 to 7.
    next_restart: u8,
    /// Words that hold a unit in any case.
    unit_words: usize,
    /// Blocks that were read so far, those of the scans before included, and how many may be.
    work: u64,
    work_max: u64,
    /// The block being decoded, of a sequential scan.
    block: Block,
}

/// What a scan codes.
#[derive(Debug)]
enum ScanKind {
    Sequential,
    DcFirst { low: u32 },
    DcRefine { low: u32 },
    Ac(Box<AcScan>),
}

/// Why decoding stopped.
enum Fault {
    /// The bits are no code of the table.
    BadCode,
    /// The segment has ended before the unit has.
    Short,
    /// An end-of-band run has more blocks than its restart interval or the scan has left (G.1.2.2).
    LongRun,
}

impl From<BadCode> for Fault {
    fn from(_: BadCode) -> Self {
        Self::BadCode
    }
}

/// How far a call came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The bit buffer needs more bytes.
    Hungry,
    /// All units before the next restart marker are decoded.
    RestartDue,
    /// All units are decoded.
    Complete,
}

impl Scan {
    /// Bytes that the tables of a scan of this frame hold at most.
    pub fn table_bytes(frame: &Header) -> u64 {
        let components = frame.components.len();
        let bytes = match frame.coding {
            CodingProcess::Progressive => AcScan::BYTES.max(components * Table::BYTES),
            _ => components * (Table::BYTES + AcTables::BYTES),
        };
        bytes as u64
    }

    /// Decodes as many units as the bit buffer certainly holds, or, when the segment has `ended`, all of them.
    pub fn advance(
        &mut self,
        bit_buffer: &mut BitBuffer,
        planes: &mut [Plane],
        ended: bool,
        sink: &mut dyn RowSink,
    ) -> Result<Progress, Error> {
        loop {
            if self.row == self.rows {
                return Ok(Progress::Complete);
            }
            if self.restart_interval > 0 && self.until_restart == 0 {
                return Ok(Progress::RestartDue);
            }
            if ended {
                bit_buffer.pad(self.unit_words);
            } else if !bit_buffer.holds(self.unit_words) {
                return Ok(Progress::Hungry);
            }
            self.units(bit_buffer, planes).map_err(|fault| self.error(fault, bit_buffer))?;
            if self.column == self.columns {
                self.column = 0;
                self.row += 1;
                // At the end of a row, wherever the file was cut into chunks.
                self.count_visited()?;
                if matches!(self.process, ScanKind::Sequential) {
                    self.deliver(planes, sink);
                }
            }
        }
    }

    /// Counts the work of this scan onto that of those `before`: of whole blocks beforehand, of a band of coefficients
    /// as it goes, since its runs may skip most blocks.
    pub fn limit_work(&mut self, before: u64, allowed: u64) -> Result<(), Error> {
        let blocks = (self.unit_words / WORDS_OF_BLOCK) as u64;
        let units = if matches!(self.process, ScanKind::Ac(_)) { 0 } else { self.columns * self.rows };
        (self.work, self.work_max) = (before.saturating_add(units as u64 * blocks), allowed);
        self.count_visited()
    }

    /// Blocks that were read so far, those of the scans before included.
    pub fn work(&self) -> u64 {
        self.work
    }

    fn count_visited(&mut self) -> Result<(), Error> {
        if let ScanKind::Ac(scan) = &mut self.process {
            self.work += scan.take_visited();
        }
        let (value, allowed) = (self.work, self.work_max);
        if value > allowed {
            return Err(Error::LimitExceeded { limit: "limits.work", value, allowed });
        }
        Ok(())
    }

    fn deliver(&self, planes: &mut [Plane], sink: &mut dyn RowSink) {
        for part in &self.parts {
            if let Some(plane) = planes.get_mut(part.component) {
                plane.deliver(part.v, sink);
            }
        }
    }

    /// Decodes units up to the end of the row, the restart interval or the bit buffer.
    fn units(&mut self, bit_buffer: &mut BitBuffer, planes: &mut [Plane]) -> Result<(), Fault> {
        let mut units = self.columns - self.column;
        if self.restart_interval > 0 {
            units = units.min(self.until_restart as usize);
        }
        let mut reader = bit_buffer.reader();
        let (done, result) = match (&mut self.process, self.parts.first()) {
            // Its units are blocks of one component (G.1.1.1.1).
            (ScanKind::Ac(scan), Some(part)) => {
                let columns = self.column..self.column + units;
                part.ac_blocks(&mut reader, scan, planes, self.row, columns)
            }
            _ => self.units_of_blocks(&mut reader, planes, units),
        };
        let place = reader.place();
        bit_buffer.resume(place);
        // Units made of the zeros after the segment's end do not count, so that its restart interval stays short.
        if bit_buffer.is_overrun() {
            return Err(Fault::Short);
        }
        self.column += done;
        self.until_restart = self.until_restart.wrapping_sub(done as u32);
        result?;
        match &self.process {
            ScanKind::Ac(scan) if scan.is_in_eob_run() && self.ends_interval() => Err(Fault::LongRun),
            _ => Ok(()),
        }
    }

    /// Whether no unit follows before the next restart marker or the end of the scan.
    fn ends_interval(&self) -> bool {
        let is_last = self.column == self.columns && self.row + 1 == self.rows;
        is_last || self.restart_interval > 0 && self.until_restart == 0
    }

    /// Decodes up to `units` units of a scan of whole blocks or of DC coefficients, and tells how many.
    ///
    /// A function of its own: among what begins and ends a scan too few registers are left to it.
    #[inline(never)]
    fn units_of_blocks(
        &mut self,
        reader: &mut BitReader,
        planes: &mut [Plane],
        units: usize,
    ) -> (usize, Result<(), BadCode>) {
        let mut done = 0;
        reader.refill();
        while done < units && reader.holds(self.unit_words) {
            let result = self.unit(reader, planes, self.column + done);
            if result.is_err() {
                return (done, result);
            }
            done += 1;
        }
        (done, Ok(()))
    }

    /// Decodes one unit.
    #[inline(always)]
    fn unit(&mut self, reader: &mut BitReader, planes: &mut [Plane], column: usize) -> Result<(), BadCode> {
        for part in &mut self.parts {
            let Some(plane) = planes.get_mut(part.component) else { continue };
            match self.process {
                ScanKind::Sequential => part.sequential(reader, plane, column, &mut self.block)?,
                ScanKind::DcFirst { low } => part.dc_first(reader, plane, (self.row, column), low)?,
                ScanKind::DcRefine { low } => part.dc_refine(reader, plane, (self.row, column), low),
                ScanKind::Ac(_) => {}
            }
        }
        Ok(())
    }

    /// A restart marker has come. It is due after the last unit of a restart interval, and predictions start anew
    /// then (F.1.1.5.1, G.1.2.2); anywhere else units are missing before it, or it is not a marker.
    pub fn restart(&mut self, number: u8, offset: u64) -> Result<(), Error> {
        let is_due = self.restart_interval > 0 && self.until_restart == 0;
        if !is_due || number != self.next_restart {
            let due = if is_due { self.next_restart.to_string() } else { "none".into() };
            let detail = format!("restart marker {number} where {due} is due");
            return Err(Error::Corrupt { position: self.position(offset), detail });
        }
        self.next_restart = (number + 1) % 8;
        self.until_restart = self.restart_interval;
        for part in &mut self.parts {
            part.prediction = 0;
        }
        Ok(())
    }

    pub fn is_complete(&self) -> bool {
        self.row == self.rows
    }

    /// Takes no more units.
    pub fn give_up(&mut self) {
        self.row = self.rows;
    }

    /// Rows of units that are complete, and how many there are.
    pub fn rows_done(&self) -> (usize, usize) {
        (self.row, self.rows)
    }

    /// The components of the scan, as indexes in the frame.
    pub fn components(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().map(|part| part.component)
    }

    /// The place of `offset` in the scan.
    pub fn position(&self, offset: u64) -> Position {
        Position { byte: offset, scan: Some(self.number), mcu_row: u32::try_from(self.row).ok() }
    }

    fn error(&self, fault: Fault, bit_buffer: &BitBuffer) -> Error {
        let position = self.position(bit_buffer.offset());
        match fault {
            Fault::BadCode => {
                Error::Corrupt { position, detail: "the bits are no code of the Huffman table".into() }
            }
            Fault::LongRun => {
                let detail = "an end-of-band run reaches beyond its restart interval".into();
                Error::Corrupt { position, detail }
            }
            Fault::Short => Error::Truncated { position, detail: String::new() },
        }
    }
}
