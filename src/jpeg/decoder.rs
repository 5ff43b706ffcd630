//! The state machine over the file: marker, segment, scan, marker … (T.81 B.2.1), fed by chunks of any size.

use super::header::Header;
use super::metadata::Metadata;
use super::picture::Picture;
use super::scan::{Progress, Scan};
use super::segment::{self, FrameHeader, ScanHeader, Segment, TableClass};
use super::tables::Tables;
use super::window::Window;
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
    picture: Option<Picture>,
    window: Window,
    /// The scan being decoded; `None` while a scan is passed over.
    scan: Option<Scan>,
    /// The first scan's bytes, held while its number of lines is unknown.
    held: Vec<u8>,
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
    /// The first scan, held until a DNL segment tells the number of lines (B.2.5).
    Lines(ScanHeader),
    /// The header is known; waits for `start`.
    Ready(ScanHeader),
    /// Entropy-coded data of `scan`.
    Scan,
    /// Entropy-coded data that nobody needs: of a scan passed over, or behind the last unit.
    SeekMarker { after_ff: bool },
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
            picture: None,
            window: Window::new(),
            scan: None,
            held: Vec::new(),
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
        self.run(chunk, sink).inspect_err(|error| self.failure = Some(error.clone()))
    }

    /// What the photo is, once everything before the first scan has been read.
    pub fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// Sets the scale of each component (the last one given holds for the rest) and lets samples flow.
    ///
    /// # Errors
    ///
    /// [`Error::LimitExceeded`] when the buffers for these scales pass `limits.memoryBytes`;
    /// [`Error::Corrupt`] when the first scan's header contradicts the frame's.
    pub fn start(&mut self, scales: &[Scale]) -> Result<(), Error> {
        let (State::Ready(_), Some(header)) = (&self.state, &self.header) else { return Ok(()) };
        let held = self.held.capacity() as u64;
        self.picture = Some(Picture::new(header, scales, self.limits.memory_bytes, held)?);
        if let State::Ready(scan) = std::mem::replace(&mut self.state, State::Trailing) {
            self.offset -= self.held.len() as u64;
            self.begin_scan(&scan).inspect_err(|error| self.failure = Some(error.clone()))?;
        }
        Ok(())
    }

    /// Ends the file: delivers the rows that are still held and tells what was let pass.
    ///
    /// # Errors
    ///
    /// As [`push`](Self::push); [`Error::Truncated`] when the picture is incomplete.
    pub fn finish(&mut self, sink: &mut dyn RowSink) -> Result<Outcome, Error> {
        self.push(&[], sink)?;
        self.end(sink).inspect_err(|error| self.failure = Some(error.clone()))?;
        Ok(self.outcome)
    }

    fn end(&mut self, sink: &mut dyn RowSink) -> Result<(), Error> {
        if matches!(self.state, State::Trailing) {
            return Ok(());
        }
        if matches!(self.state, State::Scan) {
            self.decode(None, true, sink)?;
        }
        self.close_scan(None, sink)?;
        let passed_over = matches!(self.state, State::SeekMarker { .. }) && self.scan.is_none();
        match &mut self.picture {
            Some(picture) if !passed_over && picture.holds_all() => {
                self.outcome.end_missing = true;
                picture.render(sink);
                Ok(())
            }
            _ => Err(self.truncated("the end of the image is missing")),
        }
    }

    fn run(&mut self, chunk: &[u8], sink: &mut dyn RowSink) -> Result<usize, Error> {
        if self.picture.is_some() && !self.held.is_empty() {
            let held = std::mem::take(&mut self.held);
            self.run(&held, sink)?;
        }
        let mut input = chunk;
        while !input.is_empty() && !matches!(self.state, State::Ready(_)) {
            self.step(&mut input, sink)?;
        }
        Ok(chunk.len() - input.len())
    }

    fn step(&mut self, input: &mut &[u8], sink: &mut dyn RowSink) -> Result<(), Error> {
        match &mut self.state {
            State::Payload { code, remaining } => {
                let code = *code;
                let taken = take_up_to(input, remaining);
                self.offset += taken.len() as u64;
                self.payload.extend_from_slice(taken);
                if *remaining == 0 {
                    self.state = State::Marker { after_ff: false };
                    let payload = std::mem::take(&mut self.payload);
                    return self.segment(code, self.offset - payload.len() as u64, &payload);
                }
            }
            State::Skip { remaining } => {
                self.offset += take_up_to(input, remaining).len() as u64;
                if *remaining == 0 {
                    self.state = State::Marker { after_ff: false };
                }
            }
            State::Ready(_) => {}
            State::Scan => {
                let before = input.len();
                let code = self.window.fill(input);
                self.offset += (before - input.len()) as u64;
                return self.decode(code, code.is_some(), sink);
            }
            State::SeekMarker { after_ff: false } => self.pass_over(input),
            State::Trailing => {
                self.offset += input.len() as u64;
                self.outcome.trailing_bytes += input.len() as u64;
                *input = &[];
            }
            _ => {
                let Some((&byte, rest)) = input.split_first() else { return Ok(()) };
                *input = rest;
                self.offset += 1;
                return self.byte(byte, sink);
            }
        }
        Ok(())
    }

    /// The states that look at single bytes.
    fn byte(&mut self, byte: u8, sink: &mut dyn RowSink) -> Result<(), Error> {
        match &mut self.state {
            State::Leading { after_ff } => {
                if *after_ff && byte == marker::SOI {
                    self.outcome.leading_bytes = self.offset - 2;
                    self.state = State::Marker { after_ff: false };
                    return Ok(());
                }
                *after_ff = byte == 0xFF;
                if self.offset > LEADING_BYTES_MAX {
                    return Err(self.corrupt("no start of image among the first 64 KiB"));
                }
            }
            State::Marker { after_ff } => match (*after_ff, byte) {
                (_, 0xFF) => *after_ff = true,
                (false, _) | (true, 0) => {
                    *after_ff = false;
                    self.outcome.extra_bytes += 1;
                }
                (true, code) => return self.marker(code, sink),
            },
            State::SeekMarker { after_ff } => match byte {
                0xFF => {}
                0 => {
                    *after_ff = false;
                    self.outcome.extra_bytes += u64::from(self.scan.is_some());
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
    fn marker(&mut self, code: u8, sink: &mut dyn RowSink) -> Result<(), Error> {
        if let (marker::RST0..=marker::RST7, State::Scan | State::SeekMarker { .. }) = (code, &self.state) {
            return self.restart(code - marker::RST0);
        }
        if let Some(found) = marker::unsupported_coding(code)
            && self.picture.is_none()
        {
            return Err(Error::UnsupportedCoding { found: found.into() });
        }
        self.close_scan(Some(code), sink)?;
        let has_all = self.picture.as_ref().is_some_and(Picture::is_delivered);
        self.state = match code {
            marker::EOI => return self.end_of_image(sink),
            _ if marker::stands_alone(code) => State::Marker { after_ff: false },
            // Every component of a sequential frame has come: what follows is not of this picture.
            marker::SOS | marker::SOI if has_all => {
                self.outcome.end_missing = true;
                State::Trailing
            }
            _ => State::Length { code, high: None },
        };
        Ok(())
    }

    fn end_of_image(&mut self, sink: &mut dyn RowSink) -> Result<(), Error> {
        self.state = State::Trailing;
        match &mut self.picture {
            Some(picture) if picture.is_whole() => {
                picture.render(sink);
                Ok(())
            }
            _ => Err(self.truncated("the image ends before all components came")),
        }
    }

    /// A segment's length (it counts its own two bytes) has been read.
    fn length(&mut self, code: u8, length: usize) -> Result<(), Error> {
        let Some(remaining) = length.checked_sub(2) else {
            return Err(self.corrupt(format!("the segment of marker FF{code:02X} has length {length}")));
        };
        let kept = (Metadata::wants(code) && self.header.is_none())
            || matches!(
                code,
                marker::SOF0..=marker::SOF2 | marker::DHT | marker::DQT | marker::DRI | marker::SOS
            );
        self.state = match (remaining, kept) {
            (0, _) => State::Marker { after_ff: false },
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
                return if self.picture.is_some() { self.begin_scan(&scan) } else { self.first_scan(scan) };
            }
            _ => self.metadata.read(code, payload),
        }
        Ok(())
    }

    /// Everything before the first scan has been read.
    fn first_scan(&mut self, scan: ScanHeader) -> Result<(), Error> {
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
    fn hold(&mut self, byte: u8) -> Result<(), Error> {
        self.held.push(byte);
        let (value, allowed) = (self.held.capacity() as u64, self.limits.memory_bytes);
        if value > allowed {
            return Err(Error::LimitExceeded { limit: "limits.memoryBytes", value, allowed });
        }
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

    /// A scan header has been read and the entropy-coded data follows.
    fn begin_scan(&mut self, scan: &ScanHeader) -> Result<(), Error> {
        let (Some(header), Some(picture)) = (&self.header, &mut self.picture) else { return Ok(()) };
        self.outcome.scans += 1;
        let (value, allowed) = (self.outcome.scans, self.limits.scans);
        if value > allowed {
            let (value, allowed) = (value.into(), allowed.into());
            return Err(Error::LimitExceeded { limit: "limits.scans", value, allowed });
        }
        picture.begin_scan(scan, header, &self.tables, value, self.offset)?;
        self.scan = Scan::new(scan, header, &self.tables, &picture.planes, value, self.offset)?;
        self.window.begin(self.offset);
        self.state = match self.scan {
            Some(_) => State::Scan,
            None => State::SeekMarker { after_ff: false },
        };
        Ok(())
    }

    /// Decodes what the window holds; `code` is the marker that ended the segment, absent at the file's end.
    fn decode(&mut self, code: Option<u8>, ended: bool, sink: &mut dyn RowSink) -> Result<(), Error> {
        let (Some(scan), Some(picture)) = (&mut self.scan, &mut self.picture) else { return Ok(()) };
        match scan.advance(&mut self.window, &mut picture.planes, ended, sink) {
            Ok(Progress::Hungry) => return Ok(()),
            Ok(Progress::RestartDue | Progress::Complete) => {}
            // Units are missing: `close_scan` judges.
            Err(Error::Truncated { .. }) => {}
            Err(error) => return Err(error),
        }
        self.outcome.extra_bytes += self.window.discard();
        self.state = State::SeekMarker { after_ff: self.window.is_after_ff() };
        code.map_or(Ok(()), |code| self.marker(code, sink))
    }

    /// No more units of the scan can come: `code` is the marker behind it, absent at the file's end.
    fn close_scan(&mut self, code: Option<u8>, sink: &mut dyn RowSink) -> Result<(), Error> {
        let (Some(scan), Some(picture)) = (&mut self.scan, &mut self.picture) else { return Ok(()) };
        if scan.is_complete() {
            return Ok(());
        }
        let (done, rows) = scan.rows_done();
        let position = scan.position(self.offset);
        let detail = format!("{done} of {rows} rows of units are complete");
        match code {
            None | Some(marker::EOI) => match picture.repeat_last_rows(scan, sink) {
                Some(rows) => self.outcome.repeated_rows = rows,
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
    fn restart(&mut self, number: u8) -> Result<(), Error> {
        // Of a scan that is passed over.
        let Some(scan) = &mut self.scan else {
            self.state = State::SeekMarker { after_ff: false };
            return Ok(());
        };
        if scan.is_complete() {
            self.outcome.extra_bytes += 2;
            self.state = State::SeekMarker { after_ff: false };
            return Ok(());
        }
        scan.restart(number, self.offset)?;
        self.window.begin(self.offset);
        self.state = State::Scan;
        Ok(())
    }

    /// Passes over entropy-coded data up to the next 0xFF.
    fn pass_over(&mut self, input: &mut &[u8]) {
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
            self.outcome.extra_bytes += clean as u64;
        }
        self.state = State::SeekMarker { after_ff: found };
    }

    fn corrupt(&self, detail: impl Into<String>) -> Error {
        Error::Corrupt { position: self.position(), detail: detail.into() }
    }

    fn truncated(&self, detail: impl Into<String>) -> Error {
        Error::Truncated { position: self.position(), detail: detail.into() }
    }

    fn position(&self) -> Position {
        Position { byte: self.offset, ..Position::default() }
    }
}

/// Takes bytes off the input, at most `remaining`, which it lowers.
fn take_up_to<'a>(input: &mut &'a [u8], remaining: &mut usize) -> &'a [u8] {
    let (taken, rest) = input.split_at(input.len().min(*remaining));
    *input = rest;
    *remaining -= taken.len();
    taken
}
