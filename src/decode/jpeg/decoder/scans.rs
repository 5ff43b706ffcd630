//! Entropy-coded data: a scan's beginning, its segments between restart markers, and its end (T.81 B.2.1).

use super::super::marker;
use super::super::scan::{Progress, Scan};
use super::super::segment::ScanHeader;
use super::{Decoder, State};
use crate::error::{Error, Position};
use crate::rows::RowSink;

impl Decoder {
    /// A scan header has been read and the entropy-coded data follows.
    pub(super) fn begin_scan(&mut self, scan: &ScanHeader) -> Result<(), Error> {
        let (Some(header), Some(components)) = (&self.header, &mut self.components) else { return Ok(()) };
        self.integrity.scans += 1;
        let (value, allowed) = (self.integrity.scans, self.limits.scans);
        if value > allowed {
            let (value, allowed) = (value.into(), allowed.into());
            return Err(Error::LimitExceeded { limit: "limits.scans", value, allowed });
        }
        components.begin_scan(scan, header, &self.tables, value, self.offset)?;
        // Not two scans' tables at once.
        if let Some(last) = self.scan.take() {
            self.work = last.work();
        }
        let position = Position { byte: self.offset, scan: Some(value), mcu_row: None };
        self.scan = Scan::new(scan, header, &self.tables, &components.planes, value)
            .map_err(|detail| Error::Corrupt { position, detail })?;
        if let Some(scan) = &mut self.scan {
            scan.limit_work(self.work, self.limits.work)?;
        }
        self.bit_buffer.begin(self.offset);
        self.state = match self.scan {
            Some(_) => State::Scan,
            None => State::SeekMarker { after_ff: false },
        };
        Ok(())
    }

    /// Decodes what the bit buffer holds; `code` is the marker that ended the segment, absent at the file's end.
    pub(super) fn decode(
        &mut self,
        code: Option<u8>,
        ended: bool,
        sink: &mut dyn RowSink,
    ) -> Result<(), Error> {
        let (Some(scan), Some(components)) = (&mut self.scan, &mut self.components) else { return Ok(()) };
        match scan.advance(&mut self.bit_buffer, &mut components.planes, ended, sink) {
            Ok(Progress::Hungry) => return Ok(()),
            Ok(Progress::RestartDue | Progress::Complete) => {}
            // Units are missing: `close_scan` judges, or `Scan::restart`.
            Err(Error::Truncated { .. }) => {}
            Err(error) => return Err(error),
        }
        self.integrity.extra_bytes += self.bit_buffer.discard();
        self.state = State::SeekMarker { after_ff: self.bit_buffer.is_after_ff() };
        code.map_or(Ok(()), |code| self.marker(code, sink))
    }

    /// No more units of the scan can come: `code` is the marker after it, absent at the file's end.
    pub(super) fn close_scan(&mut self, code: Option<u8>, sink: &mut dyn RowSink) -> Result<(), Error> {
        let (Some(scan), Some(components)) = (&mut self.scan, &mut self.components) else { return Ok(()) };
        if scan.is_complete() {
            return Ok(());
        }
        let (done, rows) = scan.rows_done();
        let position = scan.position(self.offset);
        let detail = format!("{done} of {rows} rows of units are complete");
        match code {
            None | Some(marker::EOI) => match components.repeat_last_rows(scan, sink) {
                Some(rows) => self.integrity.repeated_rows = rows,
                None => return Err(Error::Truncated { position, detail }),
            },
            Some(code) => {
                let detail = format!("marker FF{code:02X} inside of a scan: {detail}");
                return Err(Error::Corrupt { position, detail });
            }
        }
        Ok(())
    }

    /// RSTm inside entropy-coded data.
    pub(super) fn restart(&mut self, number: u8) -> Result<(), Error> {
        // Of a scan that is skipped.
        let Some(scan) = &mut self.scan else {
            self.state = State::SeekMarker { after_ff: false };
            return Ok(());
        };
        if scan.is_complete() {
            self.integrity.extra_bytes += 2;
            self.state = State::SeekMarker { after_ff: false };
            return Ok(());
        }
        scan.restart(number, self.offset)?;
        self.bit_buffer.begin(self.offset);
        self.state = State::Scan;
        Ok(())
    }

    /// Skips entropy-coded data up to the next 0xFF.
    pub(super) fn skip_to_ff(&mut self, input: &mut &[u8]) {
        let clean = input
            .chunks_exact(32)
            .take_while(|chunk| !chunk.iter().fold(false, |ff, &byte| ff | (byte == 0xFF)));
        let clean = clean.count() * 32;
        let rest = input.get(clean..).unwrap_or_default();
        let clean = clean + rest.iter().position(|&byte| byte == 0xFF).unwrap_or(rest.len());
        let found = clean < input.len();
        let taken = clean + usize::from(found);
        *input = input.get(taken..).unwrap_or_default();
        self.offset += taken as u64;
        if self.scan.is_some() {
            self.integrity.extra_bytes += clean as u64;
        }
        self.state = State::SeekMarker { after_ff: found };
    }
}
