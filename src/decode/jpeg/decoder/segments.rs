//! Marker segments that were read whole (T.81 B.2), up to the first scan.

use super::super::header::Header;
use super::super::marker;
use super::super::segment::{self, ScanHeader, Segment, TableClass};
use super::{Decoder, State};
use crate::error::Error;

/// The first scan's bytes for which room is made at first, while it is held.
const HELD_BYTES_MIN: usize = 1024;

impl Decoder {
    /// A segment has been read whole.
    pub(super) fn segment(&mut self, code: u8, offset: u64, payload: &[u8]) -> Result<(), Error> {
        let segment = &mut Segment::new(code, offset, payload);
        match code {
            marker::SOF0..=marker::SOF2 => {
                if self.frame.is_some() {
                    return Err(segment.corrupt("a second frame header"));
                }
                self.frame = Some(segment::frame_header(segment)?);
            }
            marker::DHT => self.huffman_tables(segment)?,
            marker::DQT => self.quantization_tables(segment)?,
            marker::DRI => self.tables.restart_interval = segment::restart_interval(segment)?.into(),
            marker::SOS => {
                let scan = segment::scan_header(segment)?;
                return if self.components.is_some() {
                    self.begin_scan(&scan)
                } else {
                    self.first_scan(scan)
                };
            }
            _ => self.metadata.read(code, payload),
        }
        Ok(())
    }

    /// B.2.4.2.
    fn huffman_tables(&mut self, segment: &mut Segment<'_>) -> Result<(), Error> {
        while !segment.is_empty() {
            let (class, destination, spec) = segment::huffman_table(segment)?;
            let tables = match class {
                TableClass::Dc => &mut self.tables.dc,
                TableClass::Ac => &mut self.tables.ac,
            };
            if let Some(slot) = tables.get_mut(destination) {
                *slot = Some(spec);
            }
        }
        Ok(())
    }

    /// B.2.4.1.
    fn quantization_tables(&mut self, segment: &mut Segment<'_>) -> Result<(), Error> {
        while !segment.is_empty() {
            let (destination, table) = segment::quantization_table(segment)?;
            if let Some(slot) = self.tables.quantization.get_mut(destination) {
                *slot = Some(table);
            }
        }
        Ok(())
    }

    /// Everything before the first scan has been read.
    pub(super) fn first_scan(&mut self, scan: ScanHeader) -> Result<(), Error> {
        let Some(frame) = &self.frame else { return Err(self.corrupt("a scan before the frame header")) };
        if frame.lines == 0 {
            self.state = State::Lines(scan);
            return Ok(());
        }
        let header = Header::new(frame, &self.tables, &mut self.metadata);
        let (value, allowed) = (header.width as u64 * header.height as u64, self.limits.source_pixels);
        if value > allowed {
            return Err(Error::LimitExceeded { limit: "limits.sourcePixels", value, allowed });
        }
        self.header = Some(header);
        self.state = State::Ready(scan);
        Ok(())
    }

    /// Holds the first scan until its DNL segment: FFDC, length 4, number of lines.
    pub(super) fn hold(&mut self, byte: u8) -> Result<(), Error> {
        let capacity = self.held.capacity();
        if self.held.len() == capacity {
            let more = capacity.max(HELD_BYTES_MIN);
            // Before the old bytes are given back, they are copied to the new ones.
            let (value, allowed) = ((2 * capacity + more) as u64, self.limits.memory_bytes);
            if value > allowed {
                return Err(Error::LimitExceeded { limit: "limits.memoryBytes", value, allowed });
            }
            self.held.reserve_exact(more);
        }
        self.held.push(byte);
        match *self.held.as_slice() {
            [.., 0xFF, marker::DNL, 0, 4, high, low] => {
                if let Some(frame) = &mut self.frame {
                    frame.lines = u16::from_be_bytes([high, low]);
                    if frame.lines == 0 {
                        return Err(self.corrupt("the picture is 0 lines high"));
                    }
                }
                if let State::Lines(scan) = std::mem::replace(&mut self.state, State::Trailing) {
                    return self.first_scan(scan);
                }
            }
            [.., 0xFF, code] if !matches!(code, 0 | 0xFF | marker::DNL | marker::RST0..=marker::RST7) => {
                return Err(self.corrupt("the number of lines is missing"));
            }
            _ => {}
        }
        Ok(())
    }
}
