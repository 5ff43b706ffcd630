//! Any bytes to the PNG decoder: no panic, memory within the limit, and chunks do not matter.

use super::decoding;
use super::memory::peak_of;
use super::tail::{Tail, chunks};

/// What inflating holds whatever the limit: its window, its tables, buffers of a chunk.
const FIXED_BYTES: usize = 1 << 20;

pub fn holds(data: &[u8]) {
    let mut tail = Tail(data);
    let limits = decoding::limits(1 << (20 + tail.byte() % 4));
    let lengths = std::array::from_fn(|_| 1 + tail.below(600));
    let file = tail.0;

    let (whole, peak) = peak_of(|| decoding::png(std::iter::once(file), &limits));
    let allowed = limits.memory_bytes as usize + 4 * file.len() + FIXED_BYTES;
    assert!(peak <= allowed, "{peak} bytes, {allowed} allowed");

    assert_eq!(decoding::png(chunks(file, lengths), &limits), whole);
}
