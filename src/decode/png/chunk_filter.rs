//! Drops the ancillary chunks that the decoder does not use, so that they are not held before IDAT.
//!
//! They are parsed from the first byte on at each try, so their bytes are held. Text and whatever else a program likes
//! to store is not among them, however long it is.
//!
//! Texts are only searched for an orientation, since nobody follows it there.
//!
//! The decoder skips damaged ancillary chunks, except `cICP`, on which it gives up: such ones are left
//! out too. Which chunks came at all can be asked afterwards.

use crate::decode::exif::OrientationInText;

/// Signature, or the length and the type of a chunk.
const HEAD_BYTES: usize = 8;
/// The data of a `cICP` chunk: primaries, transfer function, matrix coefficients, full range.
const CICP_DATA_BYTES: u32 = 4;
/// All of it, with the CRC.
const CICP_BYTES: usize = HEAD_BYTES + CICP_DATA_BYTES as usize + 4;
/// What is read besides the critical chunks: the meaning of the pixels, and what announces frames after them.
const READ: [&[u8; 4]; 9] = [b"tRNS", b"cICP", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"eXIf", b"acTL", b"fcTL"];

/// Passes on the bytes of a PNG.
#[derive(Default)]
pub struct ChunkFilter {
    state: State,
    /// The head of a chunk, or a whole `cICP` chunk.
    head: [u8; CICP_BYTES],
    head_bytes: usize,
    /// Which of [`READ`] came, as bits, before the first IDAT and after it.
    seen: u16,
    seen_late: u16,
    /// From the first IDAT on everything is passed.
    has_pixels: bool,
    /// What follows IEND is no part of the picture.
    has_ended: bool,
    texts: Texts,
    /// Bytes passed on so far.
    passed: u64,
    gaps: Vec<Gap>,
    /// Bytes that have to be held, those of the current chunk included.
    pub held: u64,
    /// The first chunk is the one that Apple's tools put before the header of a PNG of their own kind.
    pub is_apple: bool,
}

#[derive(Default)]
enum State {
    #[default]
    Signature,
    /// The length and type of a chunk.
    Head,
    /// The data of a chunk and its CRC.
    Body { wanted: bool, is_text: bool, left: u64 },
}

/// What texts tell of the orientation.
#[derive(Default)]
struct Texts {
    orientation: OrientationInText,
    /// Bytes of [`RAW_EXIF`] that match so far, from a chunk's beginning on; `None` after another byte.
    matching: Option<usize>,
    has_raw_exif: bool,
}

/// The names of chunks in which ImageMagick keeps EXIF, compressed. What they say is not read.
const RAW_EXIF: [&[u8]; 2] = [b"Raw profile type exif\0", b"Raw profile type APP1\0"];

impl Texts {
    fn read(&mut self, text: &[u8]) {
        self.orientation.read(text);
        for &byte in text {
            let Some(matching) = self.matching else { return };
            let matches = RAW_EXIF.iter().any(|name| name.get(matching) == Some(&byte));
            self.matching = matches.then_some(matching + 1);
            self.has_raw_exif |= matches && byte == 0;
        }
    }
}

/// Bytes left out at one place.
struct Gap {
    /// Bytes passed on before.
    at: u64,
    bytes: u64,
}

