//! Any bytes to the JPEG decoder: no panic, memory within the limit, and chunks do not matter.

use super::decoding;
use super::memory::peak_of;
use super::tail::{Tail, chunks};
use face_preflight::jpeg::Scale;

/// What the decoder holds whatever the limit: the window, the tables of four components, errors' texts.
const FIXED_BYTES: usize = 256 << 10;

pub fn holds(data: &[u8]) {
    let mut tail = Tail(data);
    let scales: [Scale; 4] = std::array::from_fn(|_| tail.of(&Scale::ALL).up_to_diagonal(tail.byte().into()));
    let limits = decoding::limits(1 << (14 + tail.byte() % 8));
    let lengths = std::array::from_fn(|_| 1 + tail.below(600));
    let file = tail.0;

    let (whole, peak) = peak_of(|| decoding::jpeg(std::iter::once(file), &scales, &limits));
    // Metadata and the bytes before a DNL segment are held as they come, while a buffer doubles.
    let allowed = limits.memory_bytes as usize + 3 * file.len() + FIXED_BYTES;
    assert!(peak <= allowed, "{peak} bytes, {allowed} allowed");

    assert_eq!(decoding::jpeg(chunks(file, lengths), &scales, &limits), whole);
}
