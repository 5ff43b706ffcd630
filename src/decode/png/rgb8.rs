//! The rows of a PNG whose pixels are stored as they are delivered: RGB or RGBA of 8 bits, without transparent colour
//! and interlacing, as photos and screenshots are.
//!
//! The `png` crate parses the chunks and inflates. The filters are undone here with SIMD registers: its own way
//! took more than a quarter of a photo's time in WebAssembly.

use super::feed::FeedReader;
use super::unfilter::unfilter;
use png::{
    BitDepth, ColorType, DecodeOptions, Decoded, DecodingError, Info, StreamingDecoder, UnfilterRegion,
};
use std::io::{BufRead, ErrorKind};

/// What is inflated beyond the window of 32 KiB that deflate looks back into: a few steps of the `png` crate's 8 KiB.
const AHEAD_BYTES: usize = 96 << 10;
const WINDOW_BYTES: usize = 32 << 10;
const STEP_BYTES: usize = 8 << 10;

/// Why there is no next row.
pub enum Failure {
    Decoding(DecodingError),
    /// The row names a filter that does not exist.
    Filter(u8),
    /// The image data have ended.
    Missing,
    /// The palette has a part of a colour, or too many.
    Palette,
    /// The rows so far are more work than allowed, this much.
    Work(u64),
}

impl From<DecodingError> for Failure {
    fn from(error: DecodingError) -> Self {
        Self::Decoding(error)
    }
}

/// Reads the rows from the file's first byte on.
pub struct Rgb8Rows {
    reader: FeedReader,
    decoder: StreamingDecoder,
    /// Memory that a chunk may ask for.
    chunk_bytes_max: u64,
    /// Inflated bytes: `region.filled` of them, the current row's from `start` on.
    inflated: Vec<u8>,
    region: UnfilterRegion,
    start: usize,
    /// Inflated bytes to come.
    left: u64,
    /// The image data have ended.
    flushed: bool,
    /// Data of the current IDAT chunk to come.
    chunk_left: u32,
    /// Bytes of the image data that no row needs.
    extra_bytes: u64,
    rows_left: u32,
    has_alpha: bool,
    row: Vec<u8>,
    above: Vec<u8>,
}

impl Rgb8Rows {
    /// Whether rows are stored as they are delivered.
    pub fn can_read(info: &Info<'_>) -> bool {
        info.bit_depth == BitDepth::Eight
            && matches!(info.color_type, ColorType::Rgb | ColorType::Rgba)
            && info.trns.is_none()
            && !info.interlaced
    }

    /// `reader` starts with the file's first byte.
    pub fn new(
        reader: FeedReader,
        mut options: DecodeOptions,
        info: &Info<'_>,
        chunk_bytes_max: u64,
    ) -> Self {
        // It was read already.
        options.set_ignore_iccp_chunk(true);
        let row_bytes = info.raw_row_length() - 1;
        Self {
            reader,
            decoder: StreamingDecoder::new_with_options(options),
            chunk_bytes_max,
            // Before the planes are allocated, or it would leave a hole after them.
            inflated: vec![0; WINDOW_BYTES + AHEAD_BYTES + row_bytes],
            region: UnfilterRegion::default(),
            start: 0,
            left: (row_bytes as u64 + 1) * u64::from(info.height),
            flushed: false,
            chunk_left: 0,
            extra_bytes: 0,
            rows_left: info.height,
            has_alpha: info.color_type == ColorType::Rgba,
            row: vec![0; row_bytes],
            above: vec![0; row_bytes],
        }
    }