impl ChunkFilter {
    /// Takes the bytes up to the next place where the answer changes; returns how many, and what of them to pass on.
    pub fn take<'a>(&'a mut self, chunk: &'a [u8]) -> (usize, &'a [u8]) {
        match &mut self.state {
            State::Body { wanted, is_text, left } => {
                let count = usize::try_from(*left).unwrap_or(usize::MAX).min(chunk.len());
                let wanted = *wanted;
                if *is_text {
                    self.texts.read(chunk.get(..count).unwrap_or_default());
                }
                *left -= count as u64;
                if *left == 0 {
                    self.state = State::Head;
                }
                if wanted {
                    self.passed += count as u64;
                    return (count, chunk.get(..count).unwrap_or_default());
                }
                self.leave_out(count as u64);
                (count, &[])
            }
            State::Signature | State::Head => self.take_head(chunk),
        }
    }

    fn take_head(&mut self, chunk: &[u8]) -> (usize, &[u8]) {
        let length = if self.head_bytes < HEAD_BYTES { HEAD_BYTES } else { CICP_BYTES };
        let mut count = 0;
        for (place, &byte) in self.head.iter_mut().take(length).skip(self.head_bytes).zip(chunk) {
            *place = byte;
            count += 1;
        }
        self.head_bytes += count;
        if self.head_bytes < length || (length == HEAD_BYTES && self.is_cicp(CICP_DATA_BYTES)) {
            return (count, &[]);
        }
        self.head_bytes = 0;
        let wanted = if length == CICP_BYTES { self.end_cicp() } else { self.end_head() };
        if wanted {
            self.passed += length as u64;
            return (count, self.head.get(..length).unwrap_or_default());
        }
        self.leave_out(length as u64);
        (count, &[])
    }

    /// Whether the head that is complete is that of a `cICP` chunk of `bytes` bytes, not the first chunk.
    fn is_cicp(&self, bytes: u32) -> bool {
        let [a, b, c, d, kind @ ..] = self.head;
        kind.starts_with(b"cICP")
            && u32::from_be_bytes([a, b, c, d]) == bytes
            && self.passed > HEAD_BYTES as u64
            && !self.has_pixels
    }

    /// Whether a `cICP` chunk says what it may of a PNG, whose colours are RGB (third edition, 11.3.2.6).
    fn end_cicp(&mut self) -> bool {
        self.note(*b"cICP");
        self.held += CICP_BYTES as u64;
        matches!(self.head, [_, _, _, _, _, _, _, _, _, _, 0, 0 | 1, ..])
    }

    fn note(&mut self, kind: [u8; 4]) {
        let seen = if self.has_pixels { &mut self.seen_late } else { &mut self.seen };
        *seen |= READ.iter().position(|read| **read == kind).map_or(0, |place| 1 << place);
    }

    /// Whether a colour profile comes after the pixels began.
    pub fn has_late_profile(&self) -> bool {
        READ.iter()
            .enumerate()
            .any(|(place, kind)| matches!(*kind, b"cICP" | b"iCCP") && self.seen_late >> place & 1 == 1)
    }

    /// Whether texts tell, or may tell, that a picture without EXIF is to be turned.
    pub fn turns_in_text(&self) -> bool {
        self.texts.orientation.is_turned() || (self.texts.has_raw_exif && !self.has_seen(b"eXIf"))
    }

    /// Whether a chunk of this type, one that is read, came before the pixels.
    pub fn has_seen(&self, kind: &[u8; 4]) -> bool {
        READ.iter().position(|read| *read == kind).is_some_and(|place| self.seen >> place & 1 == 1)
    }

    /// Whether the chunk whose head is complete is used.
    fn end_head(&mut self) -> bool {
        let [a, b, c, d, e, f, g, h, ..] = self.head;
        let kind = [e, f, g, h];
        if matches!(self.state, State::Signature) {
            self.state = State::Head;
            return true;
        }
        let is_first = self.passed == HEAD_BYTES as u64;
        self.is_apple |= is_first && &kind == b"CgBI";
        self.has_pixels |= &kind == b"IDAT";
        let is_critical = kind.first().is_some_and(|letter| letter & 0x20 == 0);
        if !self.has_ended {
            self.note(kind);
        }
        // A `cICP` chunk of four bytes does not end here.
        let wanted =
            is_first || is_critical || self.has_pixels || (READ.contains(&&kind) && &kind != b"cICP");
        let left = u64::from(u32::from_be_bytes([a, b, c, d])) + 4;
        let is_text = matches!(&kind, b"tEXt" | b"zTXt" | b"iTXt") && !self.has_ended;
        self.has_ended |= &kind == b"IEND";
        self.texts.matching = Some(0);
        self.state = State::Body { wanted, is_text, left };
        if wanted && !self.has_pixels {
            self.held = self.passed + HEAD_BYTES as u64 + left + (self.gaps.len() * size_of::<Gap>()) as u64;
        }
        wanted
    }

    /// The bytes of a head that the file's end cuts off.
    pub fn take_rest(&mut self) -> &[u8] {
        let count = std::mem::take(&mut self.head_bytes);
        self.head.get(..count).unwrap_or_default()
    }

    fn leave_out(&mut self, bytes: u64) {
        match self.gaps.last_mut() {
            Some(last) if last.at == self.passed => last.bytes += bytes,
            _ => self.gaps.push(Gap { at: self.passed, bytes }),
        }
    }

    /// The file's offset of a byte that was passed on.
    pub fn offset(&self, passed: u64) -> u64 {
        passed + self.gaps.iter().take_while(|gap| gap.at <= passed).map(|gap| gap.bytes).sum::<u64>()
    }
}
