//! What stands between segments and scans: markers (T.81 B.1.1.2, B.1.1.3) and the lengths after them.

use super::super::marker;
use super::super::metadata::Metadata;
use super::{Decoder, LEADING_BYTES_MAX, State};
use crate::error::Error;
use crate::rows::RowSink;

impl Decoder {
    /// The states that look at single bytes.
    pub(super) fn byte(&mut self, byte: u8, sink: &mut dyn RowSink) -> Result<(), Error> {
        match &mut self.state {
            State::Leading { matching } => {
                *matching = match (*matching, byte) {
                    (2, 0xFF) => {
                        self.integrity.leading_bytes = self.offset - 3;
                        self.state = State::Marker { after_ff: true };
                        return Ok(());
                    }
                    (1, marker::SOI) => 2,
                    (_, 0xFF) => 1,
                    _ => 0,
                };
                if self.offset - *matching > LEADING_BYTES_MAX {
                    return Err(self.corrupt("no start of image among the first 64 KiB"));
                }
            }
            State::Marker { after_ff } => match (*after_ff, byte) {
                (_, 0xFF) => *after_ff = true,
                (false, _) | (true, 0) => {
                    *after_ff = false;
                    self.integrity.extra_bytes += 1;
                }
                (true, code) => return self.marker(code, sink),
            },
            State::SeekMarker { after_ff } => match byte {
                0xFF => {}
                0 => {
                    *after_ff = false;
                    self.integrity.extra_bytes += u64::from(self.scan.is_some());
                }
                code => return self.marker(code, sink),
            },
            State::Length { code, high } => {
                let code = *code;
                match *high {
                    None => *high = Some(byte),
                    Some(high) => return self.length(code, usize::from(u16::from_be_bytes([high, byte]))),
                }
            }
            State::Lines(_) => return self.hold(byte),
            _ => {}
        }
        Ok(())
    }

    /// A marker's code has been read.
    pub(super) fn marker(&mut self, code: u8, sink: &mut dyn RowSink) -> Result<(), Error> {
        if let (marker::RST0..=marker::RST7, State::Scan | State::SeekMarker { .. }) = (code, &self.state) {
            return self.restart(code - marker::RST0);
        }
        if let Some(found) = marker::unsupported_coding(code)
            && self.components.is_none()
        {
            return Err(Error::UnsupportedCoding { found: found.into() });
        }
        self.close_scan(Some(code), sink)?;
        let is_next_picture = self.components.as_ref().is_some_and(|components| match code {
            marker::SOI => components.holds_all(),
            // Every component of a sequential frame has come.
            marker::SOS => components.is_delivered(),
            _ => false,
        });
        if is_next_picture {
            self.integrity.end_missing = true;
            self.integrity.trailing_bytes = 2;
            return self.end_of_image(sink);
        }
        self.state = match code {
            marker::EOI => return self.end_of_image(sink),
            // A restart marker, a second start of image, TEM: none has its place between segments.
            _ if marker::stands_alone(code) => {
                self.integrity.extra_bytes += 2;
                State::Marker { after_ff: false }
            }
            _ => State::Length { code, high: None },
        };
        Ok(())
    }

    pub(super) fn end_of_image(&mut self, sink: &mut dyn RowSink) -> Result<(), Error> {
        self.state = State::Trailing;
        match &mut self.components {
            Some(components) if components.is_whole() => {
                self.integrity.is_coarse = !components.holds_all();
                components.render(sink);
                Ok(())
            }
            _ => Err(self.truncated("the image ends before all components and bands came")),
        }
    }

    /// A segment's length (it counts its own two bytes) has been read.
    pub(super) fn length(&mut self, code: u8, length: usize) -> Result<(), Error> {
        let needed = matches!(
            code,
            marker::SOF0..=marker::SOF2 | marker::DHT | marker::DQT | marker::DRI | marker::SOS
        );
        if length < 2 {
            if needed {
                return Err(self.corrupt(format!("the segment of marker FF{code:02X} has length {length}")));
            }
            // As every viewer does: its parameters are not needed, so the next marker is looked for after the length.
            self.integrity.extra_bytes += 2;
        }
        let remaining = length.saturating_sub(2);
        // An orientation or a profile after the start of the first scan is not followed, but reported.
        let reported = self.header.is_none() || matches!(code, marker::APP1 | marker::APP2);
        let kept = needed || Metadata::wants(code) && reported;
        self.state = match (remaining, kept) {
            (0, _) => State::Marker { after_ff: false },
            (_, false) => State::Skip { remaining },
            (_, true) => State::Payload { code, remaining },
        };
        // A segment without the parameters that it needs is reported like one with too few.
        if remaining == 0 && kept { self.segment(code, self.offset, &[]) } else { Ok(()) }
    }
}