    /// The next row; `None` after the last one, when the image data have ended.
    pub fn next_row(&mut self) -> Result<Option<&[u8]>, Failure> {
        if self.rows_left == 0 {
            self.end_data()?;
            return Ok(None);
        }
        while self.region.filled - self.start <= self.row.len() {
            if self.flushed {
                return Err(Failure::Missing);
            }
            self.make_room();
            let before = self.region.filled;
            let result = self.step(true);
            self.left -= (self.region.filled - before) as u64;
            result?;
        }
        let stored = self.inflated.get(self.start..=self.start + self.row.len());
        let Some((&filter, stored)) = stored.and_then(<[u8]>::split_first) else {
            return Err(Failure::Missing);
        };
        std::mem::swap(&mut self.row, &mut self.above);
        let unfilter = if self.has_alpha { unfilter::<4> } else { unfilter::<3> };
        unfilter(filter, stored, &self.above, &mut self.row).ok_or(Failure::Filter(filter))?;
        self.start += stored.len() + 1;
        self.rows_left -= 1;
        Ok(Some(&self.row))
    }

    /// Reads the rest of the image data: the end of the zlib stream with its checksum, and what should not be there.
    fn end_data(&mut self) -> Result<(), DecodingError> {
        while !self.flushed {
            let stream_ended = self.stream_ended() || self.extra_bytes > 0;
            let inflate = !stream_ended && self.chunk_left > 0;
            if inflate {
                self.start = self.region.filled;
                self.left = STEP_BYTES as u64;
                self.make_room();
            }
            let (filled, left) = (self.region.filled, self.chunk_left);
            let decoded = self.step(inflate)?;
            if matches!(decoded, Decoded::ImageData) {
                let inflated = self.region.filled > filled;
                if stream_ended || inflated {
                    self.extra_bytes += u64::from(left - self.chunk_left).max(inflated.into());
                }
            }
        }
        Ok(())
    }

    /// Whether the zlib stream with its Adler-32 has ended. Until then some bytes are kept for it to look back at.
    fn stream_ended(&self) -> bool {
        self.region.available == self.region.filled
    }

    /// Bytes of the image data that no row needs.
    pub fn extra_bytes(&self) -> u64 {
        self.extra_bytes
    }

    /// Whether the image data ended before the checksum of the zlib stream.
    pub fn lacks_checksum(&self) -> bool {
        self.extra_bytes == 0 && !self.stream_ended()
    }

    /// What the chunks have said so far.
    pub fn info(&self) -> Option<&Info<'static>> {
        self.decoder.info()
    }

    /// Reads up to the IEND chunk.
    pub fn finish(&mut self) -> Result<(), DecodingError> {
        while !matches!(self.step(false)?, Decoded::ChunkComplete(png::chunk::IEND)) {}
        Ok(())
    }

    /// Drops rows that were delivered, so that a step has room; no more than what is to come.
    fn make_room(&mut self) {
        let capacity = WINDOW_BYTES + AHEAD_BYTES + self.row.len();
        if self.region.filled + STEP_BYTES > capacity {
            let done = self.start.min(self.region.available);
            self.inflated.copy_within(done..self.region.filled, 0);
            self.start -= done;
            self.region.available -= done;
            self.region.filled -= done;
        }
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        let room = capacity.max(self.region.filled + STEP_BYTES);
        self.inflated.resize(room.min(self.region.filled.saturating_add(left)), 0);
    }

    /// Hands what was pushed to the crate's decoder, once.
    fn step(&mut self, with_image: bool) -> Result<Decoded, DecodingError> {
        let bytes = self.reader.fill_buf()?;
        if bytes.is_empty() {
            return Err(DecodingError::IoError(ErrorKind::UnexpectedEof.into()));
        }
        let mut image = self.region.as_buf(&mut self.inflated);
        let (consumed, decoded) = self.decoder.update(bytes, with_image.then_some(&mut image))?;
        self.reader.consume(consumed);
        match decoded {
            Decoded::ImageDataFlushed => self.flushed = true,
            Decoded::ImageData => self.chunk_left = self.chunk_left.saturating_sub(consumed as u32),
            Decoded::ChunkBegin(length, png::chunk::IDAT) => self.chunk_left = length,
            Decoded::ChunkBegin(length, _) if u64::from(length) > self.chunk_bytes_max => {
                return Err(DecodingError::LimitsExceeded);
            }
            _ => {}
        }
        Ok(decoded)
    }
}
