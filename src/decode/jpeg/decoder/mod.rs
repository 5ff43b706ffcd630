//! The state machine over the file: marker, segment, scan, marker … (T.81 B.2.1), fed by chunks of any size.

mod markers;
mod scans;
mod segments;

use super::bit_buffer::BitBuffer;
use super::components::Components;
use super::header::Header;
use super::limits::Limits;
use super::metadata::Metadata;
use super::scale::Scale;
use super::scan::Scan;
use super::segment::{FrameHeader, ScanHeader};
use super::tables::Tables;
use crate::error::{Error, Position};
use crate::rows::{Integrity, RowSink};

/// Bytes before the start of image that are skipped.
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
    components: Option<Components>,
    bit_buffer: BitBuffer,
    /// The scan being decoded; `None` while a scan is skipped.
    scan: Option<Scan>,
    /// Blocks that were read so far, or are certain to be.
    work: u64,
    /// The first scan's bytes, held while its number of lines is unknown.
    held: Vec<u8>,
    integrity: Integrity,
    failure: Option<Error>,
}

#[derive(Debug)]
enum State {
    /// Looking for the start of image and the 0xFF of the marker after it, of which `matching` bytes match.
    Leading { matching: u64 },
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
    /// Entropy-coded data that is not needed: of a skipped scan, or after the last unit.
    SeekMarker { after_ff: bool },
    /// After the picture.
    Trailing,
}

impl Decoder {
    /// A decoder at the first byte of a file.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            offset: 0,
            state: State::Leading { matching: 0 },
            payload: Vec::new(),
            tables: Tables::default(),
            metadata: Metadata::default(),
            frame: None,
            header: None,
            components: None,
            bit_buffer: BitBuffer::new(),
            scan: None,
            work: 0,
            held: Vec::new(),
            integrity: Integrity::default(),
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

    /// Blocks that were read so far or are certain to be, as `limits.work` counts them.
    #[cfg(feature = "internals")]
    pub fn work(&self) -> u64 {
        self.scan.as_ref().map_or(self.work, Scan::work)
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
        let components = Components::new(header, scales, self.limits.memory_bytes, held)?;
        self.work = components.blocks_to_render();
        self.components = Some(components);
        if let State::Ready(scan) = std::mem::replace(&mut self.state, State::Trailing) {
            self.offset -= self.held.len() as u64;
            self.begin_scan(&scan).inspect_err(|error| self.failure = Some(error.clone()))?;
        }
        Ok(())
    }

    /// Finishes the input: delivers the rows that are still held and returns what was tolerated.
    ///
    /// # Errors
    ///
    /// As [`push`](Self::push); [`Error::Truncated`] when the picture is incomplete.
    pub fn finish(&mut self, sink: &mut dyn RowSink) -> Result<Integrity, Error> {
        self.push(&[], sink)?;
        self.end(sink).inspect_err(|error| self.failure = Some(error.clone()))?;
        Ok(Integrity {
            orientation_ignored: self.metadata.names_another_orientation(),
            profile_ignored: self.metadata.has_late_profile(),
            ..self.integrity
        })
    }

    fn end(&mut self, sink: &mut dyn RowSink) -> Result<(), Error> {
        if matches!(self.state, State::Trailing) {
            return Ok(());
        }
        if matches!(self.state, State::Scan) {
            self.decode(None, true, sink)?;
        }
        self.close_scan(None, sink)?;
        let skipped = matches!(self.state, State::SeekMarker { .. }) && self.scan.is_none();
        match &mut self.components {
            Some(components) if !skipped && components.holds_all() => {
                self.integrity.end_missing = true;
                components.render(sink);
                Ok(())
            }
            _ => Err(self.truncated("the end of the image is missing")),
        }
    }

    fn run(&mut self, chunk: &[u8], sink: &mut dyn RowSink) -> Result<usize, Error> {
        if self.components.is_some() && !self.held.is_empty() {
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
                let code = self.bit_buffer.fill(input);
                self.offset += (before - input.len()) as u64;
                return self.decode(code, code.is_some(), sink);
            }
            State::SeekMarker { after_ff: false } => self.skip_to_ff(input),
            State::Trailing => {
                self.offset += input.len() as u64;
                self.integrity.trailing_bytes += input.len() as u64;
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
