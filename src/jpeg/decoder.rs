//! The state machine over the file: marker, segment, scan, marker … (T.81 B.2.1), fed by chunks of any size.

use super::header::{Colour, Component, Header};
use super::metadata::Metadata;
use super::segment::{self, FrameHeader, ScanHeader, Segment, TableClass};
use super::tables::Tables;
use super::{Limits, Outcome, RowSink, Scale, marker};
use crate::error::{Error, Position};

/// Bytes before the start of image that are passed over.
const LEADING_BYTES_MAX: u64 = 64 << 10;

/// Decodes one JPEG file that is pushed in chunks.
///
/// Push until [`header`](Self::header) tells what the photo is, choose a scale for each component with
/// [`start`](Self::start), push the rest, then call [`finish`](Self::finish). Rows go to the sink as soon as
/// the file's coding allows. The result, errors included, does not depend on how the file is chunked.
#[derive(Debug)]
pub struct Decoder {
    limits: Limits,
    /// Bytes of the file taken so far.
    offset: u64,
    state: State,
    /// Parameters of the current marker segment, as far as they came.
    payload: Vec<u8>,
    tables: Tables,
    metadata: Metadata,
    frame: Option<FrameHeader>,
    header: Option<Header>,
    outcome: Outcome,
    failure: Option<Error>,
}

#[derive(Debug)]
enum State {
    /// Looking for the start of image.
    Leading { after_ff: bool },
    /// Between segments: fill bytes and the marker's code (B.1.1.2).
    Marker { after_ff: bool },
    /// The two bytes of a segment's length.
    Length { code: u8, high: Option<u8> },
    /// Parameters that are kept.
    Payload { code: u8, remaining: usize },
    /// Parameters of no interest.
    Skip { remaining: usize },
    /// The header is known; waits for `start`.
    Ready(ScanHeader),
    /// Entropy-coded data.
    Scan,
    /// Behind the picture.
    Trailing,
}

impl Decoder {
    /// A decoder at the first byte of a file.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            offset: 0,
            state: State::Leading { after_ff: false },
            payload: Vec::new(),
            tables: Tables::default(),
            metadata: Metadata::default(),
            frame: None,
            header: None,
            outcome: Outcome::default(),
            failure: None,
        }
    }

    /// Takes the next bytes of the file and returns how many.
    ///
    /// They are all of `chunk` but in one case: when the header has become known and [`start`](Self::start)
    /// was not called yet, the rest has to be pushed again after it.
    ///
    /// # Errors
    ///
    /// [`Error::Corrupt`], [`Error::Truncated`], [`Error::UnsupportedCoding`], [`Error::LimitExceeded`]; the
    /// decoder is of no use afterwards and repeats the error.
    pub fn push(&mut self, chunk: &[u8], sink: &mut dyn RowSink) -> Result<usize, Error> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let mut input = chunk;
        while !input.is_empty() && !matches!(self.state, State::Ready(_)) {
            let before = input.len();
            let result = self.step(&mut input, sink);
            self.offset += (before - input.len()) as u64;
            if let Err(error) = result {
                self.failure = Some(error.clone());
                return Err(error);
            }
        }
        Ok(chunk.len() - input.len())
    }

    /// What the photo is, once everything before the first scan has been read.
    pub fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// Sets the scale of each component (the last one given holds for the rest) and lets samples flow.
    ///
    /// # Errors
    ///
    /// [`Error::LimitExceeded`] when the buffers for these scales pass `limits.memoryBytes`.
    pub fn start(&mut self, scales: &[Scale]) -> Result<(), Error> {
        let _ = scales;
        if matches!(self.state, State::Ready(_)) {
            self.state = State::Scan;
        }
        Ok(())
    }

    /// Ends the file: delivers the rows that are still held and tells what was let pass.
    ///
    /// # Errors
    ///
    /// As [`push`](Self::push); [`Error::Truncated`] when the picture is incomplete.
    pub fn finish(&mut self, sink: &mut dyn RowSink) -> Result<Outcome, Error> {
        let _ = sink;
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        Err(Error::UnsupportedCoding { found: "a JPEG (decoder under construction)".into() })
    }

    fn step(&mut self, input: &mut &[u8], sink: &mut dyn RowSink) -> Result<(), Error> {
        let _ = sink;
        match &mut self.state {
            State::Leading { after_ff } => {
                let Some(byte) = take(input) else { return Ok(()) };
                if *after_ff && byte == marker::SOI {
                    self.outcome.leading_bytes = self.offset - 1;
                    self.state = State::Marker { after_ff: false };
                    return Ok(());
                }
                *after_ff = byte == 0xFF;
                if self.offset > LEADING_BYTES_MAX {
                    return Err(self.corrupt("no start of image among the first 64 KiB"));
                }
            }
            State::Marker { after_ff } => {
                let Some(byte) = take(input) else { return Ok(()) };
                match (byte, *after_ff) {
                    (0xFF, _) => *after_ff = true,
                    (0, true) | (_, false) => {
                        *after_ff = false;
                        self.outcome.extra_bytes += 1;
                    }
                    (code, true) => self.marker(code)?,
                }
            }
            State::Length { code, high } => {
                let Some(byte) = take(input) else { return Ok(()) };
                let code = *code;
                match *high {
                    None => *high = Some(byte),
                    Some(high) => self.length(code, usize::from(u16::from_be_bytes([high, byte])))?,
                }
            }
            State::Payload { code, remaining } => {
                let (head, tail) = input.split_at(input.len().min(*remaining));
                *input = tail;
                *remaining -= head.len();
                self.payload.extend_from_slice(head);
                if *remaining == 0 {
                    let (code, offset) = (*code, self.offset + head.len() as u64);
                    self.state = State::Marker { after_ff: false };
                    let payload = std::mem::take(&mut self.payload);
                    self.segment(code, offset - payload.len() as u64, &payload)?;
                }
            }
            State::Skip { remaining } => {
                let (head, tail) = input.split_at(input.len().min(*remaining));
                *input = tail;
                *remaining -= head.len();
                if *remaining == 0 {
                    self.state = State::Marker { after_ff: false };
                }
            }
            State::Ready(_) => {}
            State::Scan | State::Trailing => *input = &[],
        }
        Ok(())
    }

    /// A marker's code has been read.
    fn marker(&mut self, code: u8) -> Result<(), Error> {
        if let Some(found) = marker::unsupported_coding(code) {
            return Err(Error::UnsupportedCoding { found: found.into() });
        }
        self.state = match code {
            marker::EOI => State::Trailing,
            _ if marker::stands_alone(code) => State::Marker { after_ff: false },
            _ => State::Length { code, high: None },
        };
        if code == marker::EOI && self.frame.is_none() {
            return Err(self.corrupt("the image ends before its frame header"));
        }
        Ok(())
    }

    /// A segment's length (it counts its own two bytes) has been read.
    fn length(&mut self, code: u8, length: usize) -> Result<(), Error> {
        let Some(remaining) = length.checked_sub(2) else {
            return Err(self.corrupt(format!("the segment of marker FF{code:02X} has length {length}")));
        };
        let kept = Metadata::wants(code)
            || matches!(
                code,
                marker::SOF0..=marker::SOF2 | marker::DHT | marker::DQT | marker::DRI | marker::SOS
            );
        self.state = match (remaining, kept) {
            (0, false) => State::Marker { after_ff: false },
            (0, true) => return Err(self.corrupt(format!("the segment of marker FF{code:02X} is empty"))),
            (_, false) => State::Skip { remaining },
            (_, true) => State::Payload { code, remaining },
        };
        Ok(())
    }

    /// A segment has been read whole.
    fn segment(&mut self, code: u8, offset: u64, payload: &[u8]) -> Result<(), Error> {
        let segment = &mut Segment::new(code, offset, payload);
        match code {
            marker::SOF0..=marker::SOF2 => {
                if self.frame.is_some() {
                    return Err(segment.corrupt("a second frame header"));
                }
                self.frame = Some(segment::frame_header(segment)?);
            }
            marker::DHT => {
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
            }
            marker::DQT => {
                while !segment.is_empty() {
                    let (destination, table) = segment::quantization_table(segment)?;
                    if let Some(slot) = self.tables.quantization.get_mut(destination) {
                        *slot = Some(table);
                    }
                }
            }
            marker::DRI => self.tables.restart_interval = segment::number(segment)?.into(),
            marker::SOS => {
                let scan = segment::scan_header(segment)?;
                let Some(frame) = &self.frame else {
                    return Err(segment.corrupt("a scan before the frame header"));
                };
                self.header = Some(header(frame, &self.tables, &mut self.metadata));
                self.check_limits()?;
                self.state = State::Ready(scan);
            }
            _ => self.metadata.read(code, payload),
        }
        Ok(())
    }

    fn check_limits(&self) -> Result<(), Error> {
        let Some(header) = &self.header else { return Ok(()) };
        let (value, allowed) = (header.width as u64 * header.height as u64, self.limits.source_pixels);
        if value > allowed {
            return Err(Error::LimitExceeded { limit: "limits.sourcePixels", value, allowed });
        }
        Ok(())
    }

    fn corrupt(&self, detail: impl Into<String>) -> Error {
        let position = Position { byte: self.offset, ..Position::default() };
        Error::Corrupt { position, detail: detail.into() }
    }
}

