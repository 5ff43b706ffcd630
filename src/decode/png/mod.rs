//! PNG (W3C Recommendation, third edition), row by row from pushed chunks.
//!
//! The `png` crate pulls from a reader; the feed is a reader that holds only what was pushed and
//! not read yet. When it runs dry the decoder stops where it is and goes on with the next chunk.
//!
//! Damage after the last row is counted in [`Integrity`]: a file that ends before IEND and bytes after it
//! always; data after the zlib stream, more
//! rows than the header says and a missing Adler-32 where rows are stored as they are delivered (RGB and RGBA of
//! 8 bits). Of the other kinds the `png` crate silently ignores what follows the last row. Up to 3 bytes
//! after the zlib stream are taken with it and never seen.
//!
//! The place of an error is known to the block of 8 KiB that the `png` crate was given: `position.byte` is the block's
//! first byte or one that was read of it, and the damage is at most 8 KiB after it.

mod adam7;
mod chunk_filter;
mod feed;
mod header;
mod packed;
mod rgb8;
mod unfilter;
mod work;

use adam7::Adam7;
use chunk_filter::ChunkFilter;
use feed::{Feed, FeedReader};
pub use header::Header;
use packed::PackedRows;
use rgb8::{Failure, Rgb8Rows};
use work::Work;

use crate::{
    colour::model::ColourModel,
    decode::{exif, pixels::Splitter},
    error::Error,
    options::Limits,
    rows::{Grid, Integrity, RowSink},
};
use png::{ColorType, DecodeOptions, Decoder, DecodingError, Transformations};
use std::io::ErrorKind;

enum State {
    /// Waiting for all chunks before the pixels; tried again when this many bytes have come.
    Header { try_at: usize },
    /// Reading rows.
    Rows(Box<Rows>),
    /// All rows were delivered; looking for the end of the file.
    Tail(RowSource),
    /// Nothing more is wanted.
    Done,
}

struct Rows {
    source: RowSource,
    splitter: Splitter,
    interlaced: Option<Adam7>,
    packed: Option<PackedRows>,
    /// Rows to come, of all passes.
    left: u64,
    work: Work,
}

/// Where rows come from.
enum RowSource {
    Rgb8(Box<Rgb8Rows>),
    /// Rows that the `png` crate expands or puts together.
    Expanded(Box<png::Reader<FeedReader>>),
}

/// Takes a PNG in chunks of any size and delivers its rows, transparency laid over white.
pub struct PngDecoder {
    chunks: ChunkFilter,
    feed: Feed,
    /// Bytes of the file so far.
    bytes: u64,
    /// Where IEND ends.
    end: Option<u64>,
    state: State,
    limits: Limits,
    header: Option<Header>,
    started: bool,
    integrity: Integrity,
}

impl PngDecoder {
    /// A decoder that has seen nothing yet.
    pub fn new(limits: Limits) -> Self {
        let state = State::Header { try_at: 0 };
        Self {
            chunks: ChunkFilter::default(),
            feed: Feed::default(),
            bytes: 0,
            end: None,
            state,
            limits,
            header: None,
            started: false,
            integrity: Integrity::default(),
        }
    }

    /// What is known, as soon as the pixels begin.
    pub fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// Lets the rows flow; the grids say how they come.
    pub fn start(&mut self) -> Vec<Grid> {
        self.started = true;
        let Some(header) = &self.header else { return Vec::new() };
        let grid = Grid {
            width: header.width as usize,
            height: header.height as usize,
            across: 1.0,
            down: 1.0,
            chroma: false,
        };
        vec![grid; if header.model == ColourModel::Grey { 1 } else { 3 }]
    }

    /// Takes the next bytes; rows that are complete go to `sink`.
    pub fn push(&mut self, chunk: &[u8], sink: &mut dyn RowSink) -> Result<(), Error> {
        self.bytes += chunk.len() as u64;
        if matches!(self.state, State::Done) {
            return self.within_limits();
        }
        let is_header = matches!(self.state, State::Header { .. });
        let mut rest = chunk;
        while !rest.is_empty() {
            let (count, wanted) = self.chunks.take(rest);
            self.feed.push(wanted, is_header);
            rest = rest.get(count..).unwrap_or_default();
            if is_header && self.chunks.held > self.limits.memory_bytes {
                return self.refuse_head(sink);
            }
        }
        self.advance(sink)
    }

    /// What stands before the pixels is too long to be held; an error in it comes first.
    fn refuse_head(&mut self, sink: &mut dyn RowSink) -> Result<(), Error> {
        self.state = State::Header { try_at: 0 };
        self.advance(sink)?;
        let (value, allowed) = (self.chunks.held, self.limits.memory_bytes);
        Err(Error::LimitExceeded { limit: "limits.memoryBytes", value, allowed })
    }

    /// Ends the input. What is missing now is missing for good.
    pub fn finish(&mut self, sink: &mut dyn RowSink) -> Result<Integrity, Error> {
        self.feed.push(self.chunks.take_rest(), true);
        self.feed.end();
        if let State::Header { try_at } = &mut self.state {
            *try_at = 0;
        }
        self.advance(sink)?;
        if let Some(end) = self.end {
            self.integrity.trailing_bytes = self.bytes.saturating_sub(end);
        }
        Ok(self.integrity)
    }

