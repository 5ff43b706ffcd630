//! The bytes between the pushing caller and the pulling decoder.

use std::{
    cell::RefCell,
    io::{self, ErrorKind, Read, Seek, SeekFrom},
    rc::Rc,
};

/// A queue of bytes with two ends: clones share it.
#[derive(Clone, Default)]
pub struct Feed(Rc<RefCell<Pending>>);

#[derive(Default)]
struct Pending {
    bytes: Vec<u8>,
    /// How many of `bytes` have been read.
    read: usize,
    /// How many bytes were read and dropped before `bytes`.
    dropped: usize,
    /// Nothing more will be pushed.
    ended: bool,
}

impl Feed {
    /// Adds bytes. What has been read is dropped, unless it is kept for a [`rewind`](Self::rewind).
    pub fn push(&self, chunk: &[u8], keep: bool) {
        let mut pending = self.0.borrow_mut();
        if !keep {
            let read = std::mem::take(&mut pending.read);
            pending.bytes.drain(..read);
            pending.dropped += read;
        }
        pending.bytes.extend_from_slice(chunk);
    }

    /// Starts reading again with the first byte that is held.
    pub fn rewind(&self) {
        self.0.borrow_mut().read = 0;
    }

    /// Says that nothing more will be pushed.
    pub fn end(&self) {
        self.0.borrow_mut().ended = true;
    }

    /// Number of bytes held.
    pub fn len(&self) -> usize {
        self.0.borrow().bytes.len()
    }

    /// Number of bytes read since the first.
    pub fn position(&self) -> usize {
        let pending = self.0.borrow();
        pending.dropped + pending.read
    }
}

impl Read for Feed {
    /// `WouldBlock` when dry, 0 when ended.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut pending = self.0.borrow_mut();
        let mut waiting = pending.bytes.get(pending.read..).unwrap_or_default();
        if waiting.is_empty() && !pending.ended {
            return Err(ErrorKind::WouldBlock.into());
        }
        let count = waiting.read(into)?;
        pending.read += count;
        Ok(count)
    }
}

impl Seek for Feed {
    /// Asked for by the decoder's type, never by a decoder that reads rows in order.
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(ErrorKind::Unsupported.into())
    }
}