fn take(input: &mut &[u8]) -> Option<u8> {
    let (&byte, rest) = input.split_first()?;
    *input = rest;
    Some(byte)
}

/// Puts together what is known before the first scan.
fn header(frame: &FrameHeader, tables: &Tables, metadata: &mut Metadata) -> Header {
    let (width, height) = (usize::from(frame.samples_per_line), usize::from(frame.lines));
    let h_max = frame.components.iter().map(|component| component.h).max().unwrap_or(1);
    let v_max = frame.components.iter().map(|component| component.v).max().unwrap_or(1);
    let components = frame.components.iter().map(|component| Component {
        id: component.id,
        h: component.h,
        v: component.v,
        tq: component.tq,
        width: (width * component.h).div_ceil(h_max),
        height: (height * component.v).div_ceil(v_max),
    });
    Header {
        width,
        height,
        coding: frame.coding,
        precision: 8,
        components: components.collect(),
        h_max,
        v_max,
        colour: colour(frame, metadata),
        restart_interval: tables.restart_interval,
        quantization: tables.quantization,
        exif: metadata.exif.take(),
        icc: metadata.take_icc(),
        jfif: metadata.jfif,
        adobe: metadata.adobe,
        multi_picture: metadata.multi_picture,
    }
}

/// T.81 leaves the components' meaning open. JFIF and Adobe's segment tell it, then the identifiers; the order
/// is the one every reader follows since libjpeg.
fn colour(frame: &FrameHeader, metadata: &Metadata) -> Colour {
    let ids: Vec<u8> = frame.components.iter().map(|component| component.id).collect();
    let transform = metadata.adobe.map(|adobe| adobe.transform);
    match (ids.len(), transform) {
        (1, _) => Colour::Grey,
        (4, Some(2)) => Colour::Ycck,
        (4, _) => Colour::Cmyk,
        _ if metadata.jfif => Colour::YCbCr,
        (_, Some(0)) => Colour::Rgb,
        (_, None) if ids == *b"RGB" => Colour::Rgb,
        _ => Colour::YCbCr,
    }
}
