//! The bytes between the pushing caller and the pulling decoder.

use std::{
    cell::RefCell,
    io::{self, BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom},
    rc::Rc,
};

/// How many bytes the decoder is given at a time.
const BLOCK_BYTES: usize = 8192;

/// A queue of bytes with two ends: clones share it.
#[derive(Clone, Default)]
pub struct Feed(Rc<RefCell<Pending>>);

#[derive(Default)]
struct Pending {
    bytes: Vec<u8>,
    /// How many of `bytes` have been read.
    read: usize,
    /// How many bytes the decoder has parsed since the first.
    parsed: usize,
    /// Nothing more will be pushed.
    ended: bool,
}

impl Feed {
    /// Adds bytes. What has been read is dropped, unless it is kept for a rewind.
    pub fn push(&self, chunk: &[u8], keep: bool) {
        let mut pending = self.0.borrow_mut();
        if !keep {
            let read = std::mem::take(&mut pending.read);
            pending.bytes.drain(..read);
        }
        pending.bytes.extend_from_slice(chunk);
    }

    /// A reader for the decoder. It starts with the first byte, all of which have to be held still.
    pub fn reader(&self) -> FeedReader {
        let mut pending = self.0.borrow_mut();
        (pending.read, pending.parsed) = (0, 0);
        FeedReader(BufReader::with_capacity(BLOCK_BYTES, self.clone()))
    }

    /// Says that nothing more will be pushed.
    pub fn end(&self) {
        self.0.borrow_mut().ended = true;
    }

    /// Number of bytes held.
    pub fn len(&self) -> usize {
        self.0.borrow().bytes.len()
    }

    /// Number of bytes that the decoder has parsed.
    pub fn position(&self) -> usize {
        self.0.borrow().parsed
    }
}

impl Read for Feed {
    /// Fills `into` or gives `WouldBlock`; less only where the file ends.
    ///
    /// What the decoder notices first in a damaged file depends on how much it is given. It is given the same
    /// blocks however the file was pushed.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut pending = self.0.borrow_mut();
        let mut waiting = pending.bytes.get(pending.read..).unwrap_or_default();
        if waiting.len() < into.len() && !pending.ended {
            return Err(ErrorKind::WouldBlock.into());
        }
        let count = waiting.read(into)?;
        pending.read += count;
        Ok(count)
    }
}

/// The decoder's end: reads in blocks and counts what is parsed of them.
pub struct FeedReader(BufReader<Feed>);

impl BufRead for FeedReader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.0.consume(count);
        self.0.get_ref().0.borrow_mut().parsed += count;
    }
}

impl Read for FeedReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl Seek for FeedReader {
    /// Asked for by the decoder's type, never by a decoder that reads rows in order.
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(ErrorKind::Unsupported.into())
    }
}