    fn advance(&mut self, sink: &mut dyn RowSink) -> Result<(), Error> {
        let result = self.read_header().and_then(|()| self.read_rows(sink));
        match result {
            Err(error) if !runs_dry(&error) => return Err(self.error(error)),
            _ => self.read_tail(),
        }
        self.within_limits()
    }

    /// Parses everything before the pixels, from the first byte on at each try; tries are spaced so
    /// that many small chunks cost no more than twice one large one.
    fn read_header(&mut self) -> Result<(), Failure> {
        let State::Header { try_at } = &mut self.state else { return Ok(()) };
        if self.feed.len() < *try_at {
            return Ok(());
        }
        *try_at = self.feed.len() * 2;
        let mut options = DecodeOptions::default();
        options.set_ignore_text_chunk(true);
        options.set_ignore_adler32(false);
        let mut decoder = Decoder::new_with_options(self.feed.reader(), options.clone());
        decoder.set_limits(png::Limits { bytes: self.limits.memory_bytes.try_into().unwrap_or(usize::MAX) });
        let is_packed = is_packed_grey(decoder.read_header_info()?) && !self.chunks.has_seen(b"tRNS");
        decoder.set_transformations(if is_packed {
            Transformations::IDENTITY
        } else {
            Transformations::EXPAND | Transformations::STRIP_16
        });
        if !affordable(decoder.read_header_info()?, &self.chunks, &self.limits) {
            // Reported with its numbers by `within_limits`.
            self.header = Some(Header::new(decoder.read_header_info()?, &self.chunks));
            self.state = State::Done;
            return Ok(());
        }
        let reader = decoder.read_info()?;
        // The `png` crate counts on whole colours.
        if reader.info().palette.as_ref().is_some_and(|palette| palette.len() % 3 != 0 || palette.len() > 768)
        {
            return Err(Failure::Palette);
        }
        let header = Header::new(reader.info(), &self.chunks);
        let (colour, _) = reader.output_color_type();
        let splitter = Splitter::new(colour.samples(), has_alpha(colour));
        let interlaced = header.interlaced.then(|| Adam7::new(&header, colour));
        let source = if Rgb8Rows::can_read(reader.info()) {
            let info = reader.info().clone();
            // Its buffers give way to others of their size.
            drop(reader);
            let again = self.feed.reader();
            RowSource::Rgb8(Box::new(Rgb8Rows::new(again, options, &info, self.limits.memory_bytes)))
        } else {
            RowSource::Expanded(Box::new(reader))
        };
        let left = if header.interlaced { adam7::rows(&header) } else { header.height.into() };
        let packed = is_packed.then(|| PackedRows::new(header.bit_depth, header.width as usize));
        let rows = Rows { source, splitter, interlaced, packed, left, work: Work::new(self.limits.work) };
        self.header = Some(header);
        self.state = State::Rows(Box::new(rows));
        Ok(())
    }

    fn read_rows(&mut self, sink: &mut dyn RowSink) -> Result<(), Failure> {
        let State::Rows(rows) = &mut self.state else { return Ok(()) };
        if !self.started {
            return Ok(());
        }
        match rows.deliver(&self.feed, sink) {
            // The picture is whole: only what closes its data and the file is missing.
            Err(failure) if rows.left == 0 && is_io_error(&failure, ErrorKind::UnexpectedEof) => {
                self.integrity.end_missing = true;
            }
            result => result?,
        }
        if let Some(frame) = rows.interlaced.take() {
            frame.rows().for_each(|row| rows.splitter.deliver(row, sink));
        }
        if let State::Rows(rows) = std::mem::replace(&mut self.state, State::Done) {
            if let RowSource::Rgb8(rgb8) = &rows.source {
                self.integrity.extra_bytes = rgb8.extra_bytes();
                self.integrity.end_missing |= rgb8.lacks_checksum();
            }
            self.state = State::Tail(rows.source);
        }
        Ok(())
    }

    /// Reads up to the IEND chunk. The picture is whole by now: damage is noted, not an error.
    fn read_tail(&mut self) {
        let State::Tail(source) = &mut self.state else { return };
        let result = match source {
            RowSource::Rgb8(rgb8) => rgb8.finish(),
            RowSource::Expanded(reader) => reader.finish(),
        };
        let info = match source {
            RowSource::Rgb8(rgb8) => rgb8.info(),
            RowSource::Expanded(reader) => Some(reader.info()),
        };
        // An `eXIf` chunk may follow the pixels, where it comes too late to be followed.
        let (exif, header) = (info.and_then(|info| info.exif_metadata.as_deref()), &self.header);
        let followed = header.as_ref().and_then(|header| header.orientation);
        self.integrity.orientation_ignored = exif
            .is_some_and(|tiff| exif::names_another_orientation(tiff, followed.unwrap_or_default()))
            || (followed.is_none() && self.chunks.turns_in_text());
        let has_profile = header.as_ref().is_some_and(|header| header.profile.is_some());
        self.integrity.profile_ignored = !has_profile && self.chunks.has_late_profile();
        match result.map_err(Failure::from) {
            Err(error) if runs_dry(&error) => return,
            Err(_) => self.integrity.end_missing = true,
            Ok(()) => self.end = Some(self.chunks.offset(self.feed.position() as u64)),
        }
        self.state = State::Done;
    }

