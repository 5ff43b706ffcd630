//! Any bytes to the PNG decoder: no panic, memory within the limit, and chunks do not matter.

use super::decoding;
use super::memory::peak_of;
use super::tail::{COMPARED, Tail, chunks};

/// What inflating holds whatever the limit: its window and what is inflated ahead of it, its tables, a block to read.
const FIXED_BYTES: usize = 184 << 10;

pub fn holds(data: &[u8]) {
    let mut tail = Tail(data);
    let mut limits = decoding::limits(1 << (10 + tail.byte() % 14));
    limits.work = tail.of(&[limits.work, 1 << 6, 1 << 9, 1 << 12]);
    let lengths = std::array::from_fn(|_| 1 + tail.below(600));
    let compares = tail.one_in(COMPARED);
    let file = tail.0;

    let (whole, peak) = peak_of(|| decoding::png(std::iter::once(file), &limits));
    // The bytes that were pushed, and the chunks that are kept of them.
    let allowed = limits.memory_bytes as usize + 2 * file.len() + FIXED_BYTES;
    assert!(peak <= allowed, "{peak} bytes, {allowed} allowed");

    if compares {
        assert_eq!(decoding::png(chunks(file, lengths), &limits), whole);
    }
}
