//! The walk over the minimum coded units of a scan (T.81 A.2, E.2.3), as far as the window's bits reach.

use super::header::Header;
use super::huffman::{BadCode, SkipTable, Table};
use super::plane::Plane;
use super::progressive::{self, Band};
use super::segment::ScanHeader;
use super::tables::Tables;
use super::window::{Reader, Window};
use super::zigzag::{Block, clear};
use super::{RowSink, sequential};
use crate::error::{Error, Position};

/// Words that hold a block in any case: 64 codes of at most 32 bits with what follows them.
const WORDS_OF_BLOCK: usize = 64;

/// Blocks that a unit of an interleaved scan may have (B.2.3).
const BLOCKS_MAX: usize = 10;

/// A scan being decoded.
#[derive(Debug)]
pub struct Scan {
    /// Number of the scan in the file, from 1.
    number: u32,
    process: Process,
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
    /// Blocks that a progressive scan ends at once.
    eob_run: u32,
    /// Words that hold a unit in any case.
    unit_words: usize,
    /// The block being decoded, of a sequential scan.
    block: Block,
}

/// What a scan codes.
#[derive(Clone, Copy, Debug)]
enum Process {
    Sequential,
    DcFirst { low: u32 },
    DcRefine { low: u32 },
    AcFirst(Band),
    AcRefine(Band),
}

/// One component of the scan.
#[derive(Debug)]
struct Part {
    /// Index in the frame.
    component: usize,
    /// Blocks of a unit.
    h: usize,
    v: usize,
    /// The DC coefficient of the block before (F.1.1.5.1).
    prediction: i32,
    dc: Option<Table>,
    ac: Option<(Table, SkipTable)>,
}

/// Why decoding stopped.
enum Fault {
    /// The bits are no code of the table.
    BadCode,
    /// The segment has ended before the unit has.
    Short,
}

impl From<BadCode> for Fault {
    fn from(_: BadCode) -> Self {
        Self::BadCode
    }
}

/// How far a call came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The window needs more bytes.
    Hungry,
    /// All units before the next restart marker are decoded.
    RestartDue,
    /// All units are decoded.
    Complete,
}

impl Scan {
    /// Checks the scan header against the frame and builds the tables.
    ///
    /// `Ok(None)`: no coefficient of the scan is needed at the planes' scales.
    pub fn new(
        header: &ScanHeader,
        frame: &Header,
        tables: &Tables,
        planes: &[Plane],
        number: u32,
        offset: u64,
    ) -> Result<Option<Self>, Error> {
        let corrupt = |detail: String| Error::Corrupt {
            position: Position { byte: offset, scan: Some(number), mcu_row: None },
            detail,
        };
        let interleaved = header.components.len() > 1;
        let mut parts = Vec::with_capacity(header.components.len());
        let (mut columns, mut rows) = (frame.units_wide(), frame.units_high());
        let mut last_needed = 0;
        for selected in &header.components {
            let found = frame.components.iter().position(|component| component.id == selected.id);
            let found = found.and_then(|at| Some((at, frame.components.get(at)?, planes.get(at)?)));
            let Some((index, component, plane)) = found else {
                return Err(corrupt(format!(
                    "the scan names component {}, which the frame has not",
                    selected.id
                )));
            };
            let (mut h, mut v) = (component.h, component.v);
            if !interleaved {
                // A.2.2: units of one block, and only as many as the component has.
                (h, v, columns, rows) = (1, 1, plane.blocks_wide, plane.blocks_high);
            }
            last_needed = plane.last_needed;
            parts.push(Part { component: index, h, v, prediction: 0, dc: None, ac: None });
        }
        let blocks: usize = parts.iter().map(|part| part.h * part.v).sum();
        if interleaved && blocks > BLOCKS_MAX {
            return Err(corrupt(format!("units of {blocks} blocks; {BLOCKS_MAX} are allowed")));
        }
        let process = process(header, frame, last_needed).map_err(corrupt)?;
        if let Process::AcFirst(band) | Process::AcRefine(band) = process
            && band.is_needless()
        {
            return Ok(None);
        }
        for (part, selected) in parts.iter_mut().zip(&header.components) {
            if matches!(process, Process::Sequential | Process::DcFirst { .. }) {
                let spec = tables.dc.get(selected.dc).and_then(Option::as_ref);
                let spec =
                    spec.ok_or_else(|| corrupt(format!("DC Huffman table {} is not defined", selected.dc)))?;
                part.dc = Some(Table::new(spec));
            }
            if matches!(process, Process::Sequential | Process::AcFirst(_) | Process::AcRefine(_)) {
                let spec = tables.ac.get(selected.ac).and_then(Option::as_ref);
                let spec =
                    spec.ok_or_else(|| corrupt(format!("AC Huffman table {} is not defined", selected.ac)))?;
                let table = Table::new(spec);
                let skip = SkipTable::new(&table);
                part.ac = Some((table, skip));
            }
        }
        Ok(Some(Self {
            number,
            process,
            parts,
            columns,
            rows,
            column: 0,
            row: 0,
            restart_interval: tables.restart_interval,
            until_restart: tables.restart_interval,
            next_restart: 0,
            eob_run: 0,
            unit_words: blocks * WORDS_OF_BLOCK,
            block: [0; 64],
        }))
    }