    fn within_limits(&self) -> Result<(), Error> {
        let Some(header) = &self.header else { return Ok(()) };
        let pixels = u64::from(header.width) * u64::from(header.height);
        if pixels > self.limits.source_pixels {
            let allowed = self.limits.source_pixels;
            return Err(Error::LimitExceeded { limit: "limits.sourcePixels", value: pixels, allowed });
        }
        let memory = header.memory_bytes();
        if memory > self.limits.memory_bytes {
            let allowed = self.limits.memory_bytes;
            return Err(Error::LimitExceeded { limit: "limits.memoryBytes", value: memory, allowed });
        }
        let (value, allowed) = (header.work(), self.limits.work);
        if value > allowed {
            return Err(Error::LimitExceeded { limit: "limits.work", value, allowed });
        }
        Ok(())
    }

    fn error(&self, failure: Failure) -> Error {
        if self.chunks.is_apple {
            return Error::UnsupportedCoding { found: "Apple's variant of PNG (CgBI)".into() };
        }
        let byte = self.chunks.offset(self.feed.position() as u64) as usize;
        match failure {
            Failure::Decoding(DecodingError::IoError(_)) => {
                Error::truncated(byte, "more of the PNG should follow")
            }
            Failure::Decoding(DecodingError::LimitsExceeded) => Error::LimitExceeded {
                limit: "limits.memoryBytes",
                value: self.limits.memory_bytes.saturating_add(1),
                allowed: self.limits.memory_bytes,
            },
            Failure::Decoding(other) => Error::corrupt(byte, with_letters(other.to_string())),
            Failure::Filter(filter) => {
                Error::corrupt(byte, format!("a row names filter {filter}; there are 0 to 4"))
            }
            Failure::Missing => Error::corrupt(byte, "the image data end before the last row"),
            Failure::Palette => Error::corrupt(byte, "the palette has a part of a colour, or more than 256"),
            Failure::Work(value) => {
                Error::LimitExceeded { limit: "limits.work", value, allowed: self.limits.work }
            }
        }
    }
}

impl Rows {
    /// Gives the rows that have come to `sink`, or to the frame that interlaced ones are put together in.
    fn deliver(&mut self, feed: &Feed, sink: &mut dyn RowSink) -> Result<(), Failure> {
        match &mut self.source {
            RowSource::Rgb8(rgb8) => {
                while let Some(row) = rgb8.next_row()? {
                    self.work.add(row.len(), feed.position())?;
                    self.splitter.deliver(row, sink);
                    self.left = self.left.saturating_sub(1);
                }
            }
            RowSource::Expanded(reader) => {
                while let Some(row) = reader.next_interlaced_row()? {
                    let samples = self.packed.as_ref().map_or(row.data().len(), PackedRows::samples);
                    self.work.add(samples, feed.position())?;
                    match (&mut self.interlaced, &mut self.packed) {
                        (Some(frame), _) => frame.place(&row),
                        (None, Some(packed)) => sink.row(0, packed.spread(row.data())),
                        (None, None) => self.splitter.deliver(row.data(), sink),
                    }
                    self.left = self.left.saturating_sub(1);
                }
            }
        }
        Ok(())
    }
}

/// The `png` crate's message with the four letters of a chunk where it prints the chunk's type for programmers.
fn with_letters(message: String) -> String {
    let parts = message.split_once("ChunkType { type: ").and_then(|(before, rest)| {
        let (letters, rest) = rest.split_once(", critical: ")?;
        let (_, after) = rest.split_once(" }")?;
        Some([before, letters, after].concat())
    });
    parts.unwrap_or(message)
}

/// Whether rows hold several grey samples in a byte, one row after the other.
fn is_packed_grey(info: &png::Info<'_>) -> bool {
    info.color_type == ColorType::Grayscale && (info.bit_depth as u8) < 8 && !info.interlaced
}

fn has_alpha(colour: ColorType) -> bool {
    matches!(colour, ColorType::GrayscaleAlpha | ColorType::Rgba)
}

/// Whether the decoder only waits for more bytes.
fn runs_dry(failure: &Failure) -> bool {
    is_io_error(failure, ErrorKind::WouldBlock)
}

fn is_io_error(failure: &Failure, kind: ErrorKind) -> bool {
    matches!(failure, Failure::Decoding(DecodingError::IoError(error)) if error.kind() == kind)
}

fn affordable(info: &png::Info<'_>, chunks: &ChunkFilter, limits: &Limits) -> bool {
    let header = Header::new(info, chunks);
    u64::from(info.width) * u64::from(info.height) <= limits.source_pixels
        && header.memory_bytes() <= limits.memory_bytes
        && header.work() <= limits.work
}