    /// Decodes as many units as the window certainly holds, or, when the segment has `ended`, all of them.
    pub fn advance(
        &mut self,
        window: &mut Window,
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
                window.pad(self.unit_words);
            } else if !window.holds(self.unit_words) {
                return Ok(Progress::Hungry);
            }
            self.units(window, planes).map_err(|fault| self.error(fault, window))?;
            if self.column == self.columns {
                self.column = 0;
                self.row += 1;
                if matches!(self.process, Process::Sequential) {
                    self.deliver(planes, sink);
                }
            }
        }
    }

    fn deliver(&self, planes: &mut [Plane], sink: &mut dyn RowSink) {
        for part in &self.parts {
            if let Some(plane) = planes.get_mut(part.component) {
                plane.deliver(part.v, sink);
            }
        }
    }

    /// Decodes units up to the end of the row, the restart interval or the window.
    fn units(&mut self, window: &mut Window, planes: &mut [Plane]) -> Result<(), Fault> {
        let mut units = self.columns - self.column;
        if self.restart_interval > 0 {
            units = units.min(self.until_restart as usize);
        }
        let mut reader = window.reader();
        let mut result = Ok(());
        let mut done = 0;
        while done < units && reader.holds(self.unit_words) {
            // Blocks that an end-of-band run covers have no bits in a first scan.
            if self.eob_run > 0 && matches!(self.process, Process::AcFirst(_)) {
                let covered = (units - done).min(self.eob_run as usize);
                self.eob_run -= covered as u32;
                done += covered;
                continue;
            }
            result = self.unit(&mut reader, planes, self.column + done);
            if result.is_err() {
                break;
            }
            done += 1;
        }
        self.column += done;
        self.until_restart = self.until_restart.wrapping_sub(done as u32);
        let place = reader.place();
        window.resume(place);
        if window.is_overrun() {
            return Err(Fault::Short);
        }
        Ok(result?)
    }

    /// Decodes one unit.
    #[inline(always)]
    fn unit(&mut self, reader: &mut Reader, planes: &mut [Plane], column: usize) -> Result<(), BadCode> {
        for part in &mut self.parts {
            let Some(plane) = planes.get_mut(part.component) else { continue };
            match self.process {
                Process::Sequential => part.sequential(reader, plane, column, &mut self.block)?,
                Process::DcFirst { low } => part.dc_first(reader, plane, (self.row, column), low)?,
                Process::DcRefine { low } => part.dc_refine(reader, plane, (self.row, column), low),
                Process::AcFirst(band) | Process::AcRefine(band) => {
                    let at = self.row * plane.padded_wide + column;
                    let block = plane.coefficients.as_mut().and_then(|coefficients| coefficients.block(at));
                    let (Some(block), Some((table, _))) = (block, &part.ac) else { continue };
                    if matches!(self.process, Process::AcFirst(_)) {
                        progressive::ac_first(reader, table, band, &mut self.eob_run, block)?;
                    } else {
                        progressive::ac_refine(reader, table, band, &mut self.eob_run, block)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The marker due at the end of a restart interval has come: predictions start anew (F.1.1.5.1, G.1.2.2).
    pub fn restart(&mut self, number: u8, offset: u64) -> Result<(), Error> {
        if number != self.next_restart {
            let detail = format!("restart marker {number} where {} is due", self.next_restart);
            return Err(Error::Corrupt { position: self.position(offset), detail });
        }
        self.next_restart = (number + 1) % 8;
        self.until_restart = self.restart_interval;
        self.eob_run = 0;
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

    fn error(&self, fault: Fault, window: &Window) -> Error {
        let position = self.position(window.offset());
        match fault {
            Fault::BadCode => {
                Error::Corrupt { position, detail: "the bits are no code of the Huffman table".into() }
            }
            Fault::Short => Error::Truncated { position, detail: String::new() },
        }
    }
}

/// The scan's process, or what is wrong with its parameters (B.2.3, G.1.1.1).
fn process(header: &ScanHeader, frame: &Header, last_needed: u32) -> Result<Process, String> {
    use super::header::Coding;
    let ScanHeader { first, last, high, low, .. } = *header;
    if frame.coding != Coding::Progressive {
        // Some encoders write other values here; they mean nothing in a sequential frame.
        return Ok(Process::Sequential);
    }
    let refines = high > 0;
    let allowed = last <= 63
        && first <= last
        && (first > 0 || last == 0)
        && (first == 0 || header.components.len() == 1)
        && low <= 13
        && (!refines || high == low + 1);
    if !allowed {
        return Err(format!("a progressive scan of coefficients {first} to {last}, bits {high} to {low}"));
    }
    let low = u32::from(low);
    let band = Band { first: first.into(), last: last.into(), low, last_needed };
    Ok(match (first, refines) {
        (0, false) => Process::DcFirst { low },
        (0, true) => Process::DcRefine { low },
        (_, false) => Process::AcFirst(band),
        (_, true) => Process::AcRefine(band),
    })
}

impl Part {
    #[inline(always)]
    fn sequential(
        &mut self,
        reader: &mut Reader,
        plane: &mut Plane,
        column: usize,
        block: &mut Block,
    ) -> Result<(), BadCode> {
        let (Some(dc), Some((ac, skip))) = (&self.dc, &self.ac) else { return Ok(()) };
        for row in 0..self.v {
            for across in 0..self.h {
                clear(block, plane.scale);
                let has_ac = sequential::block(
                    reader,
                    dc,
                    (ac, skip),
                    &plane.dequantization,
                    plane.last_needed,
                    &mut self.prediction,
                    block,
                )?;
                plane.reconstruct(block, has_ac, row, column * self.h + across);
            }
        }
        Ok(())
    }

    /// The indexes of a unit's blocks among the plane's.
    fn blocks(&self, plane: &Plane, (row, column): (usize, usize)) -> impl Iterator<Item = usize> + use<> {
        let (h, v, wide) = (self.h, self.v, plane.padded_wide);
        (0..v).flat_map(move |down| (0..h).map(move |across| (row * v + down) * wide + column * h + across))
    }

    fn dc_first(
        &mut self,
        reader: &mut Reader,
        plane: &mut Plane,
        unit: (usize, usize),
        low: u32,
    ) -> Result<(), BadCode> {
        let Some(table) = &self.dc else { return Ok(()) };
        for at in self.blocks(plane, unit) {
            self.prediction = self.prediction.wrapping_add(table.difference(reader)?);
            if let Some(dc) = plane.coefficients.as_mut().and_then(|coefficients| coefficients.dc(at)) {
                *dc = (self.prediction << low) as i16;
            }
        }
        Ok(())
    }

    fn dc_refine(&mut self, reader: &mut Reader, plane: &mut Plane, unit: (usize, usize), low: u32) {
        for at in self.blocks(plane, unit) {
            reader.refill();
            let bit = reader.bits(1) as i16;
            if let Some(dc) = plane.coefficients.as_mut().and_then(|coefficients| coefficients.dc(at)) {
                *dc |= bit << low;
            }
        }
    }
}
